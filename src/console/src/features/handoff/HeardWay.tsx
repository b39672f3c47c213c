import type { WordsToRead } from '@/protocol/heard';
import type { Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import type { HeardDraft } from './HeardForm';

interface HeardWayProps {
  id: string;
  toRead: WordsToRead;
  draft: HeardDraft;
  said: readonly Entry[];
  onChange(part: Partial<HeardDraft>): void;
}

/** Aloud, with the words to read out; or in the talk, with the message in which it was said. */
export function HeardWay({ id, toRead, draft, said, onChange }: HeardWayProps) {
  const { text } = useText();
  const words = text.heard;
  const later = said.filter((entry) => entry.text && Date.parse(entry.at) >= Date.parse(toRead.askedAt));
  return (
    <>
      <fieldset className="sheet-codes">
        <legend>{words.how}</legend>
        {(['aloud', 'talk'] as const).map((way) => (
          <label key={way} className="body-tick">
            <input
              type="radio"
              name={`${id}way`}
              checked={draft.way === way}
              onChange={() => onChange({ way, readAll: false, entry: null })}
            />
            <span>{words.ways[way]}</span>
          </label>
        ))}
      </fieldset>
      {draft.way === 'aloud' && (
        <>
          <p className="lead">{words.toRead}</p>
          <blockquote
            className="check-shown"
            lang={toRead.language.startsWith('ja') ? 'ja' : toRead.language}
            dir="auto"
          >
            {toRead.text}
          </blockquote>
          <label className="body-tick">
            <input
              type="checkbox"
              checked={draft.readAll}
              onChange={(event) => onChange({ readAll: event.target.checked })}
            />
            <span>{words.readAll}</span>
          </label>
        </>
      )}
      {draft.way === 'talk' && later.length === 0 && <p className="amber-note">{words.noneSaid}</p>}
      {draft.way === 'talk' && later.length > 0 && (
        <fieldset className="sheet-codes">
          <legend>{words.which}</legend>
          {later.map((entry) => (
            <label key={entry.number} className="body-tick">
              <input
                type="radio"
                name={`${id}entry`}
                checked={draft.entry === entry.number}
                onChange={() => onChange({ entry: entry.number })}
              />
              <span>{entry.text}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
