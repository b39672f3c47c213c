import { useId } from 'react';
import type { SheetField } from '@/protocol/sheets';
import { useText } from '@/shared/text/TextContext';
import { linesOf } from './groups';

interface FieldInputProps {
  field: SheetField;
  value: unknown;
  onWrite(value: unknown): void;
}

const japan = 9 * 60 * 60 * 1000;

/** One field of the sheet, in the form that its value asks for. */
export function FieldInput({ field, value, onWrite }: FieldInputProps) {
  const { text, language } = useText();
  const words = text.handoff;
  const id = useId();
  const label = field[language];
  if (field.form === 'codes') {
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    return (
      <fieldset className="sheet-codes">
        <legend>{label}</legend>
        {field.codes?.map((code) => (
          <label key={code.code} className="body-tick">
            <input
              type="checkbox"
              checked={chosen.includes(code.code)}
              onChange={(event) =>
                onWrite(event.target.checked ? [...chosen, code.code] : chosen.filter((one) => one !== code.code))
              }
            />
            <span>{code[language]}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  if (field.form === 'contacts') return <Contacts field={field} value={value} onWrite={onWrite} />;
  if (field.form === 'safe_contact') return <SafeContact field={field} value={value} onWrite={onWrite} />;
  return (
    <div className="sheet-field">
      <label htmlFor={id}>
        {label}
        {field.form === 'lines' && <span className="lead"> ({words.lines})</span>}
      </label>
      {field.form === 'code' && (
        <select id={id} value={(value as string) ?? ''} onChange={(event) => onWrite(event.target.value || null)}>
          <option value="">{words.none}</option>
          {field.codes?.map((code) => (
            <option key={code.code} value={code.code}>
              {code[language]}
            </option>
          ))}
        </select>
      )}
      {field.form === 'text' && (
        <textarea
          id={id}
          rows={(field.letters ?? 0) > 60 ? 3 : 1}
          maxLength={field.letters ?? 300}
          value={(value as string) ?? ''}
          onChange={(event) => onWrite(event.target.value || null)}
        />
      )}
      {field.form === 'lines' && (
        <textarea
          id={id}
          rows={2}
          defaultValue={Array.isArray(value) ? value.join('\n') : ''}
          onChange={(event) => onWrite(linesOf(event.target.value))}
        />
      )}
      {field.form === 'number' && (
        <input
          id={id}
          type="number"
          value={(value as number) ?? ''}
          onChange={(event) => onWrite(event.target.value === '' ? null : Number(event.target.value))}
        />
      )}
      {field.form === 'day' && (
        <input
          id={id}
          type="date"
          value={(value as string) ?? ''}
          onChange={(event) => onWrite(event.target.value || null)}
        />
      )}
      {field.form === 'moment' && (
        <input
          id={id}
          type="datetime-local"
          value={typeof value === 'string' ? new Date(Date.parse(value) + japan).toISOString().slice(0, 16) : ''}
          onChange={(event) => onWrite(event.target.value ? `${event.target.value}:00+09:00` : null)}
        />
      )}
    </div>
  );
}

interface Contact {
  kind: string;
  value?: string | null;
}

/** One way to reach the person on each line; a talk on LINE or the web chat needs no number. */
function Contacts({ field, value, onWrite }: FieldInputProps) {
  const { text, language } = useText();
  const words = text.handoff;
  const rows = Array.isArray(value) ? (value as Contact[]) : [];
  const shown = rows.length < (field.most ?? 3) ? [...rows, { kind: '' }] : rows;
  const write = (place: number, change: Partial<Contact>) =>
    onWrite(
      shown
        .map((row, at) => (at === place ? { ...row, ...change } : row))
        .filter((row) => row.kind !== '')
        .map((row) => ({ ...row, value: row.value || null })),
    );
  return (
    <fieldset className="sheet-codes">
      <legend>{field[language]}</legend>
      {shown.map((row, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is where it stands.
        <div className="sheet-pair" key={place}>
          <select
            aria-label={words.contact(place + 1)}
            value={row.kind}
            onChange={(event) => write(place, { kind: event.target.value })}
          >
            <option value="">{words.none}</option>
            {field.codes?.map((code) => (
              <option key={code.code} value={code.code}>
                {code[language]}
              </option>
            ))}
          </select>
          {['phone', 'sms', 'email'].includes(row.kind) && (
            <input
              aria-label={`${words.contact(place + 1)}: ${field.codes?.find((code) => code.code === row.kind)?.[language]}`}
              maxLength={50}
              value={row.value ?? ''}
              onChange={(event) => write(place, { value: event.target.value })}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface Safe {
  by?: string | null;
  times?: string | null;
  introduceAs?: string | null;
  voicemail?: string | null;
  householdMayKnow?: string | null;
  note?: string | null;
}

function SafeContact({ field, value, onWrite }: FieldInputProps) {
  const { text, language } = useText();
  const words = text.handoff;
  const id = useId();
  const safe: Safe = { voicemail: 'unknown', householdMayKnow: 'unknown', ...((value as Safe) ?? {}) };
  const write = (name: keyof Safe, said: string) => onWrite({ ...safe, [name]: said || null });
  const choice = (name: 'voicemail' | 'householdMayKnow') => (
    <div className="sheet-field">
      <label htmlFor={id + name}>{words.safe[name]}</label>
      <select id={id + name} value={safe[name] ?? 'unknown'} onChange={(event) => write(name, event.target.value)}>
        {Object.entries(words.yesNo).map(([code, said]) => (
          <option key={code} value={code}>
            {said}
          </option>
        ))}
      </select>
    </div>
  );
  const line = (name: 'times' | 'introduceAs' | 'note', most: number) => (
    <div className="sheet-field">
      <label htmlFor={id + name}>{words.safe[name]}</label>
      <input
        id={id + name}
        maxLength={most}
        value={safe[name] ?? ''}
        onChange={(event) => write(name, event.target.value)}
      />
    </div>
  );
  return (
    <fieldset className="sheet-codes">
      <legend>{field[language]}</legend>
      <div className="sheet-field">
        <label htmlFor={`${id}by`}>{words.safe.by}</label>
        <select id={`${id}by`} value={safe.by ?? ''} onChange={(event) => write('by', event.target.value)}>
          <option value="">{words.none}</option>
          {field.codes?.map((code) => (
            <option key={code.code} value={code.code}>
              {code[language]}
            </option>
          ))}
        </select>
      </div>
      {line('times', 30)}
      {line('introduceAs', 30)}
      {choice('voicemail')}
      {choice('householdMayKnow')}
      {line('note', 40)}
    </fieldset>
  );
}
