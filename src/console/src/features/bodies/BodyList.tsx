import type { BodyKind, BodyRow } from '@/protocol/bodies';
import { useText } from '@/shared/text/TextContext';
import { kindName, reasonWords } from './words';

interface BodyListProps {
  bodies: readonly BodyRow[];
  kinds: readonly BodyKind[];
  selected: string | null;
  onSelect(id: string): void;
}

/** Bodies in their order, each with the reasons why it stands there. */
export function BodyList({ bodies, kinds, selected, onSelect }: BodyListProps) {
  const { text, language } = useText();
  const words = text.bodies;
  return (
    <ul className="bodies-list" aria-label={words.list}>
      {bodies.map((body) => (
        <li key={body.id}>
          <button
            type="button"
            className="body-open"
            aria-current={selected === body.id}
            onClick={() => onSelect(body.id)}
          >
            <span className="body-name">{language === 'en' && body.nameEn ? body.nameEn : body.name}</span>
            <span className="body-kinds">
              {body.kinds.map((code) => kindName(code, kinds, language)).join(language === 'ja' ? '・' : ', ')}
            </span>
            <span className="body-reasons">
              {body.waits && <span className="tag tag-amber">{words.state.proposed}</span>}
              {body.reasons.map((reason) => {
                const said = body.waits && reason.code === 'not_approved' ? null : reasonWords(reason, words, language);
                return (
                  said && (
                    <span key={reason.code} className={`tag ${reason.good ? 'tag-good' : ''}`}>
                      {said}
                    </span>
                  )
                );
              })}
            </span>
            {body.alert && <span className="body-alert">{body.alert}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
