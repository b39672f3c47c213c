import { useCallback, useEffect, useState } from 'react';
import {
  type Consortium,
  type Contribution,
  type Contributions,
  contributionsAddress,
  readConsortia,
  readContributions,
} from '@/protocol/consortium';
import { useText } from '@/shared/text/TextContext';
import { monthName } from '@/shared/time';
import { OverviewPage } from '@/shared/ui/OverviewPage';
import { monthOf, neighbour } from './month';
import { PartnersNow } from './PartnersNow';

const columns = [
  'taken',
  'takenAnswered',
  'takenReturned',
  'takenWaitedMinutes',
  'given',
  'givenAnswered',
  'givenReturned',
  'givenWaitedMinutes',
] as const satisfies readonly (keyof Contribution)[];

const helped = (one: Contribution) => one.taken > 0 || one.given > 0;

/** 応援の記録: what members did for each other in a month; in the order of their ids, which says nothing about anybody. */
export function ContributionsPage({ now, onBack }: { now: number; onBack?: (() => void) | undefined }) {
  const { text, language } = useText();
  const words = text.contributions;
  const [month, setMonth] = useState(monthOf(now));
  const [consortium, setConsortium] = useState<Consortium | null | 'none'>(null);
  const [read, setRead] = useState<Contributions | null>(null);
  const [unread, setUnread] = useState(false);

  const readAgain = useCallback(async () => {
    try {
      const mine = (await readConsortia()).filter((one) => one.inForce > 0);
      const newest = mine.find((one) => !one.endedAt) ?? mine.at(-1);
      setConsortium(newest ?? 'none');
      if (newest) setRead(await readContributions(newest.id, month));
      setUnread(false);
    } catch {
      setUnread(true);
    }
  }, [month]);
  useEffect(() => {
    setRead(null);
    void readAgain();
  }, [readAgain]);

  const charter = consortium && consortium !== 'none' ? consortium.agreements[0]?.charter : undefined;
  return (
    <OverviewPage
      words={words}
      empty={consortium === null || (consortium !== 'none' && !read)}
      unread={unread}
      onBack={onBack}
      onAgain={readAgain}
    >
      <PartnersNow />
      {consortium === 'none' && <p>{words.none}</p>}
      {consortium && consortium !== 'none' && (
        <section className="over-card" aria-labelledby="contributions-month">
          <h2 id="contributions-month">
            {(language === 'en' && charter?.nameEn) || charter?.name} {monthName(`${month}-01`, language)}
          </h2>
          <p className="over-acts">
            <button type="button" onClick={() => setMonth(neighbour(month, -1))}>
              {words.before}
            </button>
            <button type="button" onClick={() => setMonth(neighbour(month, 1))} disabled={month >= monthOf(now)}>
              {words.after}
            </button>
            <a href={`${contributionsAddress(consortium.id, month)}&format=csv`} download>
              {words.csv}
            </a>
          </p>
          {read && (read.members.some(helped) ? <Months members={read.members} /> : <p>{words.nothing}</p>)}
          <p className="lead">{words.note}</p>
        </section>
      )}
    </OverviewPage>
  );
}

function Months({ members }: { members: readonly Contribution[] }) {
  const words = useText().text.contributions;
  return (
    <ul className="over-list">
      {members.map((one) => (
        <li key={one.organisation}>
          <h3>{one.name}</h3>
          {!helped(one) && <p>{words.nothingOf}</p>}
          {helped(one) && (
            <dl className="over-counts contributions">
              {columns.map((column) => (
                <div key={column}>
                  <dt>{words.column[column]}</dt>
                  <dd>{column.endsWith('Minutes') ? words.minutes(one[column]) : words.people(one[column])}</dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
