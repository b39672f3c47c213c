import type { Hour } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';
import { type Range, rangesOf } from './ranges';

/** だれもいない時間 and 足りない時間, in words: the same as the map, for reading and for reading aloud. */
export function Gaps({ hours }: { hours: readonly Hour[] }) {
  const { text, language } = useText();
  const words = text.coverage;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const said = ({ from, to }: Range) => {
    const [day, end] = [Math.floor(from / 24), Math.floor((to - 1) / 24)];
    if (end - day > 1 || (end > day && to % 24 === 0))
      return `${words.range(words.dayNames[day] ?? '', from % 24, 24, false)} … ${words.range(words.dayNames[end] ?? '', 0, to % 24 || 24, false)}`;
    return words.range(words.dayNames[day] ?? '', from % 24, to % 24 || 24, end > day);
  };
  const list = (ranges: Range[], id: string, title: string, none: string) => (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {ranges.length === 0 && <p>{none}</p>}
      <ul className="week-gaps">
        {ranges.map((range) => (
          <li key={range.from}>
            <strong>{said(range)}</strong>
            {range.lacks[0] !== 'nobody' && (
              <span> {range.lacks.map((lack) => words.lacks[lack]).join(text.listComma)}</span>
            )}
            {range.expected !== null && range.expected > 0 && (
              <span className="lead"> {words.sum(number.format(range.expected))}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
  return (
    <div className="over-kinds">
      {list(rangesOf(hours, 'uncovered'), 'week-nobody', words.nobody, words.noneNobody)}
      {list(rangesOf(hours, 'lacking'), 'week-short', words.short, words.noneShort)}
    </div>
  );
}
