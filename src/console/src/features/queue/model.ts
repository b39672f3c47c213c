import type { Offer, QueueSummary } from '@/protocol/messages';

/** The queue as the gateway last told it, and the offers that ring for me. */
export interface QueueState {
  summary: QueueSummary | null;
  /** Which picture is the newest that has come. */
  newest: Pick<QueueSummary, 'readBy' | 'reading'> | null;
  /** The gateway itself cannot read it. */
  away: boolean;
  offers: readonly Offer[];
}

export const emptyQueue: QueueState = { summary: null, newest: null, away: false, offers: [] };

/** How long after its end an offer stays on the screen when the gateway's word for it is late, in milliseconds. */
export const grace = 3000;

export function resumedQueue(queue: QueueState, summary: QueueSummary, offers: readonly Offer[]): QueueState {
  return { ...summaryCame(queue, summary), offers };
}

/** Pictures overtake each other on their way: an older one would hide whoever has come since. */
export function summaryCame(queue: QueueState, summary: QueueSummary): QueueState {
  if (queue.newest?.readBy === summary.readBy && summary.reading < queue.newest.reading) return queue;
  const { readBy, reading } = summary;
  return { ...queue, summary, newest: { readBy, reading }, away: false };
}

/** An old picture would say that nobody waits where somebody does. What rings goes on ringing: an offer has an end of its own. */
export function wentAway(queue: QueueState): QueueState {
  return { ...queue, summary: null, away: true };
}

/** The same offer told twice rings once. */
export function offerCame(queue: QueueState, offer: Offer): QueueState {
  const others = queue.offers.filter((other) => other.offerId !== offer.offerId);
  return { ...queue, offers: [...others, offer] };
}

export function offerWent(queue: QueueState, offerId: string): QueueState {
  return hasOffer(queue, offerId)
    ? { ...queue, offers: queue.offers.filter((offer) => offer.offerId !== offerId) }
    : queue;
}

/** Puts away offers whose time is over by the gateway's clock. */
export function expire(queue: QueueState, serverNow: number): QueueState {
  const ringing = queue.offers.filter((offer) => Date.parse(offer.ringsUntil) + grace > serverNow);
  return ringing.length === queue.offers.length ? queue : { ...queue, offers: ringing };
}

export function hasOffer(queue: QueueState, offerId: string): boolean {
  return queue.offers.some((offer) => offer.offerId === offerId);
}

/** Whole seconds left, never below zero. */
export function secondsLeft(offer: Offer, serverNow: number): number {
  return Math.max(0, Math.ceil((Date.parse(offer.ringsUntil) - serverNow) / 1000));
}
