import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silenceLimit } from './connection';
import { FakeGateway } from './fakeLink';
import { createDeskStore, type DeskStore, type Runtime, startRuntime } from './runtime';

let gateway: FakeGateway;
let store: DeskStore;
let runtime: Runtime;
let refused: string[];
let standing: 'ok' | 'signedOut' | 'unreachable';

function start() {
  store = createDeskStore('aoi');
  runtime = startRuntime({
    store,
    userName: 'aoi',
    standing: () => (gateway.silent ? new Promise(() => {}) : Promise.resolve(standing)),
    onRefused: (why) => refused.push(why),
    open: gateway.open,
  });
}

const someone = { id: '2', userName: 'aoi', name: '', role: 'volunteer', organisation: 'k', organisationName: '' };
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const shown = () => store.get().mine[0]?.log.entries.map((entry) => entry.text);

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  gateway = new FakeGateway();
  refused = [];
  standing = 'ok';
});

afterEach(async () => {
  await runtime.stop();
  vi.useRealTimers();
});

test('After the first start everything said so far is there', async () => {
  gateway.say('こんばんは');
  gateway.say('眠れません');
  start();
  await pass(50);
  expect(store.get().link).toBe('connected');
  expect(shown()).toEqual(['こんばんは', '眠れません']);
});

test('A gateway that is not there yet is tried until it is', async () => {
  gateway.up = false;
  start();
  await pass(60_000);
  expect(store.get().link).toBe('starting');
  gateway.up = true;
  await pass(20_000);
  expect(store.get().link).toBe('connected');
});

test('What happens while the whole picture is on its way is not taken back by it', async () => {
  const rings = {
    offerId: 'o',
    conversationId: 'w',
    label: 'K-7',
    channel: 'line' as const,
    grade: 'high' as const,
    arrivedAt: new Date().toISOString(),
    returned: false,
    ringsUntil: new Date(Date.now() + 600_000).toISOString(),
  };
  gateway.meanwhile = () => {
    gateway.events?.queueChanged({
      readBy: 'n',
      reading: 2,
      waiting: 1,
      places: [],
      counsellorsPresent: 1,
      counsellorsAvailable: 1,
    });
    gateway.events?.offered(rings);
    gateway.events?.offered({ ...rings, offerId: 'p' });
    gateway.events?.offerWithdrawn('p', 'taken');
    gateway.events?.conversationChanged({ ...gateway.card, id: 'k2' });
  };
  start();
  await pass(50);
  expect(store.get().queue.summary?.waiting).toBe(1);
  expect(store.get().queue.offers.map((offer) => offer.offerId)).toEqual(['o']);
  expect(store.get().mine.map((one) => [one.card.id, one.ended])).toContainEqual(['k2', null]);
});

test('What was said while the connection was lost is read afterwards, once', async () => {
  gateway.say('一');
  start();
  await pass(50);
  gateway.cut();
  await pass(100);
  expect(store.get().link).toBe('reconnecting');
  gateway.say('二');
  gateway.up = true;
  await pass(20_000);
  expect(shown()).toEqual(['一', '二']);
});

const lastWords: [name: string, meanwhile: () => void, shown: number, ended: string][] = [
  [
    'the person left',
    () => {
      gateway.say('さようなら');
      gateway.end('ended_by_person');
    },
    3,
    'ended_by_person',
  ],
  ['it timed out', () => gateway.end('silent'), 2, 'silent'],
  [
    'more was said than one answer carries',
    () => {
      for (let n = 0; n < 450; n++) gateway.say(`${n}`);
      gateway.end('closed');
    },
    452,
    'closed',
  ],
  [
    'it went to somebody else',
    () => {
      gateway.say('ほかの相談員へ');
      gateway.notMine = true;
    },
    1,
    'elsewhere',
  ],
];

test.each(lastWords)('What ended while I was away is read to its end: %s', async (_, meanwhile, count, ended) => {
  gateway.say('一');
  start();
  await pass(50);
  gateway.cut();
  meanwhile();
  gateway.resumed = { conversations: [] };
  gateway.up = true;
  await pass(20_000);
  expect(shown()).toHaveLength(count);
  expect(store.get().mine[0]).toMatchObject({ ended, check: false });
  const reads = gateway.calls.filter((call) => call === 'entriesAfter').length;
  await pass(2_000);
  gateway.events?.digest({});
  await pass(5_000);
  expect(gateway.calls.filter((call) => call === 'entriesAfter')).toHaveLength(reads);
});

const inTheAir: [name: string, arrives: boolean, reason: string | undefined][] = [
  ['it had arrived', true, undefined],
  ['it had not', false, 'conversation.ended_unsure'],
];

test.each(inTheAir)('What was in the air when the conversation ended: %s', async (_, arrives, reason) => {
  start();
  await pass(50);
  if (arrives) gateway.loseAnswersOf = 'send';
  else gateway.up = false;
  runtime.send('k', '聞こえますか');
  await pass(50);
  gateway.loseAnswersOf = null;
  gateway.cut();
  gateway.end('ended_by_person');
  gateway.resumed = { conversations: [] };
  gateway.up = true;
  await pass(20_000);
  expect(store.get().mine[0]?.ended).toBe('ended_by_person');
  expect(store.get().outbox.map((item) => item.reason)).toEqual(reason ? [reason] : []);
  expect(gateway.calls.filter((call) => call === 'send')).toHaveLength(1);
});

test('What ended while catching up failed is read once it succeeds', async () => {
  start();
  await pass(50);
  gateway.loseAnswersOf = 'entriesAfter';
  gateway.say('最後に');
  gateway.events?.digest({ k: 1 });
  await pass(50);
  gateway.end('ended_by_person');
  gateway.events?.conversationLeft('k', 'ended_by_person');
  await pass(3000);
  expect(shown()).toEqual([]);
  gateway.loseAnswersOf = null;
  await pass(10_000);
  expect(shown()).toEqual(['最後に', '']);
});

test('A push that jumps over a number makes the console ask for the missing one', async () => {
  start();
  await pass(50);
  gateway.say('一');
  const second = gateway.say('二');
  gateway.events?.entries('k', [second]);
  await pass(50);
  expect(shown()).toEqual(['一', '二']);
});

test('A message written while offline leaves by itself, once, when the line is back', async () => {
  start();
  await pass(50);
  gateway.cut();
  runtime.send('k', 'ここにいます');
  await pass(5000);
  expect(store.get().outbox).toHaveLength(1);
  gateway.up = true;
  await pass(20_000);
  expect(store.get().outbox).toEqual([]);
  expect(shown()).toEqual(['ここにいます']);
});

test('A lost answer leads to the same message again, not to a second one', async () => {
  start();
  await pass(50);
  gateway.loseAnswersOf = 'send';
  runtime.send('k', '一度だけ');
  await pass(3000);
  gateway.loseAnswersOf = null;
  await pass(20_000);
  expect(gateway.calls.filter((call) => call === 'send').length).toBeGreaterThan(1);
  expect(gateway.entries).toHaveLength(1);
  expect(store.get().outbox).toEqual([]);
});

test('Nothing is sent before the conversation has caught up', async () => {
  gateway.say('一');
  gateway.loseAnswersOf = 'entriesAfter';
  start();
  await pass(50);
  runtime.send('k', '二');
  await pass(200);
  expect(gateway.calls).not.toContain('send');
  gateway.loseAnswersOf = null;
  await pass(20_000);
  expect(shown()).toEqual(['一', '二']);
});

test('A socket that has gone silent is replaced', async () => {
  start();
  await pass(50);
  const before = gateway.calls.filter((call) => call === 'resume').length;
  await pass(silenceLimit + 5000);
  expect(gateway.calls.filter((call) => call === 'resume').length).toBe(before + 1);
});

test('A desk whose network has gone silent says so within fifteen seconds, and tries on though nothing is answered', async () => {
  start();
  await pass(50);
  gateway.silent = true;
  await pass(15_000);
  expect(store.get().link).toBe('reconnecting');
  const before = gateway.calls.filter((call) => call === 'connect').length;
  await pass(40_000);
  expect(gateway.calls.filter((call) => call === 'connect').length).toBeGreaterThan(before + 1);
  gateway.silent = false;
  await pass(15_000);
  expect(store.get().link).toBe('connected');
});

test('Digests keep a quiet socket alive', async () => {
  start();
  await pass(50);
  for (let n = 0; n < 10; n++) {
    gateway.events?.digest({ k: 0 });
    await pass(5000);
  }
  expect(gateway.calls.filter((call) => call === 'resume')).toHaveLength(1);
});

test('An expired sign-in ends the loop and keeps draft and unsent words for the same user only', async () => {
  start();
  await pass(50);
  store.dispatch({ type: 'draft', id: 'k', text: '書きかけ' });
  standing = 'signedOut';
  gateway.cut();
  runtime.send('k', 'まだ送れていない');
  store.dispatch({ type: 'draft', id: 'k', text: '書きかけ' });
  await pass(5000);
  expect(refused).toEqual(['signedOut']);
  expect(createDeskStore('aoi').get()).toMatchObject({
    drafts: { k: '書きかけ' },
    outbox: [{ text: 'まだ送れていない', state: 'waiting' }],
  });
  expect(createDeskStore('midori').get().drafts).toEqual({});
  expect(sessionStorage.length).toBe(0);
});

test('A desk never goes on under another user’s sign-in', async () => {
  start();
  await pass(50);
  gateway.cut();
  gateway.say('一');
  gateway.resumed = { me: { ...someone, userName: 'midori' } };
  gateway.up = true;
  await pass(5000);
  expect(refused).toEqual(['signedOut']);
  expect(shown()).toEqual([]);
});

test('Being set to away by the gateway is said; my own choice is not', async () => {
  start();
  await pass(50);
  await runtime.setAvailability(true, 2);
  await runtime.setAvailability(false, 2);
  expect(store.get().notices).toEqual([]);
  await runtime.setAvailability(true, 2);
  gateway.events?.availabilityChanged({ available: false, capacity: 2 });
  expect(store.get().notices).toMatchObject([{ kind: 'nowAway' }]);
});

test('A gateway that is about to stop is left for another one, and the counsellor sees nothing of it', async () => {
  start();
  await pass(50);
  const states: string[] = [];
  const stop = store.subscribe(() => states.push(store.get().link));
  gateway.events?.moving();
  gateway.say('まだいますか');
  await pass(350);
  stop();
  expect(gateway.calls.filter((call) => call === 'connect')).toHaveLength(2);
  expect(new Set(states)).toEqual(new Set(['connected']));
  expect(shown()).toEqual(['まだいますか']);
});

test('When no other gateway is there the counsellor is told, and it goes on trying', async () => {
  start();
  await pass(50);
  gateway.up = false;
  gateway.events?.moving();
  await pass(1000);
  expect(store.get().link).toBe('reconnecting');
  gateway.up = true;
  await pass(5000);
  expect(store.get().link).toBe('connected');
});

test('Who presses for the next person while a colleague is called for them is not told that nobody waits', async () => {
  start();
  await pass(50);
  await runtime.take();
  expect(store.get().notices.map((notice) => notice.kind)).toEqual(['nobody']);
  const waits = {
    conversationId: 'w',
    label: 'K-7',
    channel: 'line' as const,
    grade: 'low' as const,
    arrivedAt: new Date().toISOString(),
    offered: true,
    returned: false,
    moved: false,
    overdueAt: new Date().toISOString(),
  };
  const counts = { counsellorsPresent: 2, counsellorsAvailable: 1 };
  gateway.events?.queueChanged({ readBy: 'n', reading: 2, waiting: 1, places: [waits], ...counts });
  await runtime.take();
  expect(store.get().notices.map((notice) => notice.kind)).toEqual(['nobody', 'ringing']);
});
