import { useCallback, useEffect, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { changeShift, type MyRoster, readMyRoster, readShifts, type Shift } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';
import { LongList } from '@/shared/ui/LongList';
import { OverviewPage } from '@/shared/ui/OverviewPage';
import { AboutMe } from './AboutMe';
import { KeepRoster } from './KeepRoster';
import { MyCalendar } from './MyCalendar';
import { MyTraits } from './MyTraits';
import { ShiftRow } from './ShiftRow';
import { dayFromNow, ownClock, span } from './times';
import { WishMonth } from './WishMonth';

interface RosterPageProps {
  /** Whether the reader answers people, and so has shifts of their own. */
  counsels: boolean;
  /** Whether the reader keeps the roster. */
  keeps: boolean;
  onBack?: () => void;
}

const weeks = 28;

/** シフト: one's own shifts and what is open; for those who keep the roster, everybody's. */
export function RosterPage({ counsels, keeps, onBack }: RosterPageProps) {
  const { text, language } = useText();
  const words = text.roster;
  const [shifts, setShifts] = useState<Shift[] | null>(null);
  const [me, setMe] = useState<MyRoster | null>(null);
  const [unread, setUnread] = useState(false);
  const [note, setNote] = useState('');
  const [trouble, setTrouble] = useState('');

  const read = useCallback(
    () =>
      Promise.all([readShifts(dayFromNow(0), dayFromNow(weeks)), counsels ? readMyRoster() : null]).then(
        ([all, mine]) => {
          setShifts(all);
          setMe(mine);
          setUnread(false);
        },
        () => setUnread(true),
      ),
    [counsels],
  );
  useEffect(() => void read(), [read]);

  const said = useCallback(
    (what: string) => {
      setTrouble('');
      setNote(what);
      return read();
    },
    [read],
  );
  const failed = useCallback(
    (failure: unknown) => {
      setNote('');
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
      return read();
    },
    [read, words],
  );

  const timeZone = me?.person?.timeZone ?? (counsels ? ownClock() : 'Asia/Tokyo');
  const act = (shift: Shift, what: 'take' | 'offer' | 'keep' | 'decline', quiet = false) => (
    <button
      type="button"
      className={quiet ? 'quiet' : undefined}
      aria-label={words.act(words[what], span(shift, timeZone, language))}
      onClick={() => changeShift(shift.id, what).then(() => said(words.done[what]), failed)}
    >
      {words[what]}
    </button>
  );
  const mine = shifts?.filter((shift) => shift.mine) ?? [];
  const free = shifts?.filter((shift) => !shift.mine && (!shift.staffId || shift.offered)) ?? [];

  return (
    <OverviewPage words={words} empty={!shifts} unread={unread} note={note} onBack={onBack} onAgain={read}>
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {shifts && counsels && me && (
        <>
          <section className="over-card" aria-labelledby="roster-mine">
            <h2 id="roster-mine">{words.mine}</h2>
            {mine.length === 0 && <p>{words.noneMine}</p>}
            <LongList items={mine} first={7}>
              {(shift) => (
                <ShiftRow key={shift.id} shift={shift} timeZone={timeZone}>
                  {shift.mayDecline && act(shift, 'decline')}
                  {shift.offered ? act(shift, 'keep', true) : act(shift, 'offer', true)}
                </ShiftRow>
              )}
            </LongList>
          </section>
          <section className="over-card" aria-labelledby="roster-free">
            <h2 id="roster-free">{words.free}</h2>
            {free.length === 0 && <p>{words.noneFree}</p>}
            <LongList items={free} first={7}>
              {(shift) => (
                <ShiftRow key={shift.id} shift={shift} timeZone={timeZone} named={shift.offered}>
                  {act(shift, 'take')}
                </ShiftRow>
              )}
            </LongList>
          </section>
          <section className="over-card">
            <details>
              <summary>
                <h2>{text.wishes.title}</h2>
              </summary>
              <MyTraits onDone={said} />
            </details>
          </section>
          <section className="over-card">
            <details open={!me.person}>
              <summary>
                <h2>{words.me}</h2>
              </summary>
              <AboutMe key={String(!!me.person)} person={me.person} onDone={said} />
              {me.person && <MyCalendar has={me.calendar} onDone={said} />}
            </details>
          </section>
        </>
      )}
      {shifts && keeps && <KeepRoster shifts={shifts} timeZone={timeZone} onDone={said} onFailed={failed} />}
      {shifts && keeps && <WishMonth />}
    </OverviewPage>
  );
}
