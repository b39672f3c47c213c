import { expect, test } from 'vitest';
import type { Hour } from '@/protocol/roster';
import { isPlain, usualRule } from './openHours';
import { rangesOf } from './ranges';
import { dayFromNow, span } from './times';

const nobody = (expected?: number): Hour => ({
  state: 'uncovered',
  people: 0,
  supervisors: 0,
  hands: 0,
  lacks: ['nobody'],
  ...(expected !== undefined && { expected }),
});
const lacking = (...lacks: Hour['lacks']): Hour => ({ ...nobody(), state: 'lacking', people: 1, lacks });

test('Hours side by side that lack the same are one', () => {
  expect(rangesOf([nobody(1), nobody(0.5), lacking('people'), nobody()], 'uncovered')).toEqual([
    { from: 0, to: 2, lacks: ['nobody'], expected: 1.5 },
    { from: 3, to: 4, lacks: ['nobody'], expected: null },
  ]);
  expect(rangesOf([lacking('people'), lacking('people', 'hands'), lacking('people')], 'lacking')).toHaveLength(3);
});

test('A shift is told by the clock of whoever reads it', () => {
  const shift = { beginsAt: '2026-11-23T22:00:00Z', endsAt: '2026-11-24T02:00:00Z' } as Parameters<typeof span>[0];
  expect(span(shift, 'Europe/Lisbon', 'ja')).toBe('11月23日(月) 22:00–02:00');
  expect(span(shift, 'Asia/Tokyo', 'ja')).toBe('11月24日(火) 07:00–11:00');
});

test('Days begin in Japan', () => {
  expect(dayFromNow(0, Date.parse('2026-11-22T15:30:00Z'))).toBe('2026-11-23');
});

test('Hours that the page cannot show are left alone', () => {
  expect(isPlain({ rules: [] })).toBe(true);
  expect(isPlain({ rules: [usualRule] })).toBe(true);
  expect(isPlain({ rules: [usualRule, usualRule] })).toBe(false);
  expect(isPlain({ rules: [usualRule], exceptions: [{ from: '2026-12-31' }] })).toBe(false);
  expect(isPlain({ rules: [{ ...usualRule, byDay: '3SA', freq: 'MONTHLY' }] })).toBe(false);
});
