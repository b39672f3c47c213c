import { memo, useState } from 'react';
import type { Entry } from '@/protocol/messages';
import type { Text } from '@/shared/text/ja';
import { useText } from '@/shared/text/TextContext';
import { Clock } from '@/shared/ui/Time';
import { AttachmentCard } from './AttachmentCard';
import { ended, endedUnsure, type Outgoing } from './outbox';
import type { Bubble } from './reading';
import { timeOf } from './reading';
import { nameOf, wordsOf } from './saidIn';

/** Beyond this a message is folded until somebody asks for all of it: characters, or lines. */
const foldAfter = { characters: 900, lines: 18 };

interface BubbleRowProps {
  bubble: Bubble;
  conversationId: string;
  label: string;
  fresh: boolean;
}

export const BubbleRow = memo(function BubbleRow({ bubble, conversationId, label, fresh }: BubbleRowProps) {
  const { text } = useText();
  const { entry, delivery } = bubble;
  const troubled = delivery === 'failed' || delivery === 'uncertain';
  // Only some providers report it; without a report, sent says no more than that it was accepted.
  const arrived = delivery === 'sent' && bubble.reason === 'delivered';
  const held = delivery === 'pending' && bubble.reason !== null;
  const quiet = delivery === 'sent' && bubble.reason === 'safe_quiet';
  const why = troubled || held || quiet ? new Map(Object.entries(text.deliveryReason)).get(bubble.reason ?? '') : null;
  return (
    <div className={`row by-${entry.author} ${bubble.continued ? 'is-continued' : ''} ${fresh ? 'is-fresh' : ''}`}>
      {!bubble.continued && <p className="speaker">{speaker(entry, label, text)}</p>}
      <div className="bubble">
        {bubble.quoted && <Quoted quoted={bubble.quoted} label={label} />}
        <Said entry={entry} />
        {isAttachment(entry) && <AttachmentCard conversationId={conversationId} attachment={bubble.attachment} />}
      </div>
      <p className={`meta ${troubled ? 'is-troubled' : ''}`}>
        <Clock at={timeOf(entry)} />
        {entry.author !== 'person' && delivery && (
          <span>{text.delivery[arrived ? 'delivered' : held ? 'held' : delivery]}</span>
        )}
        {why && <span className="why">{why}</span>}
      </p>
    </div>
  );
});

/** The message that this one answers, shortened to its first lines. */
function Quoted({ quoted, label }: { quoted: Entry | 'gone'; label: string }) {
  const { text } = useText();
  if (quoted === 'gone') return <p className="quoted is-gone">{text.conversation.quotedGone}</p>;
  return (
    <blockquote className="quoted">
      <p className="quoted-who">{text.conversation.quoted(speaker(quoted, label, text))}</p>
      <p className="quoted-words" dir="auto">
        {wordsOf(quoted, text)}
      </p>
    </blockquote>
  );
}

/** Words as they were said; anything else under its name, with what can be told of it in words. */
function Said({ entry }: { entry: Entry }) {
  const { text } = useText();
  if (entry.kind === 'message') return <Words words={entry.text ?? ''} />;
  return (
    <>
      <p className="words is-unknown">{nameOf(entry, text)}</p>
      {entry.text && <Words words={entry.text} />}
    </>
  );
}

/** What came besides words; of old entries nothing was kept. */
function isAttachment(entry: Entry): boolean {
  return entry.kind === 'unknown' && ['image', 'video', 'audio', 'file'].includes(entry.what ?? '');
}

interface OutgoingRowProps {
  item: Outgoing;
  name: string;
  connected: boolean;
  onDrop(clientId: string, restore: boolean): void;
}

/** Something I sent which the gateway has not confirmed; a refused one keeps its words until I decide. */
export function OutgoingRow({ item, name, connected, onDrop }: OutgoingRowProps) {
  const { text } = useText();
  const refused = item.state === 'refused';
  const over = item.reason === ended || item.reason === endedUnsure;
  const state = refused ? refusal(item.reason, text) : connected ? text.delivery.pending : text.delivery.waiting;
  return (
    <div className={`row by-counsellor is-outgoing ${refused ? 'is-refused' : ''}`}>
      <p className="speaker">{text.author.counsellor(name)}</p>
      <div className="bubble">
        <Words words={item.text} />
      </div>
      <p className={`meta ${refused ? 'is-troubled' : ''}`}>
        <Clock at={item.at} />
        <span>{state}</span>
      </p>
      {refused && (
        <p className="row-acts">
          {!over && (
            <button type="button" className="quiet small" onClick={() => onDrop(item.clientId, true)}>
              {text.delivery.restore}
            </button>
          )}
          <button type="button" className="quiet small" onClick={() => onDrop(item.clientId, false)}>
            {text.delivery.drop}
          </button>
        </p>
      )}
    </div>
  );
}

function refusal(reason: string | undefined, text: Text): string {
  switch (reason) {
    case 'message.too_long':
      return text.delivery.refusedTooLong;
    case ended:
      return text.delivery.refusedEnded;
    case endedUnsure:
      return text.delivery.endedUnsure;
    default:
      return text.delivery.refused;
  }
}

function Words({ words }: { words: string }) {
  const { text } = useText();
  const [open, setOpen] = useState(false);
  const long = words.length > foldAfter.characters || words.split('\n', foldAfter.lines + 1).length > foldAfter.lines;
  return (
    <>
      <p className={`words ${long && !open ? 'is-folded' : ''}`} dir="auto">
        {words}
      </p>
      {long && (
        <button type="button" className="quiet small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? text.conversation.showLess : text.conversation.showAll}
        </button>
      )}
    </>
  );
}

function speaker(entry: Entry, label: string, text: Text): string {
  switch (entry.author) {
    case 'person':
      return text.author.person(label);
    case 'counsellor':
      return text.author.counsellor(entry.name ?? '');
    case 'supportBody':
      return text.author.supportBody(entry.name ?? '');
    case 'bot':
      return text.author.bot;
    default:
      return text.author.system;
  }
}
