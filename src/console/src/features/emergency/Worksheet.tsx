import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { EmergencySheet } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { fieldNames, mergeFields } from './fields';

interface WorksheetProps {
  sheet: EmergencySheet;
  over: boolean;
  onSave(fields: Record<string, string>, revision: number): Promise<void>;
  onRead(): Promise<void>;
}

/** The fields of the worksheet. What somebody else writes meanwhile comes in; what I am writing stays mine until I save it. */
export function Worksheet({ sheet, over, onSave, onRead }: WorksheetProps) {
  const { text } = useText();
  const words = text.emergency;
  const [mine, setMine] = useState<Record<string, string>>({});
  const [said, setSaid] = useState('');
  const [trouble, setTrouble] = useState('');
  const [conflict, setConflict] = useState(false);
  const [busy, setBusy] = useState(false);
  const base = useId();
  // What stood in a field when I began to write in it: only what came later is somebody else's.
  const began = useRef<{ revision: number; fields: Record<string, string> } | null>(null);
  const shown = mergeFields(sheet.fields, mine);
  const changed = Object.keys(mine).length > 0;
  useEffect(() => {
    if (!changed) began.current = null;
  }, [changed]);

  function write(name: string, value: string) {
    began.current ??= { revision: sheet.revision, fields: sheet.fields };
    setMine((now) => ({ ...now, [name]: value }));
    setSaid('');
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy || !changed) return;
    setBusy(true);
    try {
      // After a conflict the other's words are on the screen: to save again is to decide.
      await onSave(mine, conflict ? sheet.revision : (began.current?.revision ?? sheet.revision));
      setMine({});
      setConflict(false);
      setTrouble('');
      setSaid(words.saved);
    } catch (failure) {
      const clash = codeOf(failure) === 'emergency.conflict';
      if (clash) await onRead();
      setConflict(clash);
      setTrouble(clash ? words.conflict : words.failed);
    }
    setBusy(false);
  }

  return (
    <form className="worksheet" onSubmit={save}>
      {fieldNames.map((name) => {
        const theirs =
          name in mine && sheet.fields[name] !== mine[name] && sheet.fields[name] !== began.current?.fields[name];
        return (
          <div key={name}>
            <label htmlFor={`${base}${name}`}>{words.fields[name]}</label>
            <textarea
              id={`${base}${name}`}
              rows={name === 'known' || name === 'note' ? 3 : 2}
              maxLength={2000}
              readOnly={over}
              value={shown[name] ?? ''}
              onChange={(event) => write(name, event.target.value)}
            />
            {theirs && sheet.fields[name] && <p className="amber-note">{words.theirs(sheet.fields[name])}</p>}
          </div>
        );
      })}
      {!over && (
        <p className="emergency-row">
          <button type="submit" className="primary" aria-disabled={busy || !changed}>
            {words.save}
          </button>
          <span className="lead" role="status">
            {changed ? words.unsaved : said}
          </span>
        </p>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}
