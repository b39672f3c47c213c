import { useText } from '@/shared/text/TextContext';
import type { HeardDraft } from './HeardForm';

interface HeardItemsProps {
  id: string;
  items: readonly string[];
  draft: HeardDraft;
  names: ReadonlyMap<string, string>;
  contentOf(item: string): readonly string[];
  onChange(part: Partial<HeardDraft>): void;
}

/** Each item with what would be passed on, and a yes or a no: neither is chosen at first. */
export function HeardItems({ id, items, draft, names, contentOf, onChange }: HeardItemsProps) {
  const { text } = useText();
  const words = text.heard;
  return (
    <>
      <p className="lead">{words.items}</p>
      {items.map((item) => (
        <fieldset key={item} className="sheet-codes heard-item">
          <legend>{names.get(item) ?? item}</legend>
          {contentOf(item).map((line) => (
            <p key={line} className="lead">
              {line}
            </p>
          ))}
          <div className="heard-answers">
            {[true, false].map((yes) => (
              <label key={`${yes}`} className="body-tick">
                <input
                  type="radio"
                  name={`${id}${item}`}
                  checked={draft.answers[item] === yes}
                  onChange={() => onChange({ answers: { ...draft.answers, [item]: yes } })}
                />
                <span>{yes ? words.yes : words.no}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}
