import { anEmergency } from '@/features/emergency/fakeEmergency';
import type { HubEvents, Link } from '@/protocol/link';
import type { Conversation, EmergencySheet, Entry, Resumed } from '@/protocol/messages';

/** A gateway of one conversation for tests: it keeps a log, answers by client id once, and can be cut off. */
export class FakeGateway {
  up = true;
  /** Half-open: nothing is answered, and nothing fails. */
  silent = false;
  entries: Entry[] = [];
  card: Conversation = {
    id: 'k',
    label: 'K-482',
    channel: 'line',
    stage: 'talking',
    grade: 'unknown',
    openedAt: '2026-11-21T01:00:00.000Z',
    arrivedAt: '2026-11-21T01:00:00.000Z',
    takenAt: '2026-11-21T01:20:00.000Z',
    lastNumber: 0,
    seenNumber: 0,
    maxLength: 100,
  };
  resumed: Partial<Resumed> = {};
  /** Happens after a whole picture was taken and before it arrives. */
  meanwhile: () => void = () => {};
  calls: string[] = [];
  /** The conversation went to somebody else: nothing of it may be read. */
  notMine = false;
  /** The next calls of this name fail after they took effect, as when the answer is lost on the way. */
  loseAnswersOf: string | null = null;
  events: HubEvents | null = null;

  readonly open = (events: HubEvents): Link => {
    this.events = events;
    return {
      connect: () => this.#answer('connect', () => undefined),
      settled: async () => {},
      disconnect: async () => {},
      resume: () => this.#answer('resume', () => this.#resume()),
      setAvailability: (available, capacity) => this.#answer('setAvailability', () => ({ available, capacity })),
      setDisasterFirst: (first) =>
        this.#answer('setDisasterFirst', () => ({
          available: true,
          capacity: 2,
          ...(first && { disasterFirstAt: this.card.openedAt }),
        })),
      takeNext: () => this.#answer('takeNext', () => null),
      answerOffer: () => this.#answer('answerOffer', () => null),
      send: (_, clientId, text) => this.#answer('send', () => this.#send(clientId, text)),
      entriesAfter: (_, number) => this.#answer('entriesAfter', () => this.#after(number)),
      close: () => this.#answer('close', () => undefined),
      giveBack: () => this.#answer('giveBack', () => undefined),
      sendHome: () => this.#answer('sendHome', () => undefined),
      askHandoff: () => this.#answer('askHandoff', () => undefined),
      readHandoffAsked: () =>
        this.#answer('readHandoffAsked', () => ({
          label: 'K-482',
          partner: '',
          by: '',
          at: this.card.openedAt,
          parts: {},
        })),
      answerHandoffAsked: () => this.#answer('answerHandoffAsked', () => undefined),
      takeOverGuest: () => this.#answer('takeOverGuest', () => this.card),
      fetchHome: () => this.#answer('fetchHome', () => undefined),
      blockPerson: () => this.#answer('blockPerson', () => undefined),
      blocks: () => this.#answer('blocks', () => []),
      liftBlock: () => this.#answer('liftBlock', () => undefined),
      setAside: () => this.#answer('setAside', () => undefined),
      offerPage: () => this.#answer('offerPage', () => undefined),
      setGrade: () => this.#answer('setGrade', () => undefined),
      movePlace: () => this.#answer('movePlace', () => undefined),
      raiseAlarm: () => this.#answer('raiseAlarm', () => undefined),
      acknowledgeAlarm: () => this.#answer('acknowledgeAlarm', () => undefined),
      readEmergency: () => this.#answer('readEmergency', () => this.sheet()),
      closedEmergencies: () => this.#answer('closedEmergencies', () => []),
      emergencyTalk: (_, number) => this.#answer('emergencyTalk', () => this.#after(number)),
      writeWorksheet: () => this.#answer('writeWorksheet', () => this.sheet()),
      recordCall: () => this.#answer('recordCall', () => undefined),
      confirmCall: () => this.#answer('confirmCall', () => undefined),
      sendCard: () => this.#answer('sendCard', () => undefined),
      proposeClosing: () => this.#answer('proposeClosing', () => undefined),
      confirmClosing: () => this.#answer('confirmClosing', () => undefined),
      seen: () => this.#answer('seen', () => undefined),
      typing: () => this.#answer('typing', () => undefined),
    };
  };

  /** The worksheet of an emergency that has just begun. */
  sheet(): EmergencySheet {
    return { emergency: anEmergency(), revision: 0, fields: {}, steps: [], card: '119', language: 'ja' };
  }

  say(text: string, more: Partial<Entry> = {}): Entry {
    const number = this.entries.length + 1;
    const entry: Entry = { number, at: '2026-11-21T02:00:00.000Z', kind: 'message', author: 'person', text, ...more };
    this.entries.push(entry);
    this.card = { ...this.card, lastNumber: number };
    return entry;
  }

  end(reason: string): Entry {
    return this.say('', { kind: 'stage', author: 'system', stage: 'closed', reason });
  }

  cut(): void {
    this.up = false;
    this.events?.lost();
  }

  #send(clientId: string, text: string): Entry {
    const known = this.entries.find((entry) => entry.clientId === clientId);
    return known ?? this.say(text, { author: 'counsellor', name: 'あおい', clientId, delivery: 'pending' });
  }

  #after(number: number): Entry[] {
    if (this.notMine) throw { code: 'conversation.not_found' };
    return this.entries.filter((one) => one.number > number).slice(0, 200);
  }

  #resume(): Resumed {
    return {
      me: {
        id: '1',
        userName: 'aoi',
        name: 'あおい',
        role: 'volunteer',
        organisation: 'k',
        organisationName: 'こもれび',
      },
      available: false,
      capacity: 2,
      conversations: [this.card],
      offers: [],
      queue: { readBy: 'n', reading: 1, waiting: 0, places: [], counsellorsPresent: 1, counsellorsAvailable: 0 },
      channelsAway: [],
      emergencies: [],
      now: new Date().toISOString(),
      ...this.resumed,
    };
  }

  async #answer<T>(name: string, take: () => T): Promise<T> {
    this.calls.push(name);
    if (this.silent) return new Promise(() => {});
    if (!this.up) throw { code: 'unreachable' };
    const answer = take();
    if (name === 'resume') this.meanwhile();
    if (this.loseAnswersOf === name) throw { code: 'unreachable' };
    return answer;
  }
}
