import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { QueuePlace } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';

const longest = 500;

interface MoveDialogProps {
  place: QueuePlace;
  onConfirm(forward: boolean, reason: string): Promise<void>;
  onCancel(): void;
}

/** A supervisor says why somebody comes first, or stands at their own place again. */
export function MoveDialog({ place, onConfirm, onCancel }: MoveDialogProps) {
  const { text } = useText();
  const words = text.moving;
  const forward = !place.moved;
  const [reason, setReason] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!reason.trim()) return setTrouble(words.noReason);
    if (reason.length > longest) return setTrouble(words.tooLong);
    setBusy(true);
    try {
      await onConfirm(forward, reason);
    } catch (failure) {
      setTrouble(codeOf(failure) === 'place.not_waiting' ? words.notWaiting : words.failed);
      setBusy(false);
    }
  }

  return (
    <Dialog title={forward ? words.title(place.label) : words.backTitle(place.label)} onClose={onCancel}>
      <form onSubmit={submit}>
        <p>{forward ? words.lead : words.backLead}</p>
        <label className="reason" htmlFor={field}>
          {words.reason}
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
            {words.cancel}
          </button>
          <button type="submit" className="primary" aria-disabled={busy}>
            {forward ? words.confirm : words.backConfirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
