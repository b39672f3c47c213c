import type { Mine } from '@/features/conversation/mine';
import * as mine from '@/features/conversation/mine';
import type { Outbox } from '@/features/conversation/outbox';
import * as outbox from '@/features/conversation/outbox';
import * as emergencies from '@/features/emergency/model';
import type { QueueState } from '@/features/queue/model';
import * as queue from '@/features/queue/model';
import type {
  Availability,
  Channel,
  Conversation,
  Digest,
  Emergency,
  Entry,
  Me,
  Offer,
  QueueSummary,
  Resumed,
} from '@/protocol/messages';

/** `reconnecting` also covers a connection that has gone silent; `offline` is the browser's own word for no network. */
export type LinkState = 'starting' | 'connected' | 'reconnecting' | 'offline';
export type NoticeKind =
  | 'taken'
  | 'expired'
  | 'left'
  | 'gone'
  | 'answerFailed'
  | 'nobody'
  | 'ringing'
  | 'fullHands'
  | 'wishesWait'
  | 'takeFailed'
  | 'stateFailed'
  | 'nowAway'
  | 'pageOffered'
  | 'pageTooMany'
  | 'asideNotNow'
  | 'asideFailed'
  | 'pageFailed';

export interface Notice {
  id: number;
  kind: NoticeKind;
}

/** Everything on one counsellor's desk. */
export interface Desk {
  me: Me | null;
  link: LinkState;
  /** Gateway's clock minus ours, in milliseconds. */
  skew: number;
  availability: Availability;
  queue: QueueState;
  channelsAway: readonly Channel[];
  mine: Mine;
  outbox: Outbox;
  drafts: Readonly<Record<string, string>>;
  selected: string | null;
  notices: readonly Notice[];
  /** Those in danger now whom this console is to know of, the oldest first. */
  emergencies: readonly Emergency[];
  /** How much waits for me as the second person. */
  checks: number;
}

export const emptyDesk: Desk = {
  me: null,
  link: 'starting',
  skew: 0,
  availability: { available: false, capacity: 1 },
  queue: queue.emptyQueue,
  channelsAway: [],
  mine: [],
  outbox: [],
  drafts: {},
  selected: null,
  notices: [],
  emergencies: [],
  checks: 0,
};

export type DeskAction =
  | { type: 'link'; link: LinkState }
  | { type: 'resumed'; resumed: Resumed; now: number }
  | { type: 'entries'; id: string; entries: readonly Entry[] }
  | { type: 'digest'; digest: Digest }
  | { type: 'conversation'; card: Conversation; select?: boolean }
  | { type: 'left'; id: string; reason: mine.Ended }
  | { type: 'checked'; id: string }
  | { type: 'notMine'; id: string }
  | { type: 'typing'; id: string; now: number }
  | { type: 'seen'; id: string; number: number }
  | { type: 'putAway'; id: string }
  | { type: 'select'; id: string | null }
  | { type: 'queue'; summary: QueueSummary }
  | { type: 'queueAway' }
  | { type: 'channelsAway'; channels: readonly Channel[] }
  | { type: 'offered'; offer: Offer }
  | { type: 'offerWent'; offerId: string; notice?: NoticeKind }
  | { type: 'expire'; serverNow: number }
  | { type: 'availability'; availability: Availability }
  | { type: 'availabilityTold'; availability: Availability }
  | { type: 'draft'; id: string; text: string }
  | { type: 'put'; item: Pick<outbox.Outgoing, 'clientId' | 'conversationId' | 'text' | 'at'> }
  | { type: 'sending'; clientId: string }
  | { type: 'sendFailed'; clientId: string; code: string }
  | { type: 'drop'; clientId: string; restore: boolean }
  | { type: 'emergency'; emergency: Emergency }
  | { type: 'emergencies'; emergencies: readonly Emergency[] }
  | { type: 'checks'; number: number }
  | { type: 'notice'; kind: NoticeKind }
  | { type: 'noticeRead'; id: number };

export function reduceDesk(desk: Desk, action: DeskAction): Desk {
  switch (action.type) {
    case 'link':
      return desk.link === action.link
        ? desk
        : {
            ...desk,
            link: action.link,
            outbox: action.link === 'connected' ? desk.outbox : outbox.interrupted(desk.outbox),
          };
    case 'resumed':
      return resume(desk, action.resumed, action.now);
    case 'entries':
      return {
        ...desk,
        mine: mine.entriesCame(desk.mine, action.id, action.entries),
        outbox: outbox.confirmed(desk.outbox, action.entries),
      };
    case 'digest':
      return { ...desk, mine: mine.digested(desk.mine, action.digest) };
    case 'conversation':
      return {
        ...desk,
        mine: mine.changed(desk.mine, action.card),
        selected: action.select ? action.card.id : desk.selected,
      };
    case 'left':
      return {
        ...desk,
        mine: mine.left(desk.mine, action.id, action.reason),
        outbox: outbox.stranded(desk.outbox, action.id),
      };
    case 'checked':
      return { ...desk, mine: mine.checked(desk.mine, action.id) };
    case 'notMine':
      return {
        ...desk,
        mine: mine.refused(desk.mine, action.id),
        outbox: outbox.stranded(desk.outbox, action.id),
      };
    case 'typing':
      return { ...desk, mine: mine.personTypes(desk.mine, action.id, action.now) };
    case 'seen':
      return { ...desk, mine: mine.read(desk.mine, action.id, action.number) };
    case 'putAway':
      return putAway(desk, action.id);
    case 'select':
      return { ...desk, selected: action.id };
    case 'queue':
      return { ...desk, queue: queue.summaryCame(desk.queue, action.summary) };
    case 'queueAway':
      return { ...desk, queue: queue.wentAway(desk.queue) };
    case 'channelsAway':
      return { ...desk, channelsAway: action.channels };
    case 'offered':
      return { ...desk, queue: queue.offerCame(desk.queue, action.offer) };
    case 'offerWent':
      return offerWent(desk, action.offerId, action.notice);
    case 'expire':
      return withQueue(desk, queue.expire(desk.queue, action.serverNow));
    case 'availability':
      return { ...desk, availability: action.availability };
    case 'availabilityTold':
      return toldAvailability(desk, action.availability);
    case 'draft':
      return { ...desk, drafts: { ...desk.drafts, [action.id]: action.text } };
    case 'put':
      return {
        ...desk,
        outbox: outbox.put(desk.outbox, action.item),
        drafts: { ...desk.drafts, [action.item.conversationId]: '' },
      };
    case 'sending':
      return { ...desk, outbox: outbox.sending(desk.outbox, action.clientId) };
    case 'sendFailed':
      return { ...desk, outbox: outbox.failed(desk.outbox, action.clientId, action.code) };
    case 'drop':
      return drop(desk, action.clientId, action.restore);
    case 'emergency':
      return { ...desk, emergencies: emergencies.changed(desk.emergencies, action.emergency) };
    case 'checks':
      return { ...desk, checks: action.number };
    case 'emergencies':
      return { ...desk, emergencies: action.emergencies };
    case 'notice':
      return notify(desk, action.kind);
    case 'noticeRead':
      return { ...desk, notices: desk.notices.filter((notice) => notice.id !== action.id) };
  }
}

function resume(desk: Desk, resumed: Resumed, now: number): Desk {
  const held = mine.resumed(desk.mine, resumed.conversations);
  const told = toldAvailability(desk, {
    available: resumed.available,
    capacity: resumed.capacity,
    disasterFirstAt: resumed.disasterFirstAt ?? null,
  });
  const gone = held.filter((one) => one.ended === 'elsewhere').map((one) => one.card.id);
  return {
    ...told,
    me: resumed.me,
    skew: Date.parse(resumed.now) - now,
    queue: resumed.queue ? queue.resumedQueue(desk.queue, resumed.queue, resumed.offers) : queue.wentAway(desk.queue),
    channelsAway: resumed.channelsAway,
    emergencies: resumed.emergencies,
    mine: held,
    outbox: gone.reduce(outbox.stranded, desk.outbox),
  };
}

/** When the gateway takes me out of the offers without my asking, I am told: sitting there unasked would be worse. */
function toldAvailability(desk: Desk, availability: Availability): Desk {
  const after = { ...desk, availability };
  return desk.availability.available && !availability.available ? notify(after, 'nowAway') : after;
}

function putAway(desk: Desk, id: string): Desk {
  const { [id]: _, ...drafts } = desk.drafts;
  return {
    ...desk,
    mine: mine.putAway(desk.mine, id),
    outbox: desk.outbox.filter((item) => item.conversationId !== id),
    drafts,
    selected: desk.selected === id ? null : desk.selected,
  };
}

function offerWent(desk: Desk, offerId: string, kind: NoticeKind | undefined): Desk {
  // Accepting an offer removes it here first; the gateway's own word for it then needs no notice.
  if (!queue.hasOffer(desk.queue, offerId)) return desk;
  const after = { ...desk, queue: queue.offerWent(desk.queue, offerId) };
  return kind ? notify(after, kind) : after;
}

function drop(desk: Desk, clientId: string, restore: boolean): Desk {
  const item = desk.outbox.find((other) => other.clientId === clientId);
  if (!item) return desk;
  const written = desk.drafts[item.conversationId] ?? '';
  const draft = restore ? [item.text, written].filter(Boolean).join('\n') : written;
  return {
    ...desk,
    outbox: outbox.drop(desk.outbox, clientId),
    drafts: { ...desk.drafts, [item.conversationId]: draft },
  };
}

function notify(desk: Desk, kind: NoticeKind): Desk {
  const others = desk.notices.filter((notice) => notice.kind !== kind);
  const id = 1 + Math.max(0, ...desk.notices.map((notice) => notice.id));
  return { ...desk, notices: [...others, { id, kind }] };
}

function withQueue(desk: Desk, after: QueueState): Desk {
  return after === desk.queue ? desk : { ...desk, queue: after };
}
