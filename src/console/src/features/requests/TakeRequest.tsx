import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { Entry } from '@/protocol/messages';
import { type RequestKind, takeRequest } from '@/protocol/requests';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';

interface TakeRequestProps {
  conversation: string;
  label: string;
  /** The newest messages of the person, newest first. */
  said: readonly Entry[];
  onClose(): void;
}

/** A request about their own data, as the person put it in the talk: what is asked for, and by which words. */
export function TakeRequest({ conversation, label, said, onClose }: TakeRequestProps) {
  const { text } = useText();
  const words = text.requests;
  const [kind, setKind] = useState<RequestKind | ''>('');
  const [entry, setEntry] = useState('');
  const [trouble, setTrouble] = useState('');
  const [taken, setTaken] = useState(false);
  const [busy, setBusy] = useState(false);
  const id = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!kind || !entry) return setTrouble(words.needSaid);
    setBusy(true);
    try {
      await takeRequest(kind, conversation, Number(entry));
      setTaken(true);
      setTrouble('');
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
    }
    setBusy(false);
  }

  return (
    <Dialog title={words.take} onClose={onClose}>
      <form className="over-form" onSubmit={submit}>
        <p className="lead">{words.takeLead(label)}</p>
        {!taken && (
          <>
            <label htmlFor={`${id}kind`}>{words.kind}</label>
            <select
              id={`${id}kind`}
              value={kind}
              onChange={(event) => {
                setKind(event.target.value as RequestKind | '');
                setTrouble('');
              }}
            >
              <option value="">{words.choose}</option>
              {Object.entries(words.kinds).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
            {said.length === 0 ? (
              <p>{words.nothingSaid}</p>
            ) : (
              <>
                <label htmlFor={`${id}said`}>{words.said}</label>
                <select
                  id={`${id}said`}
                  value={entry}
                  onChange={(event) => {
                    setEntry(event.target.value);
                    setTrouble('');
                  }}
                >
                  <option value="">{words.choose}</option>
                  {said.map((one) => (
                    <option key={one.number} value={one.number}>
                      {one.text?.slice(0, 60)}
                    </option>
                  ))}
                </select>
              </>
            )}
          </>
        )}
        <p role="status">{taken ? words.taken : ''}</p>
        <p className="trouble" role="alert">
          {trouble}
        </p>
        <div className="dialog-acts">
          <button type="button" className={taken ? 'primary' : ''} onClick={onClose}>
            {text.tools.close}
          </button>
          {!taken && said.length > 0 && (
            <button type="submit" className="primary" aria-disabled={busy}>
              {words.takeIt}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
