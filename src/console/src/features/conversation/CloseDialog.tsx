import { type FormEvent, useState } from 'react';
import { type Outcome, outcomes } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';

interface CloseDialogProps {
  label: string;
  hasUnsent: boolean;
  onConfirm(outcome: Outcome): Promise<void>;
  onCancel(): void;
}

export function CloseDialog({ label, hasUnsent, onConfirm, onCancel }: CloseDialogProps) {
  const { text } = useText();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!outcome) return setTrouble(text.closing.choose);
    setBusy(true);
    try {
      await onConfirm(outcome);
    } catch {
      setTrouble(text.closing.failed);
      setBusy(false);
    }
  }

  return (
    <Dialog title={text.closing.title(label)} onClose={onCancel}>
      <form onSubmit={submit}>
        {hasUnsent && <p className="amber-note">{text.closing.unsent}</p>}
        <fieldset className="outcomes">
          <legend>{text.closing.question}</legend>
          {outcomes.map((one) => (
            <label key={one} className="outcome">
              <input
                type="radio"
                name="outcome"
                value={one}
                checked={outcome === one}
                onChange={() => {
                  setOutcome(one);
                  setTrouble('');
                }}
              />
              {text.closing.outcome[one]}
            </label>
          ))}
        </fieldset>
        <p className="trouble" role="alert">
          {trouble}
        </p>
        <div className="dialog-acts">
          <button type="button" onClick={onCancel}>
            {text.closing.cancel}
          </button>
          <button type="submit" className="primary" aria-disabled={busy}>
            {text.closing.confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
