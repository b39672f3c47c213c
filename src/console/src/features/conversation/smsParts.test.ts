import { describe, expect, it } from 'vitest';
import { smsParts } from './smsParts';
import cases from './smsParts.cases.json';

describe('the parts of an SMS', () => {
  it.each(cases)('$about', ({ text, times, parts }) => {
    expect(smsParts(text.repeat(times))).toBe(parts);
  });
});
