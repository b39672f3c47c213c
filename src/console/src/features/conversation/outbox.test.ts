import { describe, expect, test } from 'vitest';
import { confirmed, drop, failed, interrupted, nextToSend, type Outbox, put, sending, stranded } from './outbox';

const item = (clientId: string, conversationId = 'k') => ({ clientId, conversationId, text: clientId, at: '' });
const box = (...ids: string[]): Outbox => ids.reduce<Outbox>((now, id) => put(now, item(id)), []);

const states: [name: string, after: Outbox, states: string[]][] = [
  ['put', box('a'), ['waiting']],
  ['put twice', put(box('a'), item('a')), ['waiting']],
  ['on its way', sending(box('a'), 'a'), ['sending']],
  ['did not reach the server', failed(sending(box('a'), 'a'), 'a', 'unreachable'), ['waiting']],
  ['a failure of the server is tried again', failed(sending(box('a'), 'a'), 'a', 'records.busy'), ['waiting']],
  ['too long stays, with its words', failed(sending(box('a'), 'a'), 'a', 'message.too_long'), ['refused']],
  ['no longer mine', failed(sending(box('a'), 'a'), 'a', 'conversation.not_found'), ['refused']],
  ['the connection went', interrupted(sending(box('a', 'b'), 'a')), ['waiting', 'waiting']],
  ['the conversation ended', stranded(sending(box('a', 'b'), 'a'), 'k'), ['refused', 'refused']],
  [
    'it ended, and the answer never comes',
    failed(stranded(sending(box('a'), 'a'), 'k'), 'a', 'unreachable'),
    ['refused'],
  ],
  ['another conversation ended', stranded(box('a'), 'm'), ['waiting']],
  ['put away', drop(box('a', 'b'), 'a'), ['waiting']],
];

describe('What I send has one state at a time', () => {
  test.each(states)('%s', (_, after, expected) => {
    expect(after.map((one) => one.state)).toEqual(expected);
  });
});

const inTheAir = sending(box('a'), 'a');
const reasons: [name: string, after: Outbox, reason: string][] = [
  ['never left', stranded(box('a'), 'k'), 'conversation.ended'],
  ['still in the air', stranded(inTheAir, 'k'), 'conversation.ended_unsure'],
  ['cut off on its way', stranded(interrupted(inTheAir), 'k'), 'conversation.ended_unsure'],
  ['its answer lost', stranded(failed(inTheAir, 'a', 'unreachable'), 'k'), 'conversation.ended_unsure'],
  [
    'in the air, then refused',
    failed(stranded(inTheAir, 'k'), 'a', 'conversation.not_found'),
    'conversation.not_found',
  ],
  ['in the air, then lost', failed(stranded(inTheAir, 'k'), 'a', 'unreachable'), 'conversation.ended_unsure'],
  [
    'lost once, then refused',
    failed(sending(interrupted(inTheAir), 'a'), 'a', 'conversation.not_found'),
    'conversation.ended_unsure',
  ],
  ['too long was a no before', stranded(failed(inTheAir, 'a', 'message.too_long'), 'k'), 'message.too_long'],
];

test.each(reasons)('Only what never left is said not to have been sent: %s', (_, after, reason) => {
  expect(after).toMatchObject([{ state: 'refused', reason }]);
});

test('What may have been sent is confirmed by its entry after the end, too', () => {
  const entry = { number: 1, at: '', kind: 'message', author: 'counsellor' as const, clientId: 'a' };
  expect(confirmed(stranded(inTheAir, 'k'), [entry])).toEqual([]);
});

test('An entry with my client id confirms it, whichever way it came', () => {
  const entry = { number: 1, at: '', kind: 'message', author: 'counsellor' as const, clientId: 'a' };
  expect(confirmed(sending(box('a', 'b'), 'a'), [entry]).map((one) => one.clientId)).toEqual(['b']);
});

test('Messages of one conversation leave one at a time, in the order they were written', () => {
  const two = box('a', 'b');
  expect(nextToSend(two, 'k')?.clientId).toBe('a');
  expect(nextToSend(sending(two, 'a'), 'k')).toBeNull();
  expect(nextToSend(failed(sending(two, 'a'), 'a', 'message.too_long'), 'k')?.clientId).toBe('b');
});

test('A second conversation does not wait for the first', () => {
  const two = put(sending(box('a'), 'a'), item('m1', 'm'));
  expect(nextToSend(two, 'm')?.clientId).toBe('m1');
});

test('Every attempt keeps the same client id', () => {
  const again = sending(failed(sending(box('a'), 'a'), 'a', 'unreachable'), 'a');
  expect(again[0]).toMatchObject({ clientId: 'a', tries: 2 });
});
