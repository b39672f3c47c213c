import type { CheckItem } from '@/protocol/checks';
import { useText } from '@/shared/text/TextContext';

/** What would leave, item by item, word for word. */
export function CheckItems({ items }: { items: readonly CheckItem[] }) {
  const { text, language } = useText();
  const words = text.checks;
  return (
    <>
      <h3>{words.items}</h3>
      <dl className="check-items">
        {items.map((item) => (
          <div key={item.item}>
            <dt>{text.handoffItems[item.item] ?? item.item}</dt>
            {item.fields.length === 0 && <dd className="lead">{words.none}</dd>}
            {item.fields.map((field) => (
              <dd key={field.key}>
                <span className="lead">{field[language]}</span> {field.words[language]}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  );
}
