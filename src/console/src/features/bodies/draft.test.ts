import { expect, test } from 'vitest';
import { bodiesEn, bodiesJa } from '@/shared/text/bodies';
import { areaLines, emptyEntry, monthly, readAreas, toSend, weekly } from './draft';
import { anything, queryOf } from './Filters';
import { differences, reasonWords, rowsOf, ruleWords } from './words';

test('Areas are lines that come back as they were', () => {
  const areas = [{ code: '131016', name: '千代田区', tags: ['麹町中学校区'] }, { code: '130001' }];
  expect(readAreas(areaLines({ ...emptyEntry, areas }))).toEqual(areas);
  expect(readAreas(' 131016　千代田区 \n\n')).toEqual([{ code: '131016', name: '千代田区' }]);
});

test('Empty fields are sent as nothing', () => {
  const sent = toSend({
    ...emptyEntry,
    name: ' 窓口 ',
    phone: ' ',
    liaison: { name: '', email: '' },
    address: { city: '' },
  });
  expect(sent).toMatchObject({ name: '窓口', phone: null, liaison: null, address: null, country: 'JP' });
});

test('Hours are told in words of either language', () => {
  expect(ruleWords(weekly, bodiesJa)).toBe('月火水木金 09:00–17:00');
  expect(ruleWords(monthly, bodiesJa)).toBe('第3土曜 09:00–17:00');
  expect(ruleWords({ ...monthly, byDay: '-1FR', byMonthDay: '' }, bodiesJa)).toBe('最終金曜 09:00–17:00');
  expect(ruleWords(weekly, bodiesEn)).toBe('Mo, Tu, We, Th, Fr 09:00–17:00');
});

test('A reason is told with its time or number, and an unknown one is not told', () => {
  expect(reasonWords({ code: 'opens', good: false, at: '2026-11-24T23:30:00.000Z' }, bodiesJa, 'ja')).toBe(
    '11月25日(水) 8:30 から',
  );
  expect(reasonWords({ code: 'room', good: true, value: '2' }, bodiesJa, 'ja')).toBe('空き 2');
  expect(reasonWords({ code: 'kind', good: false }, bodiesEn, 'en')).toBe('Of another kind');
  expect(reasonWords({ code: 'toString', good: true }, bodiesJa, 'ja')).toBeNull();
});

test('A change shows only the lines that differ', () => {
  const before = { ...emptyEntry, name: '窓口', handoffEmail: 'a@example.jp' };
  const rows = [before, { ...before, handoffEmail: 'b@example.jp', alert: '休みます' }].map((entry) =>
    rowsOf(entry, bodiesJa, [], 'ja'),
  );
  expect(differences(rows[0] ?? [], rows[1] ?? []).map((one) => [one.field, one.before, one.after])).toEqual([
    ['alert', '', '休みます'],
    ['handoffEmail', 'a@example.jp', 'b@example.jp'],
  ]);
});

test('A code that is still being typed is not asked for', () => {
  expect(queryOf({ ...anything, area: '9920' }, 0).toString()).toBe('');
  expect(queryOf({ ...anything, area: '992011', now: true }, 200).toString()).toBe('area=992011&now=1&after=200');
});
