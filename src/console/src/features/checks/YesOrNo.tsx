import { useId } from 'react';

interface YesOrNoProps {
  /** What is said of the field. */
  reason: string;
  no: string;
  yes: string;
  why: string;
  trouble: string;
  busy: boolean;
  onWhy(why: string): void;
  onSay(agrees: boolean): void;
}

/** How a second person answers: yes, or no with a reason. What was typed stays when it fails. */
export function YesOrNo({ reason, no, yes, why, trouble, busy, onWhy, onSay }: YesOrNoProps) {
  const field = useId();
  return (
    <>
      <label className="reason" htmlFor={field}>
        {reason}
      </label>
      <textarea
        id={field}
        className="reason-words"
        rows={2}
        maxLength={500}
        value={why}
        onChange={(event) => onWhy(event.target.value)}
      />
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <p className="check-acts">
        <button type="button" aria-disabled={busy} onClick={() => onSay(false)}>
          {no}
        </button>
        <button type="button" className="primary" aria-disabled={busy} onClick={() => onSay(true)}>
          {yes}
        </button>
      </p>
    </>
  );
}
