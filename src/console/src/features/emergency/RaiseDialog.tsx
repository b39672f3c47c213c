import { codeOf } from '@/protocol/failure';
import { useText } from '@/shared/text/TextContext';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';

interface RaiseDialogProps {
  label: string;
  onConfirm(reason: string): Promise<void>;
  onCancel(): void;
}

/** A counsellor says that somebody is in danger now. */
export function RaiseDialog({ label, onConfirm, onCancel }: RaiseDialogProps) {
  const words = useText().text.emergency;
  return (
    <ReasonDialog
      title={words.raiseTitle(label)}
      lead={words.raiseLead}
      confirm={words.raiseConfirm}
      about={words.raiseReason}
      missing={null}
      refused={(failure) => (codeOf(failure) === 'conversation.not_found' ? words.raiseGone : undefined)}
      onCancel={onCancel}
      onConfirm={onConfirm}
    />
  );
}
