import type { Attachment, Delivery, Entry } from '@/protocol/messages';
import { isEvent, isFromPerson, isSaid } from './log';

/** Kinds that are shown as a quiet line between the words. */
const quietKinds: readonly string[] = ['stage', 'grade', 'emergency', 'consent', 'handoff', 'note', 'introduction'];

export interface Bubble {
  type: 'bubble';
  entry: Entry;
  delivery: Delivery | null;
  reason: string | null;
  /** What came besides words, as it now stands. */
  attachment: Attachment | null;
  /** What it answers: an earlier entry, or `gone` when that is none of this conversation. */
  quoted: Entry | 'gone' | null;
  /** The same voice goes on within a few minutes: the name need not be said again. */
  continued: boolean;
}
export interface StageLine {
  type: 'stage';
  entry: Entry;
}
export interface EventLine {
  type: 'event';
  entry: Entry;
}
export interface DayLine {
  type: 'day';
  number: number;
  at: string;
}
export type Row = Bubble | StageLine | EventLine | DayLine;

const continuesWithin = 5 * 60_000;

/**
 * The order people read in: by number, except that what the provider delivered late goes before the first of the
 * person's entries that was sent later than it.
 */
export function readingOrder(entries: readonly Entry[]): Entry[] {
  const placed: Entry[] = [];
  let newestSent = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    const sent = entry.author === 'person' && entry.sentAt ? Date.parse(entry.sentAt) : Number.NaN;
    if (sent < newestSent) {
      const before = placed.findIndex((other) => other.author === 'person' && sentAfter(other, sent));
      placed.splice(before < 0 ? placed.length : before, 0, entry);
    } else {
      placed.push(entry);
    }
    if (sent > newestSent) newestSent = sent;
  }
  return placed;
}

function sentAfter(entry: Entry, sent: number): boolean {
  return entry.sentAt != null && Date.parse(entry.sentAt) > sent;
}

/** Events that mean something to a counsellor; the rest are the provider's own affairs. */
const toldEvents: ReadonlySet<string> = new Set(['follow', 'unblocked', 'unfollow', 'unsend', 'postback']);

function isToldEvent(entry: Entry): boolean {
  return isEvent(entry) && toldEvents.has(entry.what ?? '');
}

/** The rows of the page: bubbles with their newest delivery state, quiet stage lines, a line for each new day. */
export function rowsOf(entries: readonly Entry[], dayOf: (at: string) => string): Row[] {
  const deliveries = new Map<number, Entry>();
  const attachments = new Map<number, Attachment>();
  const byNumber = new Map<number, Entry>();
  for (const entry of entries) {
    byNumber.set(entry.number, entry);
    if (entry.kind === 'delivery' && entry.of != null) deliveries.set(entry.of, entry);
    if (entry.kind === 'attachment' && entry.of != null && entry.attachment)
      attachments.set(entry.of, entry.attachment);
  }

  const rows: Row[] = [];
  let day = '';
  let previous: Entry | null = null;
  for (const entry of readingOrder(entries)) {
    const quiet = quietKinds.includes(entry.kind) ? 'stage' : isToldEvent(entry) ? 'event' : null;
    if (!quiet && !isSaid(entry)) continue;
    const at = timeOf(entry);
    if (dayOf(at) !== day) {
      day = dayOf(at);
      rows.push({ type: 'day', number: entry.number, at });
      previous = null;
    }
    if (quiet) {
      rows.push({ type: quiet, entry });
      previous = null;
      continue;
    }
    const change = deliveries.get(entry.number);
    rows.push({
      type: 'bubble',
      entry,
      delivery: change?.delivery ?? entry.delivery ?? null,
      reason: change?.reason ?? null,
      attachment: standing(entry, attachments.get(entry.number)),
      quoted: entry.quotes == null ? null : (byNumber.get(entry.quotes) ?? 'gone'),
      continued: previous !== null && continues(previous, entry),
    });
    previous = entry;
  }
  return rows;
}

/** The newest word on an attachment, under the id that its own entry gave it. */
function standing(entry: Entry, now: Attachment | undefined): Attachment | null {
  if (!entry.attachment) return null;
  return now ? { ...entry.attachment, ...now, id: entry.attachment.id ?? null } : entry.attachment;
}

/** When it was said: the provider's time where it tells one, else when it was recorded. */
export function timeOf(entry: Entry): string {
  return isFromPerson(entry) && entry.sentAt ? entry.sentAt : entry.at;
}

function continues(previous: Entry, entry: Entry): boolean {
  return (
    previous.author === entry.author &&
    (previous.name ?? null) === (entry.name ?? null) &&
    Math.abs(Date.parse(timeOf(entry)) - Date.parse(timeOf(previous))) < continuesWithin
  );
}
