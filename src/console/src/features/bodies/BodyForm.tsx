import { type FormEvent, useState } from 'react';
import type { BodyEntry, BodyKind, EntryFault, Liaison } from '@/protocol/bodies';
import type { BodyFailure } from '@/protocol/bodyCalls';
import { useText } from '@/shared/text/TextContext';
import { areaLines, readAreas, readList, readNumber, toSend } from './draft';
import { ForATime } from './ForATime';
import { HoursFields } from './HoursFields';
import { PresetFields } from './PresetFields';

type TextField = {
  [K in keyof BodyEntry]-?: NonNullable<BodyEntry[K]> extends string ? K : never;
}[keyof BodyEntry];

interface BodyFormProps {
  entry: BodyEntry;
  kinds: readonly BodyKind[];
  onSave(entry: BodyEntry): Promise<void>;
  onCancel(): void;
}

/** Writes a body down. What was typed stays when it is refused, with what is wrong beside the button. */
export function BodyForm({ entry, kinds, onSave, onCancel }: BodyFormProps) {
  const { text, language } = useText();
  const words = text.bodies;
  const [draft, setDraft] = useState(entry);
  const [areas, setAreas] = useState(() => areaLines(entry));
  const [spoken, setSpoken] = useState(entry.languages.join(', '));
  const [faults, setFaults] = useState<EntryFault[]>([]);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const put = (change: Partial<BodyEntry>) => setDraft((before) => ({ ...before, ...change }));

  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTrouble('');
    setFaults([]);
    try {
      await onSave(toSend({ ...draft, areas: readAreas(areas), languages: readList(spoken) }));
    } catch (failure) {
      const { code, faults: told } = failure as BodyFailure;
      setFaults(told ?? []);
      setTrouble(words.refused[code] ?? words.refused.unreachable ?? '');
      setBusy(false);
    }
  }

  const line = (field: TextField, label = words.field[field] ?? field) => (
    <label className="body-field">
      <span>{label}</span>
      <input value={draft[field] ?? ''} onChange={(event) => put({ [field]: event.target.value })} />
    </label>
  );
  const lines = (field: TextField) => (
    <label className="body-field">
      <span>{words.field[field]}</span>
      <textarea rows={2} value={draft[field] ?? ''} onChange={(event) => put({ [field]: event.target.value })} />
    </label>
  );
  const person = (who: 'liaison' | 'deputy') => (
    <fieldset>
      <legend>{words.field[who]}</legend>
      {(['name', 'role', 'email', 'phone'] as const).map((part) => (
        <label key={part} className="body-field">
          <span>
            {
              { name: words.form.person, role: words.form.role, email: words.form.email, phone: words.field.phone }[
                part
              ]
            }
          </span>
          <input
            value={draft[who]?.[part] ?? ''}
            onChange={(event) =>
              put({ [who]: { name: '', ...draft[who], [part]: event.target.value } satisfies Liaison })
            }
          />
        </label>
      ))}
    </fieldset>
  );
  const number = (label: string, value: number | null | undefined, change: (value: number | null) => void) => (
    <label className="body-field">
      <span>{label}</span>
      <input inputMode="numeric" value={value ?? ''} onChange={(event) => change(readNumber(event.target.value))} />
    </label>
  );
  const tick = (label: string, on: boolean, change: (on: boolean) => void) => (
    <label className="body-tick">
      <input type="checkbox" checked={on} onChange={(event) => change(event.target.checked)} />
      <span>{label}</span>
    </label>
  );

  return (
    <form className="body-form" onSubmit={save}>
      <h2>{words.form.title}</h2>
      <p className="lead">{words.form.secondPerson}</p>
      {line('name')}
      {line('nameKana')}
      {line('nameEn')}
      {line('runBy')}
      <fieldset className="body-kind-ticks">
        <legend>{words.field.kinds}</legend>
        <p className="lead">{words.form.kindsHint}</p>
        {kinds.map((kind) => (
          <label key={kind.code} className="body-tick">
            <input
              type="checkbox"
              checked={draft.kinds.includes(kind.code)}
              onChange={(event) =>
                put({
                  kinds: event.target.checked
                    ? [...draft.kinds, kind.code]
                    : draft.kinds.filter((code) => code !== kind.code),
                  ...(event.target.checked && kind.withholdsAddress && { addressWithheld: true }),
                })
              }
            />
            <span>{kind[language]}</span>
          </label>
        ))}
      </fieldset>
      {lines('description')}
      <label className="body-field">
        <span>{words.field.areas}</span>
        <small>{words.form.areasHint}</small>
        <textarea rows={2} value={areas} onChange={(event) => setAreas(event.target.value)} />
      </label>
      {tick(words.form.nationwide, draft.nationwide, (nationwide) => put({ nationwide }))}
      <HoursFields hours={draft.hours} onChange={(hours) => put({ hours })} />
      <div className="body-pair">
        {number(words.form.from, draft.minimumAge, (minimumAge) => put({ minimumAge }))}
        {number(words.form.to, draft.maximumAge, (maximumAge) => put({ maximumAge }))}
      </div>
      {lines('eligibility')}
      <label className="body-field">
        <span>{words.field.languages}</span>
        <small>{words.form.languagesHint}</small>
        <input value={spoken} onChange={(event) => setSpoken(event.target.value)} />
      </label>
      {line('phone')}
      {line('publicEmail')}
      {line('website')}
      <fieldset>
        <legend>{words.field.address}</legend>
        {tick(words.form.withhold, draft.addressWithheld, (addressWithheld) => put({ addressWithheld }))}
        {draft.addressWithheld && <p className="lead">{words.form.withheldKept}</p>}
        {(['postalCode', 'prefecture', 'city', 'street', 'building'] as const).map((part) => (
          <label key={part} className="body-field">
            <span>{words.form[part]}</span>
            <input
              value={draft.address?.[part] ?? ''}
              onChange={(event) => put({ address: { ...draft.address, [part]: event.target.value } })}
            />
          </label>
        ))}
      </fieldset>
      {line('handoffEmail')}
      {person('liaison')}
      {person('deputy')}
      <PresetFields preset={draft.preset ?? {}} onChange={(preset) => put({ preset })} />
      {lines('conditions')}
      {lines('howToApply')}
      {tick(words.field.takesNotifications ?? '', draft.takesNotifications, (on) => put({ takesNotifications: on }))}
      <ForATime entry={draft} onChange={put} />
      {lines('alert')}
      {line('verifiedOn')}
      <div className="trouble" role="alert">
        {trouble && <p>{trouble}</p>}
        {faults.length > 0 && (
          <ul>
            {faults.map((one) => (
              <li key={`${one.field} ${one.fault}`}>
                {words.field[one.field.split(/[.[]/)[0] ?? ''] ?? one.field}: {words.fault[one.fault] ?? one.fault}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="body-acts">
        <button type="button" onClick={onCancel}>
          {words.form.cancel}
        </button>
        <button type="submit" className="primary" aria-disabled={busy}>
          {words.form.save}
        </button>
      </div>
    </form>
  );
}
