import { describe, expect, it } from 'vitest';
import { languageOf } from './language';

describe("a person's language", () => {
  it.each([
    ['ja', null],
    [undefined, null],
    ['ja-simple', 'やさしい日本語'],
    ['vi', 'ベトナム語'],
    ['zh-Hant', '繁体中国語'],
    ['not a code', 'not a code'],
  ])('%s is shown as %s', (language, shown) => {
    expect(languageOf(language ? { language } : {}, 'ja')).toBe(shown);
  });

  it('is named in the language of the console', () => {
    expect(languageOf({ language: 'vi' }, 'en')).toBe('Vietnamese');
  });
});
