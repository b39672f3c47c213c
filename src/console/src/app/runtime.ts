import type { EmergencyActs } from '@/features/emergency/EmergencyPane';
import { codeOf } from '@/protocol/failure';
import { openHub } from '@/protocol/hub';
import type { HubEvents, Link } from '@/protocol/link';
import type { Block, Emergency, Entry, Grade, GuestSummary, HandoffAsked, Outcome } from '@/protocol/messages';
import { newId } from '@/shared/newId';
import { createStore, type Store } from '@/shared/store';
import { Connection, type Standing } from './connection';
import { Courier } from './courier';
import { type Desk, type DeskAction, emptyDesk, type NoticeKind, reduceDesk } from './desk';
import { keep, kept } from './keep';

/** Why nobody could be taken, by the codes of the hub. */
const refusedTake: Partial<Record<string, NoticeKind>> = {
  'queue.full_hands': 'fullHands',
  'queue.wishes_wait': 'wishesWait',
};

export interface DeskStore extends Store<Desk, DeskAction> {
  /** From now on nothing of this desk is written to the browser. */
  release(): void;
}

export function createDeskStore(userName: string): DeskStore {
  const store = createStore(reduceDesk, { ...emptyDesk, ...kept(userName) });
  let { drafts, outbox, selected } = store.get();
  const release = store.subscribe(() => {
    const desk = store.get();
    if (desk.drafts === drafts && desk.outbox === outbox && desk.selected === selected) return;
    ({ drafts, outbox, selected } = desk);
    keep(userName, desk);
  });
  return { ...store, release };
}

/** The acts of a counsellor. Each shows its own outcome on the desk; the ones that answer a dialog reject on failure. */
export interface Acts extends EmergencyActs {
  take(): Promise<void>;
  answer(offerId: string, accept: boolean): Promise<void>;
  setAvailability(available: boolean, capacity: number): Promise<void>;
  /** People of a disaster first, or in the order for everybody. */
  setDisasterFirst(first: boolean): Promise<void>;
  send(id: string, text: string): void;
  close(id: string, outcome: Outcome): Promise<void>;
  giveBack(id: string): Promise<void>;
  /** 応援: a partner's person goes home with a note, or home is asked for a hand-off. */
  sendHome(id: string, parts: GuestSummary, later: boolean): Promise<void>;
  askHandoff(id: string, parts: Record<string, string>): Promise<void>;
  /** At home: what a partner asks, and what we do. */
  readHandoffAsked(id: string): Promise<HandoffAsked>;
  answerHandoffAsked(id: string, answer: string): Promise<void>;
  takeOverGuest(id: string): Promise<void>;
  fetchHome(id: string): Promise<void>;
  offerPage(id: string): Promise<void>;
  setAside(id: string): Promise<void>;
  blockPerson(id: string, hours: number, reason: string): Promise<void>;
  blocks(): Promise<Block[]>;
  liftBlock(blockId: string): Promise<void>;
  setGrade(id: string, grade: Grade, reason: string): Promise<void>;
  movePlace(id: string, forward: boolean, reason: string): Promise<void>;
  raiseAlarm(id: string, reason: string): Promise<void>;
  acknowledgeAlarm(emergencyId: string): Promise<void>;
  closedEmergencies(): Promise<Emergency[]>;
  emergencyTalk(emergencyId: string, number: number): Promise<Entry[]>;
  seen(id: string, number: number): void;
  typing(id: string): void;
  retryNow(): void;
}

export interface Runtime extends Acts {
  stop(): Promise<void>;
}

interface RuntimePlan {
  store: DeskStore;
  userName: string;
  standing(): Promise<Standing>;
  onRefused(standing: 'signedOut' | 'denied'): void;
  open?: (events: HubEvents) => Link;
}

/** The person's page shows "typing" for a while, so it is told at most this often; in milliseconds. */
const typingEvery = 3000;

/** What has happened, or carries a number of its own; the rest are whole pictures, which what is resumed replaces. */
const happenings: ReadonlySet<DeskAction['type']> = new Set([
  'entries',
  'offered',
  'offerWent',
  'conversation',
  'left',
  'emergency',
  'queue',
  'queueAway',
]);

/** Connects a desk to the gateway. Stop it when the desk is left. */
export function startRuntime({ store, userName, standing, onRefused, open = openHub }: RuntimePlan): Runtime {
  const { dispatch } = store;
  // What comes while the whole picture is being asked for may be newer than that picture: it is told once more after it.
  let early: DeskAction[] | null = null;
  const tell = (action: DeskAction) => {
    if (happenings.has(action.type)) early?.push(action);
    dispatch(action);
  };
  const events: HubEvents = {
    entries: (id, entries) => tell({ type: 'entries', id, entries }),
    offered: (offer) => tell({ type: 'offered', offer }),
    offerWithdrawn: (offerId, reason) =>
      tell(reason === 'declined' ? { type: 'offerWent', offerId } : { type: 'offerWent', offerId, notice: reason }),
    queueChanged: (summary) => tell({ type: 'queue', summary }),
    queueAway: () => tell({ type: 'queueAway' }),
    channelsAway: (channels) => tell({ type: 'channelsAway', channels }),
    digest: (digest) => tell({ type: 'digest', digest }),
    conversationChanged: (card) => tell({ type: 'conversation', card }),
    conversationLeft: (id, reason) => tell({ type: 'left', id, reason }),
    typing: (id) => tell({ type: 'typing', id, now: Date.now() }),
    availabilityChanged: (availability) => tell({ type: 'availabilityTold', availability }),
    emergencyChanged: (emergency) => tell({ type: 'emergency', emergency }),
    openEmergencies: (emergencies) => tell({ type: 'emergencies', emergencies }),
    checksWaiting: (number) => tell({ type: 'checks', number }),
    signedOut: () => void connection.stop().then(() => refuse('signedOut')),
    moving: () => void connection.move(),
    lost: () => connection.lost(),
  };
  const link = open(hearing(events, () => connection.heard()));
  const connection = new Connection({
    link,
    standing,
    onRefused: (why) => refuse(why),
    onState: (state) => dispatch({ type: 'link', link: state }),
    onConnecting: () => {
      early = [];
    },
    onResumed: (resumed) => {
      // Another tab may have signed somebody else in meanwhile; this desk's words are not theirs.
      if (resumed.me.userName !== userName) void connection.stop().then(() => refuse('signedOut'));
      else {
        dispatch({ type: 'resumed', resumed, now: Date.now() });
        // Where the queue could not be read meanwhile, a picture from before is an old one.
        for (const action of early ?? []) if (resumed.queue || action.type !== 'queue') dispatch(action);
        early = null;
      }
    },
  });
  const courier = new Courier(store, link);
  const refuse = (why: 'signedOut' | 'denied') => {
    courier.stop();
    onRefused(why);
  };
  const typed = new Map<string, number>();
  const notice = (kind: NoticeKind) => dispatch({ type: 'notice', kind });
  connection.start();

  return {
    async take() {
      try {
        const card = await link.takeNext();
        if (card) dispatch({ type: 'conversation', card, select: true });
        // Whoever rings at a colleague is seen waiting: to be told that nobody waits would be a riddle.
        else notice(store.get().queue.summary?.places.some((place) => place.offered) ? 'ringing' : 'nobody');
      } catch (failure) {
        notice(refusedTake[codeOf(failure)] ?? 'takeFailed');
      }
    },
    async answer(offerId, accept) {
      try {
        const card = await link.answerOffer(offerId, accept);
        dispatch({ type: 'offerWent', offerId });
        if (card) dispatch({ type: 'conversation', card, select: true });
      } catch (failure) {
        const gone = codeOf(failure) === 'offer.gone';
        if (gone) dispatch({ type: 'offerWent', offerId, notice: 'gone' });
        else notice(codeOf(failure) === 'queue.full_hands' ? 'fullHands' : 'answerFailed');
      }
    },
    async setAvailability(available, capacity) {
      const before = store.get().availability;
      dispatch({ type: 'availability', availability: { ...before, available, capacity } });
      try {
        dispatch({ type: 'availability', availability: await link.setAvailability(available, capacity) });
      } catch {
        dispatch({ type: 'availability', availability: before });
        notice('stateFailed');
      }
    },
    async setDisasterFirst(first) {
      try {
        dispatch({ type: 'availability', availability: await link.setDisasterFirst(first) });
      } catch {
        notice('stateFailed');
      }
    },
    send: (id, text) =>
      dispatch({
        type: 'put',
        item: { clientId: newId(), conversationId: id, text, at: new Date().toISOString() },
      }),
    async close(id, outcome) {
      await link.close(id, outcome);
      dispatch({ type: 'left', id, reason: 'closed' });
    },
    async giveBack(id) {
      await link.giveBack(id);
      dispatch({ type: 'left', id, reason: 'returned' });
    },
    async sendHome(id, parts, later) {
      await link.sendHome(id, parts, later);
      dispatch({ type: 'left', id, reason: 'returned' });
    },
    askHandoff: (id, parts) => link.askHandoff(id, parts),
    readHandoffAsked: (id) => link.readHandoffAsked(id),
    answerHandoffAsked: (id, answer) => link.answerHandoffAsked(id, answer),
    async takeOverGuest(id) {
      dispatch({ type: 'conversation', card: await link.takeOverGuest(id), select: true });
    },
    fetchHome: (id) => link.fetchHome(id),
    blockPerson: (id, hours, reason) => link.blockPerson(id, hours, reason),
    blocks: () => link.blocks(),
    liftBlock: (blockId) => link.liftBlock(blockId),
    setGrade: (id, grade, reason) => link.setGrade(id, grade, reason),
    movePlace: (id, forward, reason) => link.movePlace(id, forward, reason),
    raiseAlarm: (id, reason) => link.raiseAlarm(id, reason),
    acknowledgeAlarm: (id) => link.acknowledgeAlarm(id),
    readEmergency: (id) => link.readEmergency(id),
    closedEmergencies: () => link.closedEmergencies(),
    emergencyTalk: (id, number) => link.emergencyTalk(id, number),
    writeWorksheet: (id, revision, fields) => link.writeWorksheet(id, revision, fields),
    recordCall: (id, clientId, fields) => link.recordCall(id, clientId, fields),
    confirmCall: (id, number) => link.confirmCall(id, number),
    sendCard: (id, clientId) => link.sendCard(id, clientId),
    proposeClosing: (id, outcome, note) => link.proposeClosing(id, outcome, note),
    confirmClosing: (id, number) => link.confirmClosing(id, number),
    async offerPage(id) {
      try {
        await link.offerPage(id);
        notice('pageOffered');
      } catch (failure) {
        notice(codeOf(failure) === 'page.too_many' ? 'pageTooMany' : 'pageFailed');
      }
    },
    async setAside(id) {
      try {
        await link.setAside(id);
        dispatch({ type: 'left', id, reason: 'returned' });
      } catch (failure) {
        notice(codeOf(failure) === 'aside.not_now' ? 'asideNotNow' : 'asideFailed');
      }
    },
    seen(id, number) {
      dispatch({ type: 'seen', id, number });
      // A lost read mark is harmless: the next one says more.
      if (store.get().link === 'connected') link.seen(id, number).catch(() => {});
    },
    typing(id) {
      const now = Date.now();
      if (store.get().link !== 'connected' || now - (typed.get(id) ?? 0) < typingEvery) return;
      typed.set(id, now);
      link.typing(id).catch(() => {});
    },
    retryNow: connection.retryNow,
    async stop() {
      courier.stop();
      await connection.stop();
    },
  };
}

/** Every word from the gateway also proves that the socket is alive. */
function hearing(events: HubEvents, heard: () => void): HubEvents {
  const wrapped = Object.entries(events).map(([name, tell]) => [
    name,
    name === 'lost'
      ? tell
      : (...args: never[]) => {
          heard();
          (tell as (...args: never[]) => void)(...args);
        },
  ]);
  return Object.fromEntries(wrapped) as HubEvents;
}
