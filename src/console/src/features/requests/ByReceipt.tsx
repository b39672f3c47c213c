import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { takeByReceipt } from '@/protocol/requests';
import { useText } from '@/shared/text/TextContext';

/** A stop for somebody who can come back to no talk: by the number of their receipt. */
export function ByReceipt({ onDone }: { onDone(said: string): Promise<void> }) {
  const { text } = useText();
  const words = text.requests;
  const [receipt, setReceipt] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !receipt.trim()) return;
    setBusy(true);
    try {
      await takeByReceipt(receipt.trim());
      setReceipt('');
      setTrouble('');
      await onDone(words.taken);
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
    }
    setBusy(false);
  }

  return (
    <section className="over-card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{words.byReceipt}</h2>
      <p className="lead">{words.byReceiptNote}</p>
      <form className="over-form" onSubmit={submit}>
        <label htmlFor={id}>{words.receipt}</label>
        <input id={id} autoComplete="off" value={receipt} onChange={(event) => setReceipt(event.target.value)} />
        <p>
          <button type="submit" aria-disabled={busy}>
            {words.takeStop}
          </button>
        </p>
        <p className="trouble" role="alert">
          {trouble}
        </p>
      </form>
    </section>
  );
}
