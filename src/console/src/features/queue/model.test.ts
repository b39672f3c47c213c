import { describe, expect, test } from 'vitest';
import type { Offer, QueueSummary } from '@/protocol/messages';
import { emptyQueue, expire, grace, offerCame, offerWent, secondsLeft, summaryCame, wentAway } from './model';

const start = Date.UTC(2026, 10, 21, 2);
const offer = (offerId: string, seconds = 30): Offer => ({
  offerId,
  conversationId: offerId,
  label: 'K-482',
  channel: 'line',
  grade: 'unknown',
  arrivedAt: new Date(start).toISOString(),
  returned: false,
  ringsUntil: new Date(start + seconds * 1000).toISOString(),
});
const one = offerCame(emptyQueue, offer('a'));

test('The same offer told twice rings once', () => {
  expect(offerCame(one, offer('a')).offers).toHaveLength(1);
});

test('An offer that went is gone, and a stranger changes nothing', () => {
  expect(offerWent(one, 'a').offers).toEqual([]);
  expect(offerWent(one, 'b')).toBe(one);
});

describe('The countdown follows the gateway’s clock', () => {
  test.each([
    [0, 30],
    [500, 30],
    [29_001, 1],
    [30_000, 0],
    [90_000, 0],
  ])('after %i ms there are %i seconds left', (passed, left) => {
    expect(secondsLeft(offer('a'), start + passed)).toBe(left);
  });
});

describe('Of two pictures of the queue the newer one is shown, in whichever order they come', () => {
  const picture = (readBy: string, reading: number, waiting: number): QueueSummary => ({
    readBy,
    reading,
    waiting,
    places: [],
    counsellorsPresent: 1,
    counsellorsAvailable: 1,
  });
  test.each([
    ['in order', picture('n', 1, 0), picture('n', 2, 1), 1],
    ['overtaken', picture('n', 2, 1), picture('n', 1, 0), 1],
    ['another gateway, which counts anew', picture('n', 90, 0), picture('m', 1, 1), 1],
  ])('%s', (_, first, second, waiting) => {
    expect(summaryCame(summaryCame(emptyQueue, first), second).summary?.waiting).toBe(waiting);
  });

  test('also when it was away in between', () => {
    const away = wentAway(summaryCame(emptyQueue, picture('n', 2, 1)));
    expect(summaryCame(away, picture('n', 1, 0)).away).toBe(true);
    expect(summaryCame(away, picture('n', 3, 0)).away).toBe(false);
  });
});

test('An offer whose end was never told goes by itself a little later', () => {
  expect(expire(one, start + 30_000)).toBe(one);
  expect(expire(one, start + 30_000 + grace).offers).toEqual([]);
});
