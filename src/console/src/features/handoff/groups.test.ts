import { describe, expect, it } from 'vitest';
import type { SheetField } from '@/protocol/sheets';
import { groupOf, isSame, linesOf } from './groups';

const field = (key: string, part: string): SheetField => ({ key, part, ja: key, en: key, form: 'text' });

describe('the parts of a sheet on the screen', () => {
  it('puts the support that is thought of apart from what the person wishes', () => {
    expect(groupOf(field('wishes', 'H'))).toBe('wishes');
    expect(groupOf(field('proposedSupport', 'H'))).toBe('support');
    expect(groupOf(field('situation.facts', 'F'))).toBe('situation');
    expect(groupOf(field('guardianContactAllowed', 'D'))).toBe('person');
    expect(groupOf(field('sender.name', 'B'))).toBe('sender');
  });

  it('takes nothing written for nothing changed', () => {
    expect(isSame('', undefined)).toBe(true);
    expect(isSame([], null)).toBe(true);
    expect(isSame(['a'], ['a'])).toBe(true);
    expect(isSame('a', 'b')).toBe(false);
  });

  it('reads a list line by line', () => {
    expect(linesOf(' 生活保護 \n\n 民生委員')).toEqual(['生活保護', '民生委員']);
  });
});
