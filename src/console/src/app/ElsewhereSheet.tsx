import { AskedDialog } from '@/features/guest/AskedDialog';
import type { Elsewhere } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import type { Acts } from './runtime';

/** One of ours at a partner, and what is to be done for them: to have them back, or to read what the partner asks. */
export interface AtPartner {
  person: Elsewhere;
  fetching: boolean;
}

interface ElsewhereSheetProps {
  at: AtPartner;
  acts: Acts;
  onShut(): void;
}

export function ElsewhereSheet({ at: { person, fetching }, acts, onShut }: ElsewhereSheetProps) {
  const { text } = useText();
  if (!fetching) {
    return (
      <AskedDialog
        person={person}
        onRead={acts.readHandoffAsked}
        onTakeOver={(id) => acts.takeOverGuest(id).then(onShut)}
        onAnswer={(id, answer) => acts.answerHandoffAsked(id, answer).then(onShut)}
        onClose={onShut}
      />
    );
  }
  const words = text.guest.fetch;
  return (
    <ConfirmDialog
      title={words.title(person.label)}
      lead={words.lead(person.organisation)}
      confirm={words.confirm}
      cancel={words.cancel}
      failed={words.failed}
      onCancel={onShut}
      onConfirm={() => acts.fetchHome(person.conversationId).then(onShut)}
    />
  );
}
