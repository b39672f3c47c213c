import type { ReactNode } from 'react';
import type { Question } from '@/protocol/sheets';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';

interface QuestionCardProps {
  question: Question;
  names: ReadonlyMap<string, string>;
  onTakeBack(): void;
  /** How an answer is written down that reached the counsellor and no page. */
  children: ReactNode;
}

/** One question to the person, and what they answered. */
export function QuestionCard({ question, names, onTakeBack, children }: QuestionCardProps) {
  const { text, language } = useText();
  const words = text.handoff;
  const { state, agreed } = question;
  const why = state === 'lapsed' && question.ended ? words.ended[question.ended] : undefined;
  return (
    <div className="sheet-question">
      <p>
        <strong>{words.state[state]}</strong>
        {why && ` (${why})`}
      </p>
      {agreed && agreed.length > 0 && (
        <p>{words.agreed(agreed.map((code) => names.get(code) ?? code).join(text.listComma))}</p>
      )}
      <p className="lead">
        {question.recipient} · {question.topic}
        {state === 'asked' && ` · ${words.until(minuteTime(question.answerUntil, language))}`}
        {state === 'given' && question.validUntil && ` · ${words.until(minuteTime(question.validUntil, language))}`}
      </p>
      {question.needsSecond && <p className="amber-note">{words.second}</p>}
      {question.checked &&
        (question.checked.agrees ? (
          <p className="lead">{words.checked(question.checked.by)}</p>
        ) : (
          <>
            <p className="amber-note">{words.notConfirmed(question.checked.by)}</p>
            <p className="block-why">{question.checked.why}</p>
          </>
        ))}
      {state === 'asked' && (
        <button type="button" className="quiet" onClick={onTakeBack}>
          {words.takeBack}
        </button>
      )}
      {state === 'asked' && children}
    </div>
  );
}
