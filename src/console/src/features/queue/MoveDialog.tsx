import { codeOf } from '@/protocol/failure';
import type { QueuePlace } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';

interface MoveDialogProps {
  place: QueuePlace;
  onConfirm(forward: boolean, reason: string): Promise<void>;
  onCancel(): void;
}

/** A supervisor says why somebody comes first, or stands at their own place again. */
export function MoveDialog({ place, onConfirm, onCancel }: MoveDialogProps) {
  const words = useText().text.moving;
  const forward = !place.moved;
  return (
    <ReasonDialog
      title={forward ? words.title(place.label) : words.backTitle(place.label)}
      lead={forward ? words.lead : words.backLead}
      confirm={forward ? words.confirm : words.backConfirm}
      about={words.reason}
      refused={(failure) => (codeOf(failure) === 'place.not_waiting' ? words.notWaiting : undefined)}
      onCancel={onCancel}
      onConfirm={(reason) => onConfirm(forward, reason)}
    />
  );
}
