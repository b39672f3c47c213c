import { describe, expect, test } from 'vitest';
import type { Offer } from '@/protocol/messages';
import { emptyQueue, expire, grace, offerCame, offerWent, secondsLeft } from './model';

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

test('An offer whose end was never told goes by itself a little later', () => {
  expect(expire(one, start + 30_000)).toBe(one);
  expect(expire(one, start + 30_000 + grace).offers).toEqual([]);
});
