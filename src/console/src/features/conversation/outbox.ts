import type { Entry } from '@/protocol/messages';

/**
 * What the counsellor has sent and the gateway has not yet confirmed. `waiting` goes out by itself as soon as it may;
 * `refused` was answered with a no and waits for the counsellor, its text kept.
 */
export interface Outgoing {
  clientId: string;
  conversationId: string;
  text: string;
  at: string;
  state: 'waiting' | 'sending' | 'refused';
  tries: number;
  reason?: string;
}
export type Outbox = readonly Outgoing[];

/** Codes after which the same words would only be refused again. */
const final = new Set(['conversation.not_found', 'message.empty', 'message.too_long']);

/** Why something waits for the counsellor after the end: it never left, or nobody knows whether it arrived. */
export const ended = 'conversation.ended';
export const endedUnsure = 'conversation.ended_unsure';

export function put(box: Outbox, item: Pick<Outgoing, 'clientId' | 'conversationId' | 'text' | 'at'>): Outbox {
  return box.some((other) => other.clientId === item.clientId)
    ? box
    : [...box, { ...item, state: 'waiting', tries: 0 }];
}

export function sending(box: Outbox, clientId: string): Outbox {
  return change(box, clientId, (item) => ({ ...item, state: 'sending', tries: item.tries + 1 }));
}

/** A no that will stay a no becomes `refused`; anything else is tried again with the same client id. */
export function failed(box: Outbox, clientId: string, code: string): Outbox {
  return change(box, clientId, (item) => {
    // A no to a repetition says nothing of the first try: somebody's last word may have arrived by it.
    const unsure = code === 'conversation.not_found' && item.tries > 1;
    if (final.has(code)) return { ...item, state: 'refused', reason: unsure ? endedUnsure : code };
    return item.state === 'refused' ? item : { ...item, state: 'waiting' };
  });
}

/** Whatever was in the air when the connection went is not known to have arrived, so it is sent again. */
export function interrupted(box: Outbox): Outbox {
  return box.some((item) => item.state === 'sending')
    ? box.map((item) => (item.state === 'sending' ? { ...item, state: 'waiting' } : item))
    : box;
}

/** An entry with our client id is the confirmation, whichever way it came. */
export function confirmed(box: Outbox, entries: readonly Entry[]): Outbox {
  const ids = new Set(entries.map((entry) => entry.clientId).filter((id) => id != null));
  return box.some((item) => ids.has(item.clientId)) ? box.filter((item) => !ids.has(item.clientId)) : box;
}

/** The conversation has ended: what had not left will not leave, and says so. What had left may have arrived. */
export function stranded(box: Outbox, conversationId: string): Outbox {
  return box.map((item) =>
    item.conversationId === conversationId && item.state !== 'refused'
      ? { ...item, state: 'refused', reason: item.tries > 0 ? endedUnsure : ended }
      : item,
  );
}

export function drop(box: Outbox, clientId: string): Outbox {
  return box.filter((item) => item.clientId !== clientId);
}

/** The next item to send: the oldest of its conversation, one at a time, so that the order of speech is kept. */
export function nextToSend(box: Outbox, conversationId: string): Outgoing | null {
  const first = box.find((item) => item.conversationId === conversationId && item.state !== 'refused');
  return first?.state === 'waiting' ? first : null;
}

function change(box: Outbox, clientId: string, how: (item: Outgoing) => Outgoing): Outbox {
  return box.map((item) => (item.clientId === clientId ? how(item) : item));
}
