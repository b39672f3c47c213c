import { X } from 'lucide-react';
import { useText } from '@/shared/text/TextContext';
import { GradeMark } from '@/shared/ui/GradeMark';
import { Ago } from '@/shared/ui/Time';
import { isSaid } from './log';
import type { Held, Mine } from './mine';
import { unreadOf } from './mine';
import type { Outbox } from './outbox';
import { timeOf } from './reading';
import { wordsOf } from './saidIn';

interface ConversationListProps {
  mine: Mine;
  selected: string | null;
  drafts: Readonly<Record<string, string>>;
  outbox: Outbox;
  now: number;
  skew: number;
  onSelect(id: string): void;
  onPutAway(id: string): void;
}

/** My conversations side by side, in the order they came, so that the list never jumps under the hand. */
export function ConversationList(props: ConversationListProps) {
  const { text } = useText();
  return (
    <section className="mine" aria-labelledby="mine-title">
      <div className="section-head">
        <h2 id="mine-title">{text.list.title}</h2>
      </div>
      {props.mine.length === 0 ? (
        <p className="nothing">{text.list.empty}</p>
      ) : (
        <ul className="held-list">
          {props.mine.map((held) => (
            <HeldItem key={held.card.id} held={held} {...props} />
          ))}
        </ul>
      )}
    </section>
  );
}

function HeldItem({
  held,
  selected,
  drafts,
  outbox,
  now,
  skew,
  onSelect,
  onPutAway,
}: ConversationListProps & { held: Held }) {
  const { text } = useText();
  const { card } = held;
  const count = unreadOf(held);
  const newest = held.log.entries.findLast(isSaid);
  const state = stateWord(held, drafts, outbox, now);
  return (
    <li className={`held ${selected === card.id ? 'is-selected' : ''} ${held.ended ? 'is-ended' : ''}`}>
      <button
        type="button"
        className="held-open"
        aria-current={selected === card.id ? 'true' : undefined}
        onClick={() => onSelect(card.id)}
      >
        <span className="held-line">
          <span className="code">{card.label}</span>
          <span className="channel">{text.channel[card.channel]}</span>
          <GradeMark grade={card.grade} />
          {newest && <Ago at={timeOf(newest)} now={now + skew} />}
        </span>
        <span className="held-line held-second">
          <span className="held-words">{newest ? wordsOf(newest, text) : ''}</span>
          {state && <span className="tag">{text.list[state]}</span>}
          {count > 0 && (
            <span className="unread">
              <span className="unread-dot" aria-hidden="true" />
              <span aria-hidden="true">{count}</span>
              <span className="sr-only">{text.list.unread(count)}</span>
            </span>
          )}
        </span>
      </button>
      {held.ended && (
        <button type="button" className="quiet icon" onClick={() => onPutAway(card.id)}>
          <X size={16} aria-hidden="true" />
          <span className="sr-only">
            {card.label} {text.list.putAway}
          </span>
        </button>
      )}
    </li>
  );
}

function stateWord(held: Held, drafts: Readonly<Record<string, string>>, outbox: Outbox, now: number) {
  if (held.ended) return 'ended' as const;
  if (outbox.some((item) => item.conversationId === held.card.id && item.state !== 'sending')) return 'unsent' as const;
  if (held.typingUntil > now) return 'typing' as const;
  return drafts[held.card.id] ? ('draft' as const) : null;
}
