import { describe, expect, it } from 'vitest';
import { moneyOf } from './money';

describe('an amount of money', () => {
  it('is written as its readers write it', () => {
    expect(moneyOf(17.6, 'JPY', 'ja')).toBe('￥17.6');
    expect(moneyOf(18, 'JPY', 'ja')).toBe('￥18');
    expect(moneyOf(17.6, 'JPY', 'en')).toBe('JP¥17.6');
    expect(moneyOf(0.0079 * 3, 'USD', 'en')).toBe('US$0.02');
  });

  it('keeps the letters of a currency that nobody knows', () => {
    expect(moneyOf(2, 'XQQ', 'en')).toContain('XQQ');
  });
});
