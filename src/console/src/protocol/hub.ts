import { HttpTransportType, type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { failureOf } from './failure';
import type { HubEvents, Link } from './link';
import type {
  Availability,
  Channel,
  Conversation,
  Digest,
  Emergency,
  Entry,
  LeftReason,
  Offer,
  QueueSummary,
  WithdrawnReason,
} from './messages';

/**
 * The one SignalR client. It goes straight to WebSockets: without a negotiation any node behind a load balancer may
 * answer. It does not reconnect by itself, because one loop (see `app/connection.ts`) covers the first start too; each
 * attempt is a socket of its own, so that one which hangs holds up nothing.
 */
export function openHub(events: HubEvents, make: () => HubConnection = makeHub): Link {
  let hub = make();

  const underWay = new Set<Promise<unknown>>();
  let held: Promise<void> | null = null;
  let release = () => {};
  async function call<T>(method: string, ...args: unknown[]): Promise<T> {
    if (held) await held;
    const answer = hub.invoke<T>(method, ...args);
    underWay.add(answer);
    try {
      return await answer;
    } catch (error) {
      throw failureOf(error);
    } finally {
      underWay.delete(answer);
    }
  }

  return {
    async connect() {
      const mine = make();
      hub = mine;
      listen(
        mine,
        passing(events, () => hub === mine),
      );
      try {
        await mine.start();
      } finally {
        release();
        held = null;
      }
    },
    async settled(atMost) {
      held ??= new Promise<void>((resolve) => {
        release = resolve;
      });
      const patience = new Promise((resolve) => setTimeout(resolve, atMost));
      await Promise.race([Promise.allSettled(underWay), patience]);
    },
    async disconnect() {
      const old = hub;
      hub = make();
      // Not waited for: it would end only after it has opened, which on a half-open network it never does.
      old.stop().catch(() => {});
    },
    resume: () => call('Resume'),
    setAvailability: (available, capacity) => call('SetAvailability', available, capacity),
    setDisasterFirst: (first) => call('SetDisasterFirst', first),
    takeNext: () => call('TakeNext'),
    answerOffer: (offerId, accept) => call('AnswerOffer', offerId, accept),
    send: (conversationId, clientId, text) => call('Send', conversationId, clientId, text),
    entriesAfter: (conversationId, number) => call('EntriesAfter', conversationId, number),
    close: (conversationId, outcome) => call('Close', conversationId, outcome),
    giveBack: (conversationId) => call('Return', conversationId),
    sendHome: (conversationId, parts, later) => call('SendHome', conversationId, parts, later),
    askHandoff: (conversationId, parts) => call('AskHandoff', conversationId, parts),
    readHandoffAsked: (conversationId) => call('ReadHandoffAsked', conversationId),
    answerHandoffAsked: (conversationId, answer) => call('AnswerHandoffAsked', conversationId, answer),
    takeOverGuest: (conversationId) => call('TakeOverGuest', conversationId),
    fetchHome: (conversationId) => call('FetchHome', conversationId),
    setAside: (conversationId) => call('SetAside', conversationId),
    blockPerson: (conversationId, hours, reason) => call('BlockPerson', conversationId, hours, reason),
    blocks: () => call('Blocks'),
    liftBlock: (blockId) => call('LiftBlock', blockId),
    offerPage: (conversationId) => call('OfferPage', conversationId),
    setGrade: (conversationId, grade, reason) => call('SetGrade', conversationId, grade, reason),
    movePlace: (conversationId, forward, reason) => call('MovePlace', conversationId, forward, reason),
    raiseAlarm: (conversationId, reason) => call('RaiseAlarm', conversationId, reason),
    acknowledgeAlarm: (emergencyId) => call('AcknowledgeAlarm', emergencyId),
    readEmergency: (emergencyId) => call('ReadEmergency', emergencyId),
    closedEmergencies: () => call('ClosedEmergencies'),
    emergencyTalk: (emergencyId, number) => call('EmergencyTalk', emergencyId, number),
    writeWorksheet: (emergencyId, revision, fields) => call('WriteWorksheet', emergencyId, revision, fields),
    recordCall: (emergencyId, clientId, fields) => call('RecordCall', emergencyId, clientId, fields),
    confirmCall: (emergencyId, number) => call('ConfirmCall', emergencyId, number),
    sendCard: (emergencyId, clientId) => call('SendCard', emergencyId, clientId),
    proposeClosing: (emergencyId, outcome, note) => call('ProposeClosing', emergencyId, outcome, note),
    confirmClosing: (emergencyId, number) => call('ConfirmClosing', emergencyId, number),
    seen: (conversationId, number) => call('Seen', conversationId, number),
    typing: (conversationId) => call('Typing', conversationId),
  };
}

function makeHub(): HubConnection {
  const hub = new HubConnectionBuilder()
    .withUrl('/hubs/console', { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .build();
  hub.serverTimeoutInMilliseconds = 30_000;
  return hub;
}

/** What an abandoned socket still says, and that it has ended, is nobody's any more. */
function passing(events: HubEvents, isCurrent: () => boolean): HubEvents {
  const all = Object.entries(events).map(([name, tell]) => [
    name,
    (...args: never[]) => {
      if (isCurrent()) (tell as (...args: never[]) => void)(...args);
    },
  ]);
  return Object.fromEntries(all) as HubEvents;
}

function listen(hub: HubConnection, events: HubEvents) {
  hub.onclose(() => events.lost());
  hub.on('Entries', (id: string, entries: Entry[]) => events.entries(id, entries));
  hub.on('Offered', (offer: Offer) => events.offered(offer));
  hub.on('OfferWithdrawn', (id: string, reason: WithdrawnReason) => events.offerWithdrawn(id, reason));
  hub.on('QueueChanged', (summary: QueueSummary) => events.queueChanged(summary));
  hub.on('QueueAway', () => events.queueAway());
  hub.on('ChannelsAway', (channels: Channel[]) => events.channelsAway(channels));
  hub.on('Digest', (digest: Digest) => events.digest(digest));
  hub.on('ConversationChanged', (conversation: Conversation) => events.conversationChanged(conversation));
  hub.on('ConversationLeft', (id: string, reason: LeftReason) => events.conversationLeft(id, reason));
  hub.on('Typing', (id: string) => events.typing(id));
  hub.on('AvailabilityChanged', (availability: Availability) => events.availabilityChanged(availability));
  hub.on('EmergencyChanged', (emergency: Emergency) => events.emergencyChanged(emergency));
  hub.on('OpenEmergencies', (emergencies: Emergency[]) => events.openEmergencies(emergencies));
  hub.on('ChecksWaiting', (number: number) => events.checksWaiting(number));
  hub.on('Moving', () => events.moving());
  hub.on('SignedOut', (reason: string) => events.signedOut(reason));
}
