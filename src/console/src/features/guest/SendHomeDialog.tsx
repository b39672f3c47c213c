import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { type GuestSummary, summaryParts } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';

interface SendHomeDialogProps {
  label: string;
  home: string;
  /** Words that were typed and not sent: they would be lost. */
  hasUnsent: boolean;
  onConfirm(summary: GuestSummary, later: boolean): Promise<void>;
  onCancel(): void;
}

/** As the gateway takes it, in UTF-16 units. */
const longest = 1000;

/** A partner's person goes home: with what home's counsellor should know, at once or for the next shift. */
export function SendHomeDialog({ label, home, hasUnsent, onConfirm, onCancel }: SendHomeDialogProps) {
  const words = useText().text.guest.sendHome;
  const [summary, setSummary] = useState<GuestSummary>({ talked: '', agreed: '', open: '' });
  const [later, setLater] = useState(false);
  const [warned, setWarned] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const alert = useRef<HTMLParagraphElement>(null);

  // On a low screen it stands below the fold.
  useEffect(() => {
    if (trouble) alert.current?.scrollIntoView?.({ block: 'nearest' });
  }, [trouble]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const parts = Object.values(summary);
    if (parts.some((part) => part.length > longest)) return setTrouble(words.tooLong);
    if (!warned && parts.every((part) => part.trim() === '')) {
      setWarned(true);
      return setTrouble(words.empty);
    }
    setBusy(true);
    try {
      await onConfirm(summary, later);
    } catch (failure) {
      setTrouble(codeOf(failure) === 'conversation.not_found' ? words.gone : words.failed);
      setBusy(false);
    }
  }

  return (
    <Dialog title={words.title(label, home)} onClose={onCancel}>
      <form onSubmit={submit}>
        {hasUnsent && <p className="amber-note">{words.unsent}</p>}
        <p>{words.lead(home)}</p>
        {summaryParts.map((part) => (
          <div className="guest-part" key={part}>
            <label htmlFor={`${id}${part}`}>{words.part[part]}</label>
            <textarea
              id={`${id}${part}`}
              className="reason-words"
              rows={2}
              value={summary[part]}
              onChange={(event) => {
                setSummary({ ...summary, [part]: event.target.value });
                setWarned(false);
                setTrouble('');
              }}
            />
          </div>
        ))}
        <fieldset className="outcomes">
          <legend>{words.when}</legend>
          <label className="outcome">
            <input type="radio" name={`${id}when`} checked={!later} onChange={() => setLater(false)} />
            {words.now}
          </label>
          <label className="outcome">
            <input type="radio" name={`${id}when`} checked={later} onChange={() => setLater(true)} />
            {words.later}
          </label>
        </fieldset>
        <p className="lead">{later ? words.laterTold : words.nowTold}</p>
        <p className="trouble" role="alert" ref={alert}>
          {trouble}
        </p>
        <div className="dialog-acts">
          <button type="button" onClick={onCancel}>
            {words.cancel}
          </button>
          <button type="submit" className="primary" aria-disabled={busy}>
            {warned ? words.confirmEmpty : words.confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
