import type { Entry } from '@/protocol/messages';
import type { Text } from '@/shared/text/ja';

/** What an entry is called that is no text: taken back, a sticker, a picture … */
export function nameOf(entry: Entry, text: Text): string {
  if (entry.kind === 'withdrawn') return text.conversation.withdrawn;
  return new Map(Object.entries(text.shared)).get(entry.what ?? '') ?? text.conversation.unknownKind;
}

/** An entry on one line: its words, after its name where it is no text. */
export function wordsOf(entry: Entry, text: Text): string {
  if (entry.kind === 'message') return entry.text ?? '';
  return `${nameOf(entry, text)}${entry.text ?? ''}`;
}
