import { Eye } from 'lucide-react';
import { useMemo } from 'react';
import type { Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { factsOf, inWords } from './facts';

/** What the person told the guide while they waited. Nothing at all when they told nothing: that is nobody's omission. */
export function FactsCard({ entries }: { entries: readonly Entry[] }) {
  const { text, language } = useText();
  const facts = useMemo(() => inWords(factsOf(entries), text, language), [entries, text, language]);
  if (facts.length === 0) return null;
  return (
    <section
      className="told"
      aria-labelledby="told-title"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when much was told and the window is low.
      tabIndex={0}
    >
      <h3 id="told-title">{text.facts.title}</h3>
      <dl>
        {facts.map((fact) => (
          <div key={fact.name} className={fact.warns ? 'is-warning' : undefined}>
            <dt>{fact.label}</dt>
            <dd dir="auto">
              {fact.warns && <Eye size={15} aria-hidden="true" />}
              {fact.value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
