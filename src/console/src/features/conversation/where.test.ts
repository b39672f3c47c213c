import { expect, test } from 'vitest';
import type { Entry } from '@/protocol/messages';
import type { Held } from './mine';
import { isOnPage } from './where';

const line = (number: number, stage: string) => ({ number, kind: 'stage', author: 'system', stage }) as Entry;
const held = (entries: Entry[], onPage?: boolean) =>
  ({ card: { onPage }, log: { entries } }) as unknown as Pick<Held, 'card' | 'log'>;

test.each([
  ['nothing was said of it', [], undefined, false],
  ['the card knows what was not read yet', [], true, true],
  ['went on on the page', [line(3, 'on_page')], false, true],
  ['and came back', [line(3, 'on_page'), line(7, 'off_page')], true, false],
  ['closing the page is not leaving it', [line(3, 'on_page'), line(5, 'page_closed')], false, true],
])('Where somebody is: %s', (_, entries, onPage, expected) => {
  expect(isOnPage(held(entries, onPage))).toBe(expected);
});
