import { ArrowLeft, Handshake, PanelRight, Undo2 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useText } from '@/shared/text/TextContext';
import { GradeMark } from '@/shared/ui/GradeMark';
import { Composer } from './Composer';
import { ConversationLog } from './ConversationLog';
import { FactsCard } from './FactsCard';
import { languageOf } from './language';
import { isBlocked } from './log';
import type { Held } from './mine';
import type { Outbox } from './outbox';
import { isOnPage } from './where';

export interface PaneActs {
  onDraft(id: string, text: string): void;
  onSend(id: string, text: string): void;
  onTyping(id: string): void;
  onSeen(id: string, number: number): void;
  onDrop(clientId: string, restore: boolean): void;
  onBack(): void;
  onClose(): void;
  onReturn(): void;
  onHandOver(id: string): void;
  /** For a partner's person: asks their own organisation for a hand-off. */
  onAskHandoff(): void;
  onCard(): void;
  onPutAway(id: string): void;
}

interface ConversationPaneProps extends PaneActs {
  held: Held;
  draft: string;
  outbox: Outbox;
  myName: string;
  connected: boolean;
  enterSends: boolean;
  cardShown: boolean;
  personTypes: boolean;
  /** Who else is in the talk, and whose person it is. */
  company?: ReactNode;
  /** Nothing arrives over this person's channel just now. */
  channelAway: boolean;
}

export function ConversationPane(props: ConversationPaneProps) {
  const { text } = useText();
  const { held, onSeen } = props;
  const { card } = held;
  const outgoing = useMemo(
    () => props.outbox.filter((item) => item.conversationId === card.id),
    [props.outbox, card.id],
  );
  const blocked = useMemo(() => isBlocked(held.log), [held.log]);
  const seen = useCallback((number: number) => onSeen(card.id, number), [onSeen, card.id]);
  return (
    <section className="pane" aria-label={text.conversation.region(card.label)}>
      <PaneHead {...props} />
      <FactsCard entries={held.log.entries} />
      {props.company}
      <ConversationLog
        held={held}
        outgoing={outgoing}
        myName={props.myName}
        connected={props.connected}
        onSeen={seen}
        onDrop={props.onDrop}
      />
      <p className="typing-line" role="status">
        {props.personTypes && !held.ended ? text.conversation.typing : ''}
      </p>
      {!held.ended && blocked && (
        <p className="blocked-line" role="status">
          {text.conversation.blocked}
        </p>
      )}
      {!held.ended && !blocked && props.channelAway && (
        <p className="blocked-line" role="status">
          {text.conversation.channelAway(text.channel[card.channel])}
        </p>
      )}
      {held.ended ? (
        <EndedFoot held={held} draft={props.draft} onPutAway={props.onPutAway} />
      ) : (
        <Composer
          draft={props.draft}
          maxLength={card.maxLength}
          bySms={card.channel === 'sms'}
          partPrice={card.partPrice ?? null}
          enterSends={props.enterSends}
          onDraft={(words) => props.onDraft(card.id, words)}
          onSend={(words) => props.onSend(card.id, words)}
          onTyping={() => props.onTyping(card.id)}
        />
      )}
    </section>
  );
}

function PaneHead({
  held,
  cardShown,
  onBack,
  onReturn,
  onHandOver,
  onAskHandoff,
  onClose,
  onCard,
}: ConversationPaneProps) {
  const { text, language: shownIn } = useText();
  const { card } = held;
  const language = languageOf(card, shownIn);
  return (
    <header className="pane-head">
      <button type="button" className="quiet icon back" onClick={onBack} title={text.conversation.back}>
        <ArrowLeft size={18} aria-hidden="true" />
        <span className="sr-only">{text.conversation.back}</span>
      </button>
      <h2 className="pane-title">
        <span className="code">{card.label}</span>
        <span className="channel">
          {text.channel[card.channel]}
          {isOnPage(held) && ` → ${text.page.there}`}
        </span>
        {language && (
          <span className="channel">
            <span className="sr-only">{text.card.language} </span>
            {language}
          </span>
        )}
        <GradeMark grade={card.grade} />
      </h2>
      {!held.ended && (
        <div className="pane-acts">
          <button type="button" className="quiet" onClick={() => (card.guestOf ? onAskHandoff() : onHandOver(card.id))}>
            <Handshake size={16} aria-hidden="true" />
            {card.guestOf ? text.guest.openAsk : text.handoff.open}
          </button>
          <button type="button" className="quiet" onClick={onReturn}>
            <Undo2 size={16} aria-hidden="true" />
            {card.guestOf ? text.guest.openSendHome : text.conversation.giveBack}
          </button>
          <button type="button" onClick={onClose}>
            {text.conversation.close}
          </button>
        </div>
      )}
      <button
        type="button"
        className="quiet icon"
        aria-expanded={cardShown}
        onClick={onCard}
        title={text.conversation.card}
      >
        <PanelRight size={18} aria-hidden="true" />
        <span className="sr-only">{text.conversation.card}</span>
      </button>
    </header>
  );
}

interface EndedFootProps {
  held: Held;
  draft: string;
  onPutAway(id: string): void;
}

/** Why there is no field any more. Words that were being written stay to be read and copied. */
function EndedFoot({ held, draft, onPutAway }: EndedFootProps) {
  const { text } = useText();
  if (!held.ended) return null;
  const asked = held.ended === 'elsewhere' && held.check;
  return (
    <div className="ended-foot" role="status">
      <p>
        <strong>{text.ended[asked ? 'checking' : held.ended] ?? text.ended.elsewhere}</strong>
        {!held.card.guestOf && <span>{text.ended.readable}</span>}
      </p>
      {draft.trim() !== '' && (
        <div className="ended-draft">
          <span>{text.ended.draft}</span>
          <p dir="auto">{draft}</p>
        </div>
      )}
      <button type="button" onClick={() => onPutAway(held.card.id)}>
        {text.ended.putAway}
      </button>
    </div>
  );
}
