import { useCallback, useEffect, useState } from 'react';
import { type ConsortiumName, readConsortia, readWeek, type Week } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';
import { dayName } from '@/shared/time';
import { OverviewPage } from '@/shared/ui/OverviewPage';
import { DemandsForm } from './DemandsForm';
import { Disasters } from './Disasters';
import { Gaps } from './Gaps';
import { dayFromNow } from './times';
import { WeekMap } from './WeekMap';

const dayLength = 86_400_000;

/** 手当ての地図: who is expected and who is planned, hour by hour, for the own organisation or all members together. */
export function CoveragePage({ onBack }: { onBack?: () => void }) {
  const { text, language } = useText();
  const words = text.coverage;
  const [consortia, setConsortia] = useState<ConsortiumName[]>([]);
  const [whose, setWhose] = useState('');
  const [weeksOn, setWeeksOn] = useState(0);
  const [week, setWeek] = useState<Week | null>(null);
  const [unread, setUnread] = useState(false);
  const [note, setNote] = useState('');

  const read = useCallback(
    () =>
      readWeek(dayFromNow(7 * weeksOn), whose || undefined).then(
        (found) => {
          setWeek(found);
          setUnread(false);
        },
        () => setUnread(true),
      ),
    [weeksOn, whose],
  );
  useEffect(() => void read(), [read]);
  useEffect(() => {
    // Without a consortium there is the own organisation alone.
    readConsortia().then(setConsortia, () => setConsortia([]));
  }, []);

  const unknown = week?.members?.filter((member) => !member.known) ?? [];
  const said = (what: string) => {
    setNote(what);
    return read();
  };

  return (
    <OverviewPage words={words} empty={!week} unread={unread} note={note} onBack={onBack} onAgain={read}>
      {consortia.length > 0 && (
        <p className="over-choice">
          <label>
            {words.whose}{' '}
            <select value={whose} onChange={(event) => setWhose(event.target.value)}>
              <option value="">{words.own}</option>
              {consortia.map((one) => (
                <option key={one.id} value={one.id}>
                  {words.together(one.name)}
                </option>
              ))}
            </select>
          </label>
        </p>
      )}
      <div className="week-steps">
        <button type="button" onClick={() => setWeeksOn(weeksOn - 1)}>
          {words.before}
        </button>
        {week && (
          <strong aria-live="polite">
            {words.weekOf(
              dayName(week.beginsAt, language),
              dayName(new Date(Date.parse(week.beginsAt) + 6 * dayLength).toISOString(), language),
            )}
          </strong>
        )}
        <button type="button" onClick={() => setWeeksOn(weeksOn + 1)}>
          {words.after}
        </button>
      </div>
      <Disasters onChange={read} />
      {week && (
        <>
          <div className="over-card">
            <h2>{words.map}</h2>
            {week.known === false ? (
              <p className="amber-note">{words.few(week.weeks ?? 0)}</p>
            ) : (
              <p className="lead">{words.expectedNote}</p>
            )}
            {unknown.length > 0 && (
              <p className="amber-note">{words.unknown(unknown.map((member) => member.name).join(text.listComma))}</p>
            )}
            <ul className="week-legend">
              {(['covered', 'lacking', 'uncovered', 'closed'] as const).map((state) => (
                <li key={state} className={`is-${state}`}>
                  <span aria-hidden="true">{words.marks[state]}</span> {words.states[state]}
                </li>
              ))}
            </ul>
            <p className="lead">{words.legend}</p>
            <WeekMap hours={week.hours} />
          </div>
          <div className="over-card">
            <Gaps hours={week.hours} />
          </div>
          {week.members && (
            <section className="over-card" aria-labelledby="week-members">
              <h2 id="week-members">{words.members}</h2>
              <dl className="over-counts">
                {week.members.map((member) => (
                  <div key={member.organisation}>
                    <dt>{member.name}</dt>
                    <dd>{words.memberHours(member.people.filter((people) => people > 0).length)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          )}
          {week.demands && (
            <section className="over-card" aria-labelledby="week-demands">
              <h2 id="week-demands">{words.demands}</h2>
              <DemandsForm demands={week.demands} onDone={said} />
            </section>
          )}
        </>
      )}
    </OverviewPage>
  );
}
