import { describe, expect, test } from 'vitest';
import type { Conversation, Entry } from '@/protocol/messages';
import {
  behind,
  changed,
  checked,
  digested,
  entriesCame,
  find,
  left,
  type Mine,
  personTypes,
  putAway,
  read,
  refused,
  resumed,
  unreadOf,
} from './mine';

const card = (id: string, more: Partial<Conversation> = {}): Conversation => ({
  id,
  label: `K-${id}`,
  channel: 'line',
  stage: 'talking',
  grade: 'unknown',
  openedAt: '',
  arrivedAt: '',
  takenAt: null,
  lastNumber: 0,
  seenNumber: 0,
  maxLength: 5000,
  ...more,
});
const said = (number: number): Entry => ({ number, at: '', kind: 'message', author: 'person', text: 'x' });
const two: Mine = resumed([], [card('1'), card('2')]);

test('Conversations keep the order in which they came', () => {
  const after = changed(changed(two, card('3')), card('1', { grade: 'high' }));
  expect(after.map((held) => held.card.id)).toEqual(['1', '2', '3']);
});

test('What the gateway no longer names after a reconnect has left my hands, and stays readable', () => {
  const after = resumed(entriesCame(two, '1', [said(1)]), [card('2')]);
  expect(find(after, '1')).toMatchObject({ ended: 'elsewhere', log: { last: 1 } });
  expect(find(after, '2')?.ended).toBeNull();
});

const held5: Mine = resumed([], [card('1', { fence: 5 })]);
const back = left(held5, '1', 'returned');
const over = changed(left(held5, '1', 'ended_by_person'), card('1', { fence: 5, stage: 'closed' }));
const lost = resumed(held5, []);
const returns: [name: string, after: Mine, ended: string | null, fence: number][] = [
  ['taken again', changed(back, card('1', { fence: 6 })), null, 6],
  ['taken again, told by the list', resumed(back, [card('1', { fence: 6 })]), null, 6],
  ['taken over from a partner', changed(back, card('1', { fence: 0, takenAt: '2036-12-31T15:00:00.000Z' })), null, 0],
  ['a late answer of the same taking', changed(back, card('1', { fence: 5 })), 'returned', 5],
  ['a late answer of an earlier taking', changed(back, card('1', { fence: 4 })), 'returned', 5],
  ['a late answer without a fence', changed(back, card('1')), 'returned', 5],
  ['a late answer after its closing', changed(over, card('1', { fence: 5 })), 'ended_by_person', 5],
  ['closed, when it only was no longer named', changed(lost, card('1', { fence: 5, stage: 'closed' })), 'closed', 5],
  ['named again, when it only was not named', resumed(lost, [card('1', { fence: 5 })]), null, 5],
  ['a late list of the same taking', resumed(back, [card('1', { fence: 5 })]), 'returned', 5],
];

test.each(returns)('An ended conversation opens only when it is taken again: %s', (_, after, ended, fence) => {
  expect(find(after, '1')).toMatchObject({ ended, card: { fence } });
});

test('A closed conversation that was never mine does not appear', () => {
  expect(changed([], card('1', { stage: 'closed' }))).toEqual([]);
});

describe('Missing entries are noticed', () => {
  test('by the card', () => {
    expect(behind(changed(two, card('1', { lastNumber: 4 }))).map((held) => held.card.id)).toEqual(['1']);
  });
  test('by the digest', () => {
    expect(behind(digested(two, { '2': 7, stranger: 3 })).map((held) => held.card.id)).toEqual(['2']);
  });
});

const closed = (number: number, reason: string): Entry => ({
  ...{ number, at: '', author: 'system', kind: 'stage', stage: 'closed', reason },
});
const gone = resumed(two, [card('2')]);
const unread2 = digested(two, { '1': 2 });
const endings: [name: string, after: Mine, ended: string | null, asks: boolean][] = [
  ['no longer named', gone, 'elsewhere', true],
  ['no longer named, its end read', entriesCame(gone, '1', [closed(1, 'silent')]), 'silent', true],
  ['its end read for a reason of later days', entriesCame(gone, '1', [closed(1, 'moved')]), 'closed', true],
  ['asked about and closed', checked(entriesCame(gone, '1', [closed(1, 'silent')]), '1'), 'silent', false],
  ['asked about and still mine', checked(gone, '1'), null, false],
  ['asked about and somebody else’s', refused(gone, '1'), 'elsewhere', false],
  ['left while entries are missing', left(unread2, '1', 'closed'), 'closed', true],
  ['left before its end was read', left(two, '1', 'ended_by_person'), 'ended_by_person', true],
  ['left after its end was read', left(entriesCame(two, '1', [closed(1, 'closed')]), '1', 'closed'), 'closed', false],
  ['given back', left(two, '1', 'returned'), 'returned', false],
  ['given back, what was missing is not mine', refused(left(unread2, '1', 'returned'), '1'), 'returned', false],
  ['not mine while catching up', refused(unread2, '1'), 'elsewhere', false],
  ['named again', resumed(refused(unread2, '1'), [card('1'), card('2')]), null, true],
];

test.each(endings)('An end is known by its reason, and read: %s', (_, after, ended, asks) => {
  expect(find(after, '1')?.ended).toBe(ended);
  expect(behind(after).map((held) => held.card.id)).toEqual(asks ? ['1'] : []);
});

test('A read mark never goes back', () => {
  const after = read(read(entriesCame(two, '1', [said(1), said(2), said(3)]), '1', 2), '1', 1);
  const held = find(after, '1');
  expect(held && unreadOf(held)).toBe(1);
});

test('Words of the person end their typing sign', () => {
  const typing = personTypes(two, '1', 1000);
  expect(find(typing, '1')?.typingUntil).toBeGreaterThan(1000);
  expect(find(entriesCame(typing, '1', [said(1)]), '1')?.typingUntil).toBe(0);
});

test('Only an ended conversation can be put away', () => {
  expect(putAway(two, '1')).toHaveLength(2);
  expect(putAway(left(two, '1', 'ended_by_person'), '1')).toHaveLength(1);
});

test('Of a partner’s person nothing stays on the screen when they leave it', () => {
  const mine = entriesCame(resumed([], [card('1', { guestOf: 'こもれび' })]), '1', [said(1)]);
  const after = find(left(mine, '1', 'returned'), '1');
  expect(after?.log.entries).toEqual([]);
  expect(after?.ended).toBe('guest_ended');
  expect(after?.check).toBe(false);
});

describe('Nothing of a partner’s person stays when their stay ended while nobody could tell me', () => {
  const guest = card('1', { guestOf: 'こもれび', lastNumber: 1 });
  const mine = entriesCame(resumed([], [guest]), '1', [said(1)]);
  const unnamed = resumed(mine, []);

  test('no longer named: wiped at once, and asked about', () => {
    expect(find(unnamed, '1')).toMatchObject({ log: { entries: [] }, ended: 'elsewhere', check: true });
    expect(find(resumed(unnamed, [guest]), '1')?.ended).toBeNull();
    expect(find(entriesCame(resumed(unnamed, [guest]), '1', [said(1)]), '1')?.log.last).toBe(1);
  });
  test('refused: over, and what comes late is not kept', () => {
    const after = entriesCame(refused(unnamed, '1'), '1', [said(1)]);
    expect(find(after, '1')).toMatchObject({ log: { entries: [], held: [] }, ended: 'guest_ended', check: false });
    expect(find(refused(mine, '1'), '1')?.log.entries).toEqual([]);
  });
  test('closed, by a card that does not say whose it was', () => {
    const after = left(changed(mine, card('1', { stage: 'closed' })), '1', 'closed');
    expect(find(after, '1')).toMatchObject({ log: { entries: [] }, ended: 'guest_ended', refused: true });
  });
});
