import { expect, test } from 'vitest';
import { en } from './en';
import { ja } from './ja';

type Words = Record<string, unknown>;

/** Every leaf as a path; functions and strings are told apart. */
function leaves(words: Words, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leaves(value as Words, `${path}${key}.`)
      : [`${path}${key}: ${typeof value}`],
  );
}

function strings(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(strings) : [];
}

test('Both languages say the same things', () => {
  expect(leaves(en)).toEqual(leaves(ja));
});

test('No text is empty, shouts, or was left in the other language', () => {
  for (const words of [...strings(ja), ...strings(en)]) {
    expect(words.trim()).not.toBe('');
    expect(words).not.toMatch(/[!！]/);
  }
  expect(strings(en).filter((words) => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(words))).toEqual(
    [],
  );
});
