import type { Hour } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';

const clock = Array.from({ length: 24 }, (_, hour) => hour);

/** The week as a table of hours and days: how each stands by mark, word and figures, and only besides by colour. */
export function WeekMap({ hours }: { hours: readonly Hour[] }) {
  const { text, language } = useText();
  const words = text.coverage;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const cell = (hour: Hour, at: number) => {
    const expected = hour.expected === undefined ? '' : number.format(hour.expected);
    return (
      <td key={at} className={`week-hour is-${hour.state}`}>
        <span aria-hidden="true">
          <span className="week-people">
            {words.marks[hour.state]}
            {hour.people > 0 ? hour.people : ''}
          </span>
          {expected && <span className="week-expected">{expected}</span>}
        </span>
        <span className="sr-only">
          {words.cell(words.states[hour.state], hour.people, expected && words.cellExpected(expected))}
        </span>
      </td>
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="week-scroll" aria-label={words.map} tabIndex={0}>
      <table className="week-map">
        <caption className="sr-only">{words.map}</caption>
        <thead>
          <tr>
            <th scope="col">{words.hour}</th>
            {words.days.map((day, at) => (
              <th key={day} scope="col" abbr={words.dayNames[at]}>
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clock.map((hour) => (
            <tr key={hour}>
              <th scope="row">{hour}</th>
              {words.days.map((_, day) => {
                const at = day * 24 + hour;
                const found = hours[at];
                return found ? cell(found, at) : null;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
