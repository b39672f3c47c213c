import type { CheckField, CheckItem } from '@/protocol/checks';
import { useText } from '@/shared/text/TextContext';

interface CheckItemsProps {
  items: readonly CheckItem[];
  /** What leaves besides, whichever items are chosen. */
  always?: readonly CheckField[];
}

/** What would leave, item by item, word for word. */
export function CheckItems({ items, always = [] }: CheckItemsProps) {
  const { text, language } = useText();
  const words = text.checks;
  const said = (field: CheckField) => (
    <dd key={field.key}>
      <span className="lead">{field[language]}</span> {field.words[language]}
    </dd>
  );
  return (
    <>
      <h3>{words.items}</h3>
      <dl className="check-items">
        {items.map((item) => (
          <div key={item.item}>
            <dt>{text.handoffItems[item.item] ?? item.item}</dt>
            {item.fields.length === 0 && <dd className="lead">{words.none}</dd>}
            {item.fields.map(said)}
          </div>
        ))}
        {always.length > 0 && (
          <div>
            <dt>{words.always}</dt>
            {always.map(said)}
          </div>
        )}
      </dl>
    </>
  );
}
