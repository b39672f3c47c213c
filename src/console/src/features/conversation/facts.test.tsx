import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Entry } from '@/protocol/messages';
import { dictionaries } from '@/shared/text/TextContext';
import { FactsCard } from './FactsCard';
import { factsOf, inWords } from './facts';

afterEach(cleanup);

const told = (number: number, facts: Record<string, string>): Entry => ({
  number,
  at: '2026-11-21T02:00:00.000Z',
  kind: 'facts',
  author: 'bot',
  text: null,
  facts,
});

test('The newest word on each fact holds, in the order in which it matters', () => {
  const facts = factsOf([
    told(3, { notice: '2026-11-21 accepted', age: '20s' }),
    told(5, { who: 'friend' }),
    told(7, { safeContact: 'seen', age: '30s', area: '27' }),
  ]);
  expect(inWords(facts, dictionaries.ja, 'ja').map(({ label, value, warns }) => [label, value, warns])).toEqual([
    ['返事の届けかた', '人に見られるかもしれない', true],
    ['だれのこと', '友だちのこと', false],
    ['年代', '30代', false],
    ['地域', '大阪府', false],
  ]);
  expect(inWords(facts, dictionaries.en, 'en').map(({ value }) => value)).toContain('Osaka');
});

test('What another bot calls by its own names stands as it is', () => {
  const facts = factsOf([told(1, { constructor: 'x', topics: 'toString', pet: '犬' })]);
  expect(inWords(facts, dictionaries.ja, 'ja').map(({ label, value }) => `${label}: ${value}`)).toEqual([
    '話題: toString',
    'constructor: x',
    'pet: 犬',
  ]);
});

test('Whoever told nothing has no card', () => {
  expect(render(<FactsCard entries={[told(1, { notice: '2026-11-21' })]} />).container.innerHTML).toBe('');
});

test('The card names what was told', () => {
  render(<FactsCard entries={[told(1, { who: 'self' })]} />);
  expect(screen.getByRole('region', { name: '本人が案内で伝えたこと' }).textContent).toContain('自分のこと');
});
