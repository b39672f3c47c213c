import { useCallback, useEffect, useState } from 'react';
import { type Disaster, endDisaster, readDisasters } from '@/protocol/disasters';
import { areaNames } from '@/shared/text/prefectures';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';
import { BeginDisaster } from './BeginDisaster';
import { BodiesFirst } from './BodiesFirst';

/** 災害モード: what holds, turning it on and off, and what was. */
export function Disasters({ onChange }: { onChange(): void }) {
  const { text, language } = useText();
  const words = text.disasters;
  const [all, setAll] = useState<Disaster[] | null>(null);
  const [note, setNote] = useState('');
  const read = useCallback(() => readDisasters().then(setAll, () => setNote(words.unread)), [words]);
  useEffect(() => void read(), [read]);

  const said = (what: string) => {
    setNote(what);
    onChange();
    return read();
  };
  const whom = ({ plan }: Disaster) =>
    plan.everybody ? words.forAll : words.forAreas(areaNames(plan.areas, language));
  const row = (one: Disaster) => (
    <li key={one.id} className={one.holds ? 'is-late' : undefined}>
      <strong>{one.plan.name}</strong>
      <span>
        {one.holds ? words.holds(minuteTime(one.until, language)) : words.over(minuteTime(one.until, language))} ·{' '}
        {whom(one)} · {words.more(one.plan.factor)}
      </span>
      <span className="lines">{one.plan.words[language] ?? one.plan.words.ja}</span>
      {one.holds && <BodiesFirst disaster={one} onDone={() => void read()} />}
      {one.holds && (
        <span className="over-acts">
          <button
            type="button"
            aria-label={words.endSure(one.plan.name)}
            onClick={() =>
              endDisaster(one.id).then(
                () => said(words.ended),
                () => setNote(words.failed),
              )
            }
          >
            {words.end}
          </button>
        </span>
      )}
    </li>
  );
  const holding = all?.filter((one) => one.holds) ?? [];
  const over = all?.filter((one) => !one.holds) ?? [];

  return (
    <section className="over-card" aria-labelledby="disasters-title">
      <h2 id="disasters-title">{words.title}</h2>
      <p className="lead">{words.note}</p>
      <p role="status">{note}</p>
      {all && holding.length === 0 && <p>{words.none}</p>}
      <ul className="over-list">{holding.map(row)}</ul>
      <details>
        <summary>
          <h3>{words.begin}</h3>
        </summary>
        <BeginDisaster onDone={() => said(words.started)} />
      </details>
      {over.length > 0 && (
        <details>
          <summary>
            <h3>{words.earlier}</h3>
          </summary>
          <ul className="over-list">{over.map(row)}</ul>
        </details>
      )}
    </section>
  );
}
