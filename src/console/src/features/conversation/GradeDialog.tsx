import { useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { Grade } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { GradeMark } from '@/shared/ui/GradeMark';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';

const grades = ['urgent', 'high', 'middle', 'low'] as const;
// In the queue a grade that is not known yet counts as middle.
const order: Readonly<Record<Grade, number>> = { low: 1, middle: 2, unknown: 2, high: 3, urgent: 4 };

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
  const [chosen, setChosen] = useState<Grade>(grade === 'unknown' ? 'middle' : grade);
  const refusals: Record<string, string> = {
    'conversation.not_found': words.notYours,
    'grade.in_emergency': text.emergency.inEmergency,
  };
  const lowers = order[chosen] < order[grade];
  return (
    <ReasonDialog
      title={words.title(label)}
      lead={words.lead}
      confirm={words.confirm}
      about={words.reason}
      missing={lowers ? words.noReason : null}
      refused={(failure) => refusals[codeOf(failure)]}
      onCancel={onCancel}
      onConfirm={(reason) => onConfirm(chosen, reason)}
    >
      <fieldset className="grades">
        <legend className="sr-only">{text.card.grade}</legend>
        {grades.map((one) => (
          <label key={one}>
            <input type="radio" name="grade" checked={chosen === one} onChange={() => setChosen(one)} />
            <GradeMark grade={one} />
          </label>
        ))}
      </fieldset>
    </ReasonDialog>
  );
}
