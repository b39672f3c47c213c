import { describe, expect, test } from 'vitest';
import type { Entry } from '@/protocol/messages';
import { readingOrder, rowsOf } from './reading';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 2, minute)).toISOString();
const person = (number: number, sentMinute?: number): Entry => ({
  number,
  at: at(number),
  kind: 'message',
  author: 'person',
  text: `#${number}`,
  ...(sentMinute === undefined ? {} : { sentAt: at(sentMinute) }),
});
const counsellor = (number: number, more: Partial<Entry> = {}): Entry => ({
  number,
  at: at(number),
  kind: 'message',
  author: 'counsellor',
  name: 'あおい',
  text: `#${number}`,
  ...more,
});

const orders: [name: string, entries: Entry[], read: number[]][] = [
  ['by number', [person(1, 1), counsellor(2), person(3, 3)], [1, 2, 3]],
  ['without provider times, by number', [person(1), person(2), person(3)], [1, 2, 3]],
  ['delivered late, read before the later one', [person(1, 1), person(2, 5), person(3, 3)], [1, 3, 2]],
  ['late past an answer', [person(1, 1), person(2, 5), counsellor(3), person(4, 3)], [1, 4, 2, 3]],
  ['later than everything before it', [person(1, 5), person(2, 6)], [1, 2]],
  ['the same moment keeps the number', [person(1, 5), person(2, 5)], [1, 2]],
  ['two late ones keep their own order', [person(1, 9), person(2, 3), person(3, 4)], [2, 3, 1]],
  ['a counsellor is never moved', [person(1, 9), counsellor(2, { sentAt: at(1) })], [1, 2]],
];

describe('What was delivered late is read where it was said', () => {
  test.each(orders)('%s', (_, entries, read) => {
    expect(readingOrder(entries).map((entry) => entry.number)).toEqual(read);
  });
});

const day = (time: string) => time.slice(0, 10);

test('A delivery entry changes the state of the bubble it speaks of and makes no bubble', () => {
  const rows = rowsOf(
    [
      counsellor(1, { delivery: 'pending' }),
      counsellor(2, { kind: 'delivery', author: 'system', of: 1, delivery: 'sent' }),
      counsellor(3, { kind: 'delivery', author: 'system', of: 1, delivery: 'uncertain', reason: 'timeout' }),
    ],
    day,
  );
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatchObject({ type: 'bubble', delivery: 'uncertain', reason: 'timeout' });
});

test('An attachment stands as its newest entry says, under the id of its own entry', () => {
  const sent: Entry = { ...person(1), kind: 'unknown', what: 'image', attachment: { state: 'waiting', id: 'a1' } };
  const here: Entry = {
    ...counsellor(2, { kind: 'attachment', author: 'system', of: 1 }),
    attachment: { state: 'here', type: 'image/jpeg', size: 9, width: 3, height: 3 },
  };
  expect(rowsOf([sent], day)[1]).toMatchObject({ attachment: { state: 'waiting', id: 'a1' } });
  const rows = rowsOf([sent, here], day);
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatchObject({ attachment: { state: 'here', id: 'a1', type: 'image/jpeg', size: 9 } });
});

test('An answer shows what it answers, also what was taken back, and says when that is not here', () => {
  const rows = rowsOf(
    [counsellor(1), { ...person(2), quotes: 1 }, { ...person(3), quotes: 0 }, { ...person(4), quotes: 9 }, person(5)],
    day,
  ).slice(1);
  expect(
    rows.map((row) =>
      row.type === 'bubble' && row.quoted === 'gone'
        ? 'gone'
        : row.type === 'bubble'
          ? (row.quoted as Entry | null)?.number
          : null,
    ),
  ).toEqual([undefined, 1, 'gone', 'gone', undefined]);
});

test('Kinds nobody knows are ignored', () => {
  expect(rowsOf([counsellor(1, { kind: 'hologram' })], day)).toEqual([]);
});

const whats: [what: string | null, rows: string[]][] = [
  ['sticker', ['day', 'bubble']],
  ['image', ['day', 'bubble']],
  ['location', ['day', 'bubble']],
  ['?', ['day', 'bubble']],
  [null, ['day', 'bubble']],
  ['something_of_later_days', ['day', 'bubble']],
  ['follow', ['day', 'event']],
  ['unfollow', ['day', 'event']],
  ['unsend', ['day', 'event']],
  ['postback', ['day', 'event']],
  ['beacon', []],
  ['videoPlayComplete', []],
  ['botSuspended', []],
];

test.each(whats)('What came and is no text is a bubble when somebody said it: %s', (what, expected) => {
  const rows = rowsOf([{ ...person(1), kind: 'unknown', text: null, what }], day);
  expect(rows.map((row) => row.type)).toEqual(expected);
});

test('A quiet line never moves what the person said', () => {
  const follow: Entry = { ...person(1, 5), kind: 'unknown', what: 'follow' };
  expect(rowsOf([follow, person(2, 6)], day).map((row) => row.type)).toEqual(['day', 'event', 'bubble']);
});

test('A new day has a line of its own', () => {
  const next = { ...person(2), at: '2026-11-22T02:00:00.000Z' };
  expect(rowsOf([person(1), next], day).map((row) => row.type)).toEqual(['day', 'bubble', 'day', 'bubble']);
});

test('The same voice within minutes is not named again; a stage line starts anew', () => {
  const stage: Entry = { number: 3, at: at(3), kind: 'stage', author: 'system', stage: 'taken' };
  const rows = rowsOf([person(1), person(2), stage, person(4), person(30)], day);
  expect(rows.flatMap((row) => (row.type === 'bubble' ? [row.continued] : []))).toEqual([false, true, false, false]);
});
