import type { Conversation, Digest, Entry, LeftReason } from '@/protocol/messages';
import { emptyLog, heard, isBehind, isFromPerson, type Log, merge, unread } from './log';

export type Ended = LeftReason | 'elsewhere';

/** One conversation on my desk. An ended one stays readable until it is put away. */
export interface Held {
  card: Conversation;
  log: Log;
  seen: number;
  ended: Ended | null;
  /** It left my hands before its end was read: what the gateway still shows of it is to be fetched. */
  check: boolean;
  /** The gateway shows nothing more of it, because it went to somebody else. */
  refused: boolean;
  /** Until when (local clock, ms) the person counts as typing. */
  typingUntil: number;
}
/** In the order they came to me, so that the list never jumps. */
export type Mine = readonly Held[];

/** How long one typing sign lasts; the person's page repeats it while they go on. */
export const typingLasts = 6000;

export function changed(mine: Mine, card: Conversation): Mine {
  const isNew = !mine.some((held) => held.card.id === card.id);
  const closed = card.stage === 'closed';
  if (isNew) {
    if (closed) return mine;
    const log = heard(emptyLog, card.lastNumber);
    const held = { card, log, seen: card.seenNumber, ended: null, check: false, refused: false, typingUntil: 0 };
    return [...mine, held];
  }
  return update(mine, card.id, (held) => {
    // The word that it is over does not say whose it was: who had it here does.
    if (closed && held.card.guestOf) return wiped({ ...held, card: { ...card, guestOf: held.card.guestOf } });
    // The answer to the last taking may come after the word that it is over.
    const late = held.ended !== null && !isLaterTaking(card, held.card);
    const known = held.ended === 'elsewhere' ? null : held.ended;
    const ended = closed ? (known ?? 'closed') : late ? held.ended : null;
    return {
      ...held,
      card: late && !closed ? held.card : card,
      log: heard(held.log, card.lastNumber),
      seen: Math.max(held.seen, card.seenNumber),
      ended,
      check: ended !== null && held.check,
      refused: late && held.refused,
    };
  });
}

const instantOf = (at: string | null | undefined) => (at ? Date.parse(at) : 0);

// Each taking has a larger fence, but that the numbers begin anew where a partner had the person in between: then its time tells.
function isLaterTaking(card: Conversation, held: Conversation): boolean {
  return (card.fence ?? 0) > (held.fence ?? 0) || instantOf(card.takenAt) > instantOf(held.takenAt);
}

/**
 * The gateway's list after a (re)connect is the truth: what it no longer names has left my hands, and what is only
 * missing from an earlier one has not.
 */
export function resumed(mine: Mine, cards: readonly Conversation[]): Mine {
  const named = new Set(cards.map((card) => card.id));
  const kept = mine.map((held): Held => {
    if (named.has(held.card.id)) return held.ended === 'elsewhere' ? { ...held, ended: null } : held;
    if (held.ended) return held;
    // Asked about all the same: the list may only be an earlier one.
    if (held.card.guestOf) return { ...wiped(held), ended: 'elsewhere', check: true, refused: false };
    return { ...held, ended: endedBy(held.log) ?? 'elsewhere', check: true, typingUntil: 0 };
  });
  return cards.reduce(changed, kept);
}

export function entriesCame(mine: Mine, id: string, entries: readonly Entry[]): Mine {
  return update(mine, id, (held) => {
    // What was still on its way when a partner's person had left.
    if (held.card.guestOf && held.refused) return held;
    const log = merge(held.log, entries);
    if (log === held.log) return held;
    return {
      ...held,
      card: regraded(held.card, log),
      log,
      ended: held.ended && (endedBy(log) ?? held.ended),
      typingUntil: entries.some(isFromPerson) ? 0 : held.typingUntil,
    };
  });
}

export function digested(mine: Mine, digest: Digest): Mine {
  return mine.reduce((now, { card: { id } }) => {
    const number = digest[id];
    return number === undefined ? now : update(now, id, (held) => withLog(held, heard(held.log, number)));
  }, mine);
}

export function left(mine: Mine, id: string, reason: Ended): Mine {
  return update(mine, id, (held) => {
    if (held.card.guestOf) return wiped(held, reason);
    const told = endedBy(held.log);
    // The last words may have been said while nobody could tell me of them. One given back is not mine to read.
    const unfinished = isBehind(held.log) || (reason !== 'returned' && told === null);
    return { ...held, ended: told ?? reason, check: !held.refused && unfinished, typingUntil: 0 };
  });
}

/** Everything the gateway shows of it has been read. It shows only what is mine, so without an end it still is. */
export function checked(mine: Mine, id: string): Mine {
  return update(mine, id, (held) => ({
    ...held,
    check: false,
    ended: held.ended === 'elsewhere' ? null : held.ended,
  }));
}

/** The gateway shows nothing of it: it is somebody else's. */
export function refused(mine: Mine, id: string): Mine {
  return update(mine, id, (held) =>
    held.card.guestOf
      ? wiped(held)
      : { ...held, ended: held.ended ?? 'elsewhere', check: false, refused: true, typingUntil: 0 },
  );
}

/** A partner's person was shown for as long as they were here: nothing of them stays on this screen. */
function wiped(held: Held, reason?: Ended): Held {
  const ended = reason === 'guest_link_lost' ? reason : 'guest_ended';
  return { ...held, log: emptyLog, ended, check: false, refused: true, typingUntil: 0 };
}

export function read(mine: Mine, id: string, number: number): Mine {
  return update(mine, id, (held) => (number > held.seen ? { ...held, seen: number } : held));
}

export function personTypes(mine: Mine, id: string, now: number): Mine {
  return update(mine, id, (held) => ({ ...held, typingUntil: now + typingLasts }));
}

export function putAway(mine: Mine, id: string): Mine {
  return mine.filter((held) => held.card.id !== id || !held.ended);
}

export function find(mine: Mine, id: string | null): Held | null {
  return mine.find((held) => held.card.id === id) ?? null;
}

/** Conversations that miss entries which exist, or may exist, and that the gateway still shows. */
export function behind(mine: Mine): Held[] {
  return mine.filter(isMissing);
}

export function isMissing(held: Held): boolean {
  return held.check || (isBehind(held.log) && !held.refused);
}

export function unreadOf(held: Held): number {
  return unread(held.log, held.seen);
}

/** A grade that was given after the card was told. */
function regraded(card: Conversation, log: Log): Conversation {
  const newest = log.entries.findLast((entry) => entry.kind === 'grade' && entry.change);
  if (!newest?.change || newest.number <= card.lastNumber || newest.change.to === card.grade) return card;
  return { ...card, grade: newest.change.to };
}

/** How it ended by its own log, the one word on it that is never a guess. */
function endedBy(log: Log): Ended | null {
  const newest = log.entries.findLast((entry) => entry.kind === 'stage' && stages.has(entry.stage ?? ''));
  if (newest?.stage !== 'closed') return null;
  return newest.reason === 'ended_by_person' || newest.reason === 'silent' ? newest.reason : 'closed';
}

const stages: ReadonlySet<string> = new Set(['waiting', 'taken', 'returned', 'closed']);

function withLog(held: Held, log: Log): Held {
  return log === held.log ? held : { ...held, log };
}

function update(mine: Mine, id: string, how: (held: Held) => Held): Mine {
  let touched = false;
  const next = mine.map((held) => {
    if (held.card.id !== id) return held;
    const after = how(held);
    touched ||= after !== held;
    return after;
  });
  return touched ? next : mine;
}
