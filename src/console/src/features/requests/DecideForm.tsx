import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { type DataRequest, type Decision, decideRequest } from '@/protocol/requests';
import { useText } from '@/shared/text/TextContext';

interface DecideFormProps {
  request: DataRequest;
  onCancel(): void;
  onDone(said: string): Promise<void>;
}

/** The decision, with what a yes does said before it is pressed; an erasure is pressed twice, and never by who took it. */
export function DecideForm({ request, onCancel, onDone }: DecideFormProps) {
  const { text } = useText();
  const words = text.requests;
  const { kind, label, own } = request;
  const [decision, setDecision] = useState<Decision | ''>('');
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const erases = kind === 'deletion' && decision === 'granted';

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!decision) return setTrouble(words.needDecision);
    if ((decision === 'partly' || decision === 'refused') && !reason.trim()) return setTrouble(words.needReason);
    if (erases && !sure) {
      setTrouble('');
      return setSure(true);
    }
    setBusy(true);
    try {
      await decideRequest(request.id, decision, reason);
      await onDone(words.decided(label));
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
      setBusy(false);
    }
  }

  return (
    <form className="over-form" onSubmit={submit}>
      <p className="amber-note">{words.does[kind]}</p>
      <fieldset className="sheet-codes">
        <legend>{words.decide}</legend>
        {(Object.keys(words.decisions) as Decision[]).map((one) => (
          <label key={one} className="body-tick">
            <input
              type="radio"
              name={`${id}decision`}
              disabled={own && kind === 'deletion' && (one === 'granted' || one === 'partly')}
              checked={decision === one}
              onChange={() => {
                setDecision(one);
                setSure(false);
                setTrouble('');
              }}
            />
            <span>{words.decisions[one]}</span>
          </label>
        ))}
      </fieldset>
      {own && kind === 'deletion' && <p className="lead">{words.otherPerson}</p>}
      <label htmlFor={`${id}why`}>{words.reason}</label>
      <textarea
        id={`${id}why`}
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <p role="status">{sure && erases ? words.sure : ''}</p>
      <p className="over-acts">
        <button type="submit" className="primary" aria-disabled={busy}>
          {words.send}
        </button>
        <button type="button" className="quiet" onClick={onCancel}>
          {words.cancel}
        </button>
      </p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}
