import { describe, expect, test } from 'vitest';
import type { Entry } from '@/protocol/messages';
import { emptyLog, heard, isBehind, isBlocked, merge, unread } from './log';

const entry = (number: number, more: Partial<Entry> = {}): Entry => ({
  number,
  at: '2026-11-21T02:00:00.000Z',
  kind: 'message',
  author: 'person',
  text: `#${number}`,
  ...more,
});

const arrivals: [name: string, batches: number[][], shown: number[], held: number[], behind: boolean][] = [
  ['in order', [[1, 2], [3]], [1, 2, 3], [], false],
  ['the same number twice', [[1, 2], [2], [1, 2, 3]], [1, 2, 3], [], false],
  ['the same number twice in one batch', [[1, 1, 2]], [1, 2], [], false],
  ['out of order in one batch', [[3, 1, 2]], [1, 2, 3], [], false],
  ['a gap holds what comes after it', [[1], [4, 3]], [1], [3, 4], true],
  ['a filled gap lets the rest in', [[1], [4, 3], [2]], [1, 2, 3, 4], [], false],
  ['two gaps, one filled', [[1], [3], [5], [2]], [1, 2, 3], [5], true],
  ['nothing at all', [[]], [], [], false],
];

describe('Entries are shown once and without a gap', () => {
  test.each(arrivals)('%s', (_, batches, shown, held, behind) => {
    const log = batches.reduce(
      (now, batch) =>
        merge(
          now,
          batch.map((n) => entry(n)),
        ),
      emptyLog,
    );
    expect(log.entries.map((one) => one.number)).toEqual(shown);
    expect(log.held.map((one) => one.number)).toEqual(held);
    expect(log.last).toBe(shown.at(-1) ?? 0);
    expect(isBehind(log)).toBe(behind);
  });
});

test('A digest with a larger number means that something is missing', () => {
  const log = heard(merge(emptyLog, [entry(1)]), 3);
  expect(isBehind(log)).toBe(true);
  expect(isBehind(merge(log, [entry(2), entry(3)]))).toBe(false);
});

test('A digest that tells nothing new changes nothing', () => {
  const log = merge(emptyLog, [entry(1), entry(2)]);
  expect(heard(log, 1)).toBe(log);
});

test('Entries that are already known leave the log itself unchanged', () => {
  const log = merge(emptyLog, [entry(1)]);
  expect(merge(log, [entry(1)])).toBe(log);
});

const marks: [name: string, entries: Entry[], seen: number, count: number][] = [
  ['all read', [entry(1), entry(2)], 2, 0],
  ['two of the person', [entry(1), entry(2), entry(3)], 1, 2],
  ['stickers count', [entry(1, { kind: 'unknown' })], 0, 1],
  ['what a phone did does not', [entry(1, { kind: 'unknown', what: 'follow' })], 0, 0],
  ['my own and stage lines do not', [entry(1, { author: 'counsellor' }), entry(2, { kind: 'stage' })], 0, 0],
  ['a mark beyond the log', [entry(1)], 9, 0],
];

test.each(marks)('Unread counts what the person said after the mark: %s', (_, entries, seen, count) => {
  expect(unread(merge(emptyLog, entries), seen)).toBe(count);
});

const unsend = (number: number, of: number): Entry =>
  entry(number, { kind: 'unknown', author: 'system', what: 'unsend', of, text: null });

const withdrawals: [name: string, batches: Entry[][]][] = [
  ['after it was shown', [[entry(1), entry(2)], [unsend(3, 1)]]],
  ['together with it', [[entry(1), entry(2), unsend(3, 1)]]],
  ['while a gap holds it', [[entry(1)], [unsend(3, 1)], [entry(2)]]],
  ['while a gap holds both', [[unsend(3, 1)], [entry(2)], [entry(1)]]],
];

test.each(withdrawals)('What the person took back is gone: %s', (_, batches) => {
  const log = batches.reduce(merge, emptyLog);
  expect(log.entries.map((one) => [one.number, one.kind, one.text])).toEqual([
    [1, 'withdrawn', null],
    [2, 'message', '#2'],
    [3, 'unknown', null],
  ]);
});

const phone = (number: number, what: string): Entry => entry(number, { kind: 'unknown', author: 'system', what });

const blocks: [name: string, entries: Entry[], blocked: boolean][] = [
  ['nothing happened', [entry(1)], false],
  ['blocked', [entry(1), phone(2, 'unfollow')], true],
  ['we wrote on', [entry(1), phone(2, 'unfollow'), entry(3, { author: 'counsellor' })], true],
  ['unblocked', [phone(1, 'unfollow'), phone(2, 'unblocked')], false],
  ['added again', [phone(1, 'unfollow'), phone(2, 'follow')], false],
  ['wrote again', [phone(1, 'unfollow'), entry(2)], false],
];

test.each(blocks)('Whether words arrive: %s', (_, entries, blocked) => {
  expect(isBlocked(merge(emptyLog, entries))).toBe(blocked);
});
