import { Check } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { type EmergencySheet, type EmergencyStep, type Me, supervisingRoles } from '@/protocol/messages';
import { newId } from '@/shared/newId';
import { useText } from '@/shared/text/TextContext';
import { exactTime } from '@/shared/time';
import { callFields, hereAndNow } from './fields';

interface CallListProps {
  sheet: EmergencySheet;
  over: boolean;
  me: Me | null;
  onRecord(clientId: string, fields: Record<string, string>): Promise<void>;
  onConfirm(number: number): Promise<void>;
}

/** Who outside was told, and whether a second person has confirmed it. */
export function CallList({ sheet, over, me, onRecord, onConfirm }: CallListProps) {
  const { text } = useText();
  const words = text.emergency;
  const [writing, setWriting] = useState(false);
  const calls = sheet.steps.filter((step) => step.kind === 'call');
  return (
    <section className="calls">
      <h3>{words.calls}</h3>
      {calls.length === 0 && <p className="nothing">{words.noCalls}</p>}
      <ul>
        {calls.map((call) => (
          <CallItem
            key={call.number}
            call={call}
            confirmed={sheet.steps.find((step) => step.kind === 'confirmed' && step.of === call.number)}
            mayConfirm={!over && supervisingRoles.includes(me?.role ?? '') && call.staffId !== me?.id}
            onConfirm={onConfirm}
          />
        ))}
      </ul>
      {!over && (
        <>
          <p className="lead">{words.secondLead}</p>
          {writing ? (
            <CallForm
              me={me}
              onRecord={(id, fields) => onRecord(id, fields).then(() => setWriting(false))}
              onCancel={() => setWriting(false)}
            />
          ) : (
            <button type="button" onClick={() => setWriting(true)}>
              {words.addCall}
            </button>
          )}
        </>
      )}
    </section>
  );
}

interface CallItemProps {
  call: EmergencyStep;
  confirmed: EmergencyStep | undefined;
  mayConfirm: boolean;
  onConfirm(number: number): Promise<void>;
}

function CallItem({ call, confirmed, mayConfirm, onConfirm }: CallItemProps) {
  const { text, language } = useText();
  const words = text.emergency;
  const [trouble, setTrouble] = useState('');
  const fields = call.fields ?? {};
  return (
    <li>
      <p>
        <strong>{words.recipients[fields.to ?? ''] ?? fields.to}</strong> {fields.toName}
      </p>
      <dl>
        {['at', 'by', 'told', 'answer', 'receipt', 'why'].map(
          (name) =>
            fields[name] && (
              <div key={name}>
                <dt>{words.call[name]}</dt>
                <dd>{name === 'at' ? shownTime(fields[name], language) : fields[name]}</dd>
              </div>
            ),
        )}
        <div>
          <dt>{words.call.ground}</dt>
          <dd>{words.grounds[call.code ?? ''] ?? call.code}</dd>
        </div>
      </dl>
      {confirmed ? (
        <p className="lead">{words.confirmedBy(confirmed.name ?? '', exactTime(confirmed.at, language))}</p>
      ) : (
        call.code !== 'consent' && (
          <p className="emergency-row">
            <span className="tag tag-amber">{words.waitsForSecond}</span>
            {mayConfirm && (
              <button
                type="button"
                className="small"
                onClick={() =>
                  onConfirm(call.number).then(
                    () => setTrouble(''),
                    () => setTrouble(words.failed),
                  )
                }
              >
                <Check size={16} aria-hidden="true" />
                {words.confirmCall}
              </button>
            )}
          </p>
        )
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </li>
  );
}

interface CallFormProps {
  me: Me | null;
  onRecord(clientId: string, fields: Record<string, string>): Promise<void>;
  onCancel(): void;
}

function CallForm({ me, onRecord, onCancel }: CallFormProps) {
  const { text } = useText();
  const words = text.emergency;
  const base = useId();
  const [clientId] = useState(newId);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const [fields, setFields] = useState<Record<string, string>>({
    to: 'fire',
    ground: 'appi_27_1_2',
    at: hereAndNow(new Date()),
    by: me?.name ?? '',
  });
  const set = (name: string, value: string) => setFields((now) => ({ ...now, [name]: value }));

  async function record(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!fields.told?.trim()) return setTrouble(words.callMissing);
    setBusy(true);
    try {
      const at = new Date(fields.at ?? '');
      await onRecord(clientId, { ...fields, at: Number.isNaN(at.getTime()) ? '' : at.toISOString() });
    } catch (failure) {
      setTrouble(codeOf(failure) === 'emergency.fields' ? words.callMissing : words.failed);
      setBusy(false);
    }
  }

  return (
    <form className="worksheet" onSubmit={record}>
      {(['to', 'ground'] as const).map((name) => (
        <div key={name}>
          <label htmlFor={`${base}${name}`}>{words.call[name]}</label>
          <select id={`${base}${name}`} value={fields[name]} onChange={(event) => set(name, event.target.value)}>
            {Object.entries(name === 'to' ? words.recipients : words.grounds).map(([code, label]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </div>
      ))}
      {callFields.map((name) => (
        <div key={name}>
          <label htmlFor={`${base}${name}`}>{words.call[name]}</label>
          {name === 'told' || name === 'answer' || name === 'why' ? (
            <textarea
              id={`${base}${name}`}
              rows={2}
              maxLength={2000}
              value={fields[name] ?? ''}
              onChange={(event) => set(name, event.target.value)}
            />
          ) : (
            <input
              id={`${base}${name}`}
              type={name === 'at' ? 'datetime-local' : 'text'}
              maxLength={2000}
              value={fields[name] ?? ''}
              onChange={(event) => set(name, event.target.value)}
            />
          )}
        </div>
      ))}
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <p className="emergency-row">
        <button type="submit" className="primary" aria-disabled={busy}>
          {words.record}
        </button>
        <button type="button" onClick={onCancel}>
          {text.reason.cancel}
        </button>
      </p>
    </form>
  );
}

function shownTime(at: string, language: Parameters<typeof exactTime>[1]): string {
  return Number.isNaN(Date.parse(at)) ? at : exactTime(at, language);
}
