import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { Grade } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';
import { GradeMark } from '@/shared/ui/GradeMark';

const grades = ['urgent', 'high', 'middle', 'low'] as const;
const order: readonly Grade[] = ['unknown', 'low', 'middle', 'high', 'urgent'];
const longest = 500;

interface GradeDialogProps {
  label: string;
  grade: Grade;
  onConfirm(grade: Grade, reason: string): Promise<void>;
  onCancel(): void;
}

/** A counsellor gives a grade: freely upwards, downwards with a reason. */
export function GradeDialog({ label, grade, onConfirm, onCancel }: GradeDialogProps) {
  const { text } = useText();
  const words = text.grading;
  const [chosen, setChosen] = useState<Grade>(grade === 'unknown' ? 'low' : grade);
  const [reason, setReason] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (order.indexOf(chosen) < order.indexOf(grade) && !reason.trim()) return setTrouble(words.noReason);
    if (reason.length > longest) return setTrouble(words.tooLong);
    setBusy(true);
    try {
      await onConfirm(chosen, reason);
    } catch (failure) {
      setTrouble(codeOf(failure) === 'conversation.not_found' ? words.notYours : words.failed);
      setBusy(false);
    }
  }

  return (
    <Dialog title={words.title(label)} onClose={onCancel}>
      <form onSubmit={submit}>
        <p>{words.lead}</p>
        <fieldset className="grades">
          <legend className="sr-only">{text.card.grade}</legend>
          {grades.map((one) => (
            <label key={one}>
              <input type="radio" name="grade" checked={chosen === one} onChange={() => setChosen(one)} />
              <GradeMark grade={one} />
            </label>
          ))}
        </fieldset>
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
            {words.confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
