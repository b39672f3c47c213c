import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useText } from '@/shared/text/TextContext';
import { dayName } from '@/shared/time';
import { BubbleRow, OutgoingRow } from './BubbleRow';
import { isBehind } from './log';
import { type Held, unreadOf } from './mine';
import type { Outbox } from './outbox';
import { type Row, rowsOf } from './reading';
import { DayRow, EventRow, StageRow } from './StageRow';
import { useReadingPlace } from './useReadingPlace';

/** A long conversation is drawn from its end, this many rows at a time. */
const page = 200;

interface ConversationLogProps {
  held: Held;
  outgoing: Outbox;
  myName: string;
  connected: boolean;
  onSeen(number: number): void;
  onDrop(clientId: string, restore: boolean): void;
}

export function ConversationLog({ held, outgoing, myName, connected, onSeen, onDrop }: ConversationLogProps) {
  const { text } = useText();
  const { log, card } = held;
  const rows = useMemo(() => rowsOf(log.entries, (at) => dayName(at, 'ja')), [log.entries]);
  // While one reads further up, the window's start stays where it was.
  const [heldFrom, setHeldFrom] = useState<number | null>(null);
  const from = heldFrom ?? Math.max(0, rows.length - page);
  const place = useReadingPlace(`${log.last} ${outgoing.length} ${from}`);
  const { atEnd, toEnd } = place;
  const loading = isBehind(log) && !held.refused;

  // What is there when the log is first complete is simply there; only what comes after slides in.
  const [baseline, setBaseline] = useState<number | null>(loading ? null : log.last);
  if (baseline === null && !loading) setBaseline(log.last);

  const mySent = outgoing.length;
  const [sentBefore, setSentBefore] = useState(mySent);
  useEffect(() => {
    if (mySent > sentBefore) toEnd();
    setSentBefore(mySent);
  }, [mySent, sentBefore, toEnd]);

  useEffect(() => {
    const look = () => {
      if (atEnd && !loading && document.visibilityState === 'visible' && log.last > held.seen) onSeen(log.last);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [atEnd, loading, log.last, held.seen, onSeen]);

  function onScroll() {
    place.onScroll();
    const box = place.box.current;
    const leaving = box !== null && box.scrollHeight - box.scrollTop - box.clientHeight >= 48;
    setHeldFrom((before) => (leaving ? (before ?? from) : null));
  }

  const below = !atEnd && unreadOf(held) > 0;
  return (
    <div className="log-frame">
      <div
        className="log"
        role="log"
        aria-label={text.conversation.log}
        aria-live={loading ? 'off' : 'polite'}
        ref={place.box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
      >
        {from > 0 && (
          <button type="button" className="earlier" onClick={() => setHeldFrom(Math.max(0, from - page))}>
            {text.conversation.earlier}
          </button>
        )}
        {rows.length === 0 && (
          <p className="nothing">
            {loading ? text.conversation.loading : held.ended && card.guestOf ? '' : text.conversation.nothingYet}
          </p>
        )}
        {rows.slice(from).map((row) => (
          <LogRow
            key={keyOf(row)}
            row={row}
            conversationId={card.id}
            label={card.label}
            fresh={isFresh(row, baseline)}
          />
        ))}
        {outgoing.map((item) => (
          <OutgoingRow key={item.clientId} item={item} name={myName} connected={connected} onDrop={onDrop} />
        ))}
      </div>
      {below && (
        <button type="button" className="jump" onClick={toEnd}>
          <ArrowDown size={15} aria-hidden="true" />
          {text.conversation.newMessages}
        </button>
      )}
    </div>
  );
}

interface LogRowProps {
  row: Row;
  conversationId: string;
  label: string;
  fresh: boolean;
}

function LogRow({ row, conversationId, label, fresh }: LogRowProps) {
  if (row.type === 'day') return <DayRow at={row.at} />;
  if (row.type === 'stage') return <StageRow entry={row.entry} />;
  if (row.type === 'event') return <EventRow entry={row.entry} />;
  return <BubbleRow bubble={row} conversationId={conversationId} label={label} fresh={fresh} />;
}

function keyOf(row: Row): string {
  return row.type === 'day' ? `day ${row.number}` : String(row.entry.number);
}

function isFresh(row: Row, baseline: number | null): boolean {
  return row.type === 'bubble' && baseline !== null && row.entry.number > baseline;
}
