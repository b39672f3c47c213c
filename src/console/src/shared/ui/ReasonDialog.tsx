import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from './Dialog';

/** As the gateway takes it, in UTF-16 units. */
const longest = 500;

interface ReasonDialogProps {
  title: string;
  lead: string;
  confirm: string;
  /** What the person who reads it later is told of the field. */
  about: string;
  /** Why it was refused, in words; without one it may be tried again. */
  refused(failure: unknown): string | undefined;
  /** What is said where there is no reason; null where none is needed. */
  missing?: string | null;
  /** What else is asked, above the reason. */
  children?: ReactNode;
  onConfirm(reason: string): Promise<void>;
  onCancel(): void;
}

/** An act that needs a reason. What was typed stays when it fails. */
export function ReasonDialog({
  title,
  lead,
  confirm,
  about,
  missing,
  refused,
  children,
  onConfirm,
  onCancel,
}: ReasonDialogProps) {
  const { text } = useText();
  const [reason, setReason] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (missing !== null && !reason.trim()) return setTrouble(missing ?? text.reason.none);
    if (reason.length > longest) return setTrouble(text.reason.tooLong);
    setBusy(true);
    try {
      await onConfirm(reason);
    } catch (failure) {
      setTrouble(refused(failure) ?? text.reason.failed);
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onCancel}>
      <form onSubmit={submit}>
        <p>{lead}</p>
        {children}
        <label className="reason" htmlFor={field}>
          {about}
        </label>
        <textarea
          id={field}
          className="reason-words"
          rows={3}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            setTrouble('');
          }}
        />
        <p className="trouble" role="alert">
          {trouble}
        </p>
        <div className="dialog-acts">
          <button type="button" onClick={onCancel}>
            {text.reason.cancel}
          </button>
          <button type="submit" className="primary" aria-disabled={busy}>
            {confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
