import { useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { useText } from '@/shared/text/TextContext';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';

/** From an hour to thirty days. */
const spans = [1, 24, 72, 168, 720];

interface BlockDialogProps {
  label: string;
  onConfirm(hours: number, reason: string): Promise<void>;
  onCancel(): void;
}

/** A supervisor keeps somebody at the door for a while. */
export function BlockDialog({ label, onConfirm, onCancel }: BlockDialogProps) {
  const words = useText().text.blocks;
  const refusals: Record<string, string> = { 'block.in_danger': words.inDanger, 'conversation.not_found': words.gone };
  const [hours, setHours] = useState(24);
  return (
    <ReasonDialog
      title={words.title(label)}
      lead={words.lead}
      confirm={words.confirm}
      about={words.reason}
      refused={(failure) => refusals[codeOf(failure)]}
      onCancel={onCancel}
      onConfirm={(reason) => onConfirm(hours, reason)}
    >
      <label className="setting">
        <span>{words.howLong}</span>
        <select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
          {spans.map((span) => (
            <option key={span} value={span}>
              {words.hours(span)}
            </option>
          ))}
        </select>
      </label>
    </ReasonDialog>
  );
}
