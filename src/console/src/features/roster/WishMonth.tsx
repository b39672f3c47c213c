import { useEffect, useId, useState } from 'react';
import { readWishFigures, type WishFigures } from '@/protocol/wishes';
import { useText } from '@/shared/text/TextContext';

/** How many people had a wish in a month, and what became of it. Numbers only. */
export function WishMonth() {
  const { text } = useText();
  const words = text.wishes;
  const id = useId();
  const [month, setMonth] = useState(() => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7));
  const [figures, setFigures] = useState<WishFigures | null>(null);
  const [unread, setUnread] = useState(false);
  useEffect(() => {
    if (!/^\d{4}-\d{2}$/.test(month)) return;
    let left = false;
    readWishFigures(month).then(
      (read) => {
        if (!left) {
          setFigures(read);
          setUnread(false);
        }
      },
      () => !left && setUnread(true),
    );
    return () => {
      left = true;
    };
  }, [month]);

  return (
    <section className="over-card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{words.figures}</h2>
      <p className="lead">{words.figuresNote}</p>
      <p className="over-choice">
        <label htmlFor={`${id}month`}>{words.month}</label>
        <input id={`${id}month`} type="month" value={month} onChange={(event) => setMonth(event.target.value)} />
      </p>
      {unread && <p className="trouble">{words.unread}</p>}
      {figures?.counts.length === 0 && <p>{words.none}</p>}
      {figures && figures.counts.length > 0 && (
        <dl className="wish-counts">
          {figures.counts.map((one) => (
            <div key={`${one.kind} ${one.outcome}`}>
              <dt>
                {words.kinds[one.kind] ?? one.kind}: {words.outcomes[one.outcome] ?? one.outcome}
              </dt>
              <dd>{one.people}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
