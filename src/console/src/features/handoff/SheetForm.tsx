import { type FormEvent, useEffect, useRef, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { Entry } from '@/protocol/messages';
import type { FieldChange, Sheet, SheetFailure, SheetField, Told } from '@/protocol/sheets';
import { useText } from '@/shared/text/TextContext';
import { FieldInput } from './FieldInput';
import { groupOf, groups, isSame } from './groups';

interface SheetFormProps {
  sheet: Sheet;
  fields: readonly SheetField[];
  /** The newest messages of the person, newest first: their own words are taken from there. */
  said: readonly Entry[];
  /** What they told the guide while they waited. */
  told: readonly Told[];
  onSave(fields: Record<string, FieldChange>, revision: number): Promise<void>;
  onRead(): Promise<void>;
}

/** The fields of the sheet. What the person or somebody else writes meanwhile comes in; what I am writing stays mine until I save it. */
export function SheetForm({ sheet, fields, said, told, onSave, onRead }: SheetFormProps) {
  const { text, language } = useText();
  const words = text.handoff;
  const [mine, setMine] = useState<Record<string, FieldChange>>({});
  const [note, setNote] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const began = useRef<number | null>(null);
  const changed = Object.keys(mine).length > 0;
  useEffect(() => {
    if (!changed) began.current = null;
  }, [changed]);

  function write(key: string, value: unknown, saidIn?: number) {
    began.current ??= sheet.revision;
    setMine((now) => {
      const { [key]: _, ...others } = now;
      if (isSame(value, sheet.values[key])) return others;
      return { ...others, [key]: { value, ...(saidIn !== undefined && { saidIn }) } };
    });
    setNote('');
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy || !changed) return;
    setBusy(true);
    try {
      await onSave(mine, began.current ?? sheet.revision);
      setMine({});
      setTrouble('');
      setNote(words.saved);
    } catch (failure) {
      const code = codeOf(failure);
      const label = fields.find((field) => field.key === (failure as SheetFailure).field)?.[language];
      if (code === 'sheet.conflict') {
        await onRead();
        // The other's words are on the screen now: to save again is to decide.
        began.current = null;
      }
      setTrouble(
        code === 'sheet.conflict'
          ? words.conflict
          : code === 'sheet.field' && label
            ? words.field(label)
            : words.failed,
      );
    }
    setBusy(false);
  }

  return (
    <form className="sheet-form" onSubmit={save}>
      {groups.map((group) => (
        <details key={group} open={['situation', 'wishes', 'support'].includes(group)}>
          <summary>{words.groups[group]}</summary>
          {fields
            .filter((field) => groupOf(field) === group)
            .map((field) => {
              const source = sheet.sources[field.key];
              const offered = told.find((one) => one.key === field.key);
              const written = field.key in mine ? mine[field.key]?.value : sheet.values[field.key];
              if (field.form === 'other') {
                const shown = sheet.words[field.key]?.[language];
                return shown ? (
                  <p className="sheet-fixed" key={field.key}>
                    <span>{field[language]}</span> {shown}
                  </p>
                ) : null;
              }
              return (
                <div key={`${field.key}${field.form === 'lines' ? sheet.revision : ''}`}>
                  <FieldInput field={field} value={written} onWrite={(value) => write(field.key, value)} />
                  {field.key === 'ownWords' && said.length > 0 && (
                    <OwnWords
                      said={said}
                      onTake={(entry) => write(field.key, entry.text?.slice(0, 200), entry.number)}
                    />
                  )}
                  {offered && isEmpty(written) && (
                    <p className="lead sheet-told">
                      {words.fromGuide(offered[language])}{' '}
                      <button
                        type="button"
                        className="quiet"
                        aria-label={`${words.take}: ${field[language]} ${offered[language]}`}
                        onClick={() => write(field.key, offered.value, offered.entry)}
                      >
                        {words.take}
                      </button>
                    </p>
                  )}
                  {source && source.kind !== 'staff' && !(field.key in mine) && (
                    <p className="lead">{words.source[source.kind]}</p>
                  )}
                </div>
              );
            })}
        </details>
      ))}
      <p className="emergency-row">
        <button type="submit" className="primary" aria-disabled={busy || !changed}>
          {words.save}
        </button>
        <span className="lead" role="status">
          {changed ? words.unsaved : note}
        </span>
      </p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The person's own words are taken out of the talk, not written anew. */
function OwnWords({ said, onTake }: { said: readonly Entry[]; onTake(entry: Entry): void }) {
  const { text } = useText();
  return (
    <select
      className="sheet-said"
      aria-label={text.handoff.fromTalk('')}
      value=""
      onChange={(event) => {
        const entry = said.find((one) => `${one.number}` === event.target.value);
        if (entry) onTake(entry);
      }}
    >
      <option value="">{text.handoff.fromTalk('…')}</option>
      {said.map((entry) => (
        <option key={entry.number} value={entry.number}>
          {(entry.text ?? '').slice(0, 60)}
        </option>
      ))}
    </select>
  );
}
