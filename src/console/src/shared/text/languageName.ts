import type { Language } from '@/shared/time';

/** The name of a language by its code. */
export function languageName(code: string, shownIn: Language): string {
  if (code === 'ja-simple') return 'やさしい日本語';
  try {
    return new Intl.DisplayNames([shownIn], { type: 'language' }).of(code) ?? code;
  } catch {
    // A newer gateway may know a code that this browser cannot read.
    return code;
  }
}
