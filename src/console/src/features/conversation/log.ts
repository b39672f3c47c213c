import type { Entry } from '@/protocol/messages';

/**
 * What is known of one conversation's numbered log: a run without a gap from 1 to `last`, entries that came too early
 * and wait for the gap to fill, and the largest number anybody has told us of.
 */
export interface Log {
  entries: readonly Entry[];
  held: readonly Entry[];
  last: number;
  known: number;
}

export const emptyLog: Log = { entries: [], held: [], last: 0, known: 0 };

/** Takes entries in any order and any number of times; the same number is kept once. */
export function merge(log: Log, incoming: readonly Entry[]): Log {
  const early = new Map(log.held.map((entry) => [entry.number, entry]));
  let fresh = false;
  for (const entry of incoming) {
    if (entry.number <= log.last || early.has(entry.number)) continue;
    early.set(entry.number, entry);
    fresh = true;
  }
  if (!fresh) return log;
  // A message that was taken back loses its words here too, however early or late its withdrawal comes.
  for (const entry of early.values()) {
    const taken = withdraws(entry);
    const target = taken === null ? undefined : early.get(taken);
    if (target) early.set(target.number, withdrawn(target));
  }

  const added: Entry[] = [];
  let last = log.last;
  for (let next = early.get(last + 1); next; next = early.get(last + 1)) {
    added.push(next);
    early.delete(next.number);
    last = next.number;
  }
  const gone = new Set(added.map(withdraws).filter((number) => number !== null && number <= log.last));
  const before =
    gone.size === 0 ? log.entries : log.entries.map((one) => (gone.has(one.number) ? withdrawn(one) : one));
  const held = [...early.values()].sort((a, b) => a.number - b.number);
  return {
    entries: added.length === 0 ? log.entries : [...before, ...added],
    held,
    last,
    known: Math.max(log.known, last, held.at(-1)?.number ?? 0),
  };
}

/** A digest or a card told the number of the newest entry. */
export function heard(log: Log, number: number): Log {
  return number > log.known ? { ...log, known: number } : log;
}

/** Whether entries are missing that exist: sending is held until they have been read. */
export function isBehind(log: Log): boolean {
  return log.known > log.last;
}

/**
 * What a provider tells of a phone or an account, by the provider's own names. They are listed and not guessed: a kind
 * of message that nobody knows yet is still something a person said, and must not vanish.
 */
const events: ReadonlySet<string> = new Set([
  ...[
    'follow',
    'unblocked',
    'unfollow',
    'unsend',
    'postback',
    'join',
    'leave',
    'memberJoined',
    'memberLeft',
    'videoPlayComplete',
  ],
  ...['beacon', 'accountLink', 'things', 'membership', 'module', 'activated', 'deactivated', 'botSuspended'],
  ...['botResumed', 'delivery', 'knock', 'knock_to_stop'],
]);

/** The number of the entry that the person has taken back with this one. */
function withdraws(entry: Entry): number | null {
  return entry.kind === 'unknown' && entry.what === 'unsend' ? (entry.of ?? null) : null;
}

function withdrawn(entry: Entry): Entry {
  return { ...entry, kind: 'withdrawn', text: null, what: null, attachment: null };
}

/** Whether the person has blocked the account and not come back since: what is sent then is accepted, and never arrives. */
export function isBlocked(log: Log): boolean {
  for (let at = log.entries.length - 1; at >= 0; at--) {
    const entry = log.entries[at];
    if (!entry) break;
    if (isFromPerson(entry) || entry.what === 'follow' || entry.what === 'unblocked') return false;
    if (entry.kind === 'unknown' && entry.what === 'unfollow') return true;
  }
  return false;
}

/** Whether this entry says what a phone or an account did, rather than what somebody said. */
export function isEvent(entry: Entry): boolean {
  return entry.kind === 'unknown' && events.has(entry.what ?? '');
}

/** Whether somebody said this, in words or otherwise. */
export function isSaid(entry: Entry): boolean {
  return entry.kind === 'message' || entry.kind === 'withdrawn' || (entry.kind === 'unknown' && !isEvent(entry));
}

/** Whether the person's own words or signs are in this entry. */
export function isFromPerson(entry: Entry): boolean {
  return entry.author === 'person' && isSaid(entry);
}

/** How many of the person's entries come after the read mark. */
export function unread(log: Log, seen: number): number {
  let count = 0;
  for (let at = log.entries.length - 1; at >= 0; at--) {
    const entry = log.entries[at];
    if (!entry || entry.number <= seen) break;
    if (isFromPerson(entry)) count++;
  }
  return count;
}
