import type { Conversation } from '@/protocol/messages';
import type { Language } from '@/shared/time';

/** The name of a person's language, where it is not plain Japanese; nothing else needs to be said. */
export function languageOf(card: Pick<Conversation, 'language'>, shownIn: Language): string | null {
  if (!card.language || card.language === 'ja') return null;
  if (card.language === 'ja-simple') return 'やさしい日本語';
  try {
    return new Intl.DisplayNames([shownIn], { type: 'language' }).of(card.language) ?? card.language;
  } catch {
    // A newer gateway may know a code that this browser cannot read.
    return card.language;
  }
}
