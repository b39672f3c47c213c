import { useText } from '@/shared/text/TextContext';

/** How far the hand-offs of the last 90 days came, and how the others came back. */
export function Funnel({ steps }: { steps: Record<string, number> }) {
  const { text } = useText();
  const words = text.loop;
  const sent = steps.offer ?? 0;
  return (
    <section className="over-card" aria-labelledby="loop-far">
      <h2 id="loop-far">{words.far}</h2>
      {sent === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <p className="lead">{words.farNote}</p>
          <dl className="over-bars">
            {Object.entries(words.steps).map(([step, name]) => (
              <Bar key={step} name={name} count={steps[step] ?? 0} most={sent} />
            ))}
          </dl>
          <h3>{words.ways}</h3>
          <dl className="over-bars soft">
            {Object.entries(words.backs).map(([step, name]) => (
              <Bar key={step} name={name} count={steps[step] ?? 0} most={sent} />
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function Bar({ name, count, most }: { name: string; count: number; most: number }) {
  const { text } = useText();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="over-bar" aria-hidden="true">
          <span style={{ width: `${Math.min(100, (count / most) * 100)}%` }} />
        </span>
        <span className="over-count">{text.loop.count(count)}</span>
      </dd>
    </div>
  );
}
