import { BlockDialog } from '@/features/blocks/BlockDialog';
import { BlocksSheet } from '@/features/blocks/BlocksSheet';
import { ChecksSheet } from '@/features/checks/ChecksSheet';
import { CloseDialog } from '@/features/conversation/CloseDialog';
import type { Held } from '@/features/conversation/mine';
import { ClosedSheet } from '@/features/emergency/ClosedSheet';
import { RaiseDialog } from '@/features/emergency/RaiseDialog';
import { AskHandoffDialog } from '@/features/guest/AskHandoffDialog';
import { SendHomeDialog } from '@/features/guest/SendHomeDialog';
import { ReferralsSheet } from '@/features/referrals/ReferralsSheet';
import { TakeRequest } from '@/features/requests/TakeRequest';
import { AloneTalks } from '@/features/together/AloneTalks';
import { useText } from '@/shared/text/TextContext';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { saidBy } from './BodyPicker';
import type { Desk } from './desk';
import { KeysSheet } from './KeysSheet';
import type { Acts } from './runtime';

export type Sheet =
  | 'close'
  | 'return'
  | 'keys'
  | 'signOut'
  | 'block'
  | 'blocks'
  | 'raise'
  | 'closedEmergencies'
  | 'referrals'
  | 'checks'
  | 'request'
  | 'askHandoff'
  | null;

interface DeskSheetsProps {
  sheet: Sheet;
  selected: Held | null;
  desk: Desk;
  acts: Acts;
  onShut(): void;
  onEmergency(id: string): void;
  onSignOut(): void;
}

/** The one sheet that may lie on the desk. */
export function DeskSheets({ sheet, selected, desk, acts, onShut, onEmergency, onSignOut }: DeskSheetsProps) {
  const { text } = useText();
  if (sheet === 'keys') return <KeysSheet onClose={onShut} />;
  if (sheet === 'signOut') {
    return (
      <ConfirmDialog
        title={text.session.signOut}
        lead={text.session.signOutLead}
        confirm={text.session.signOut}
        cancel={text.closing.cancel}
        failed=""
        onCancel={onShut}
        onConfirm={async () => onSignOut()}
      />
    );
  }
  if (sheet === 'blocks') return <BlocksSheet onRead={acts.blocks} onLift={acts.liftBlock} onClose={onShut} />;
  if (sheet === 'checks') return <ChecksSheet waiting={desk.checks} onClose={onShut} />;
  if (sheet === 'referrals') return <ReferralsSheet alone={<AloneTalks />} onClose={onShut} />;
  if (sheet === 'closedEmergencies') {
    return (
      <ClosedSheet
        onRead={acts.closedEmergencies}
        onOpen={(id) => {
          onShut();
          onEmergency(id);
        }}
        onClose={onShut}
      />
    );
  }
  if (!selected) return null;
  const { id, label } = selected.card;
  if (sheet === 'block') {
    return (
      <BlockDialog
        label={label}
        onCancel={onShut}
        onConfirm={(hours, reason) => acts.blockPerson(id, hours, reason).then(onShut)}
      />
    );
  }
  if (sheet === 'request')
    return <TakeRequest conversation={id} label={label} said={saidBy(selected.log.entries)} onClose={onShut} />;
  if (selected.ended) return null;
  if (sheet === 'raise') {
    return (
      <RaiseDialog label={label} onCancel={onShut} onConfirm={(reason) => acts.raiseAlarm(id, reason).then(onShut)} />
    );
  }
  if (sheet === 'close') {
    return (
      <CloseDialog
        label={label}
        hasUnsent={desk.outbox.some((item) => item.conversationId === id)}
        onCancel={onShut}
        onConfirm={(outcome) => acts.close(id, outcome).then(onShut)}
      />
    );
  }
  const home = selected.card.guestOf;
  if (sheet === 'askHandoff' && home) {
    return (
      <AskHandoffDialog
        label={label}
        home={home}
        onCancel={onShut}
        onConfirm={(parts) => acts.askHandoff(id, parts).then(onShut)}
      />
    );
  }
  if (sheet !== 'return') return null;
  if (home) {
    return (
      <SendHomeDialog
        label={label}
        home={home}
        hasUnsent={desk.outbox.some((item) => item.conversationId === id)}
        onCancel={onShut}
        onConfirm={(summary, later) => acts.sendHome(id, summary, later).then(onShut)}
      />
    );
  }
  return (
    <ConfirmDialog
      title={text.returning.title(label)}
      lead={text.returning.lead}
      confirm={text.returning.confirm}
      cancel={text.closing.cancel}
      failed={text.returning.failed}
      onCancel={onShut}
      onConfirm={() => acts.giveBack(id).then(onShut)}
    />
  );
}
