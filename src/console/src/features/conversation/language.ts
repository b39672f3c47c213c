import type { Conversation } from '@/protocol/messages';
import { languageName } from '@/shared/text/languageName';
import type { Language } from '@/shared/time';

/** The name of a person's language, where it is not plain Japanese; nothing else needs to be said. */
export function languageOf(card: Pick<Conversation, 'language'>, shownIn: Language): string | null {
  return !card.language || card.language === 'ja' ? null : languageName(card.language, shownIn);
}
