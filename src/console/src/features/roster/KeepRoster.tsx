import { useCallback, useEffect, useState } from 'react';
import {
  assignShift,
  endSeries,
  type RosterColleague,
  readColleagues,
  readSeries,
  removeShift,
  type Series,
  type Shift,
} from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';
import { LongList } from '@/shared/ui/LongList';
import { AddShifts } from './AddShifts';
import { ShiftRow } from './ShiftRow';
import { dayFromNow, span } from './times';

interface KeepRosterProps {
  shifts: readonly Shift[];
  timeZone: string;
  onDone(said: string): unknown;
  onFailed(failure: unknown): unknown;
}

/** What those who keep the roster see besides: everybody's shifts, who may be given one, and what comes again every week. */
export function KeepRoster({ shifts, timeZone, onDone, onFailed }: KeepRosterProps) {
  const { text, language } = useText();
  const words = text.roster;
  const [people, setPeople] = useState<RosterColleague[]>([]);
  const [series, setSeries] = useState<Series[]>([]);
  const [chosen, setChosen] = useState<Record<string, string>>({});

  const read = useCallback(
    () =>
      Promise.all([readColleagues(), readSeries()]).then(([all, again]) => {
        setPeople(all);
        setSeries(again);
      }, onFailed),
    [onFailed],
  );
  useEffect(() => void read(), [read]);

  const done = (said: string) => {
    void onDone(said);
    return read();
  };
  const until = Date.parse(`${dayFromNow(14)}T00:00:00+09:00`);
  const soon = shifts.filter((shift) => Date.parse(shift.beginsAt) < until);

  return (
    <>
      <section className="over-card" aria-labelledby="roster-add">
        <h2 id="roster-add">{words.add}</h2>
        <AddShifts timeZone={timeZone} onDone={done} />
      </section>
      <section className="over-card" aria-labelledby="roster-all">
        <h2 id="roster-all">{words.all}</h2>
        {soon.length === 0 && <p>{words.noneAll}</p>}
        <LongList items={soon} first={14}>
          {(shift) => {
            const when = span(shift, timeZone, language);
            return (
              <ShiftRow key={shift.id} shift={shift} timeZone={timeZone} named>
                <select
                  aria-label={words.assignTo(when)}
                  value={chosen[shift.id] ?? ''}
                  onChange={(event) => setChosen({ ...chosen, [shift.id]: event.target.value })}
                >
                  <option value="">{words.choose}</option>
                  {people
                    .filter((one) => one.staffId !== shift.staffId)
                    .map((one) => (
                      <option key={one.staffId} value={one.staffId}>
                        {`${one.name} (${one.country})`}
                      </option>
                    ))}
                </select>
                <button
                  type="button"
                  aria-label={words.act(words.assign, when)}
                  aria-disabled={!chosen[shift.id]}
                  onClick={() => {
                    const to = chosen[shift.id];
                    if (to) assignShift(shift.id, to).then(() => done(words.done.assign), onFailed);
                  }}
                >
                  {words.assign}
                </button>
                <button
                  type="button"
                  className="quiet"
                  aria-label={words.act(words.remove, when)}
                  onClick={() => removeShift(shift.id).then(() => done(words.done.remove), onFailed)}
                >
                  {words.remove}
                </button>
              </ShiftRow>
            );
          }}
        </LongList>
      </section>
      <section className="over-card" aria-labelledby="roster-series">
        <h2 id="roster-series">{words.series}</h2>
        {series.length === 0 && <p>{words.noneSeries}</p>}
        <ul className="over-list">
          {series.map(({ id, plan }) => {
            const said = plan.hours.rules
              .map((rule) =>
                words.seriesOf(
                  rule.byDay
                    .split(',')
                    .map((day) => words.days[day] ?? day)
                    .join(text.listComma),
                  rule.opens,
                  rule.closes,
                  plan.hours.timeZone,
                  plan.places,
                ),
              )
              .join(text.listComma);
            return (
              <li key={id}>
                <p>
                  <strong>{said}</strong> {words.roles[plan.role]}
                </p>
                <p className="over-acts">
                  <button
                    type="button"
                    className="quiet"
                    aria-label={words.act(words.endSeries, said)}
                    onClick={() => endSeries(id).then(() => done(words.done.end), onFailed)}
                  >
                    {words.endSeries}
                  </button>
                </p>
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}
