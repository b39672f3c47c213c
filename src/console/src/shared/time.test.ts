import { expect, test } from 'vitest';
import { en } from './text/en';
import { ja } from './text/ja';
import { ago, clockTime, dayName, duration, wholeDay } from './time';

test.each([
  [0, '1分未満', 'under a minute'],
  [-5000, '1分未満', 'under a minute'],
  [59_999, '1分未満', 'under a minute'],
  [60_000, '1分', '1 min'],
  [3_599_999, '59分', '59 min'],
  [3_600_000, '1時間', '1 h'],
  [3_900_000, '1時間5分', '1 h 5 min'],
])('%i ms is said as %s', (passed, japanese, english) => {
  expect(duration(passed, ja)).toBe(japanese);
  expect(duration(passed, en)).toBe(english);
});

test('A moment ago is not a number', () => {
  const at = '2026-11-21T02:00:00.000Z';
  expect(ago(at, Date.parse(at) + 30_000, ja)).toBe('たったいま');
  expect(ago(at, Date.parse(at) + 120_000, ja)).toBe('2分前');
});

test('Times are those of Japan', () => {
  expect(clockTime('2026-11-20T17:05:00.000Z', 'ja')).toBe('02:05');
  expect(dayName('2026-11-20T17:05:00.000Z', 'ja')).toBe('11月21日(土)');
  expect(wholeDay('2027-11-20T17:05:00.000Z', 'ja')).toBe('2027年11月21日');
  expect(wholeDay('2027-11-20T17:05:00.000Z', 'en')).toBe('21 November 2027');
});
