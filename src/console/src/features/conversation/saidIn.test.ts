import { expect, test } from 'vitest';
import type { Entry } from '@/protocol/messages';
import { ja } from '@/shared/text/ja';
import { wordsOf } from './saidIn';

const rows: [name: string, entry: Partial<Entry>, words: string][] = [
  ['a text', { kind: 'message', text: 'こんばんは' }, 'こんばんは'],
  ['an empty text', { kind: 'message', text: null }, ''],
  ['a sticker that says something', { kind: 'unknown', what: 'sticker', text: 'つらい' }, '（スタンプ）つらい'],
  ['a sticker that says nothing', { kind: 'unknown', what: 'sticker' }, '（スタンプ）'],
  ['something of tomorrow', { kind: 'unknown', what: 'hologram' }, '（ここでは表示できないもの）'],
  ['a name that every object has', { kind: 'unknown', what: 'constructor' }, '（ここでは表示できないもの）'],
  ['taken back', { kind: 'withdrawn' }, '（本人が取り消したメッセージ）'],
];

test.each(rows)('On one line: %s', (_, entry, words) => {
  const whole: Entry = { number: 1, at: '2026-11-21T02:00:00.000Z', kind: 'message', author: 'person', ...entry };
  expect(wordsOf(whole, ja)).toBe(words);
});
