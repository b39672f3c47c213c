import type { Entry } from '@/protocol/messages';
import type { Text } from '@/shared/text/ja';
import { prefectures } from '@/shared/text/prefectures';
import type { Language } from '@/shared/time';

export interface Fact {
  name: string;
  label: string;
  value: string;
  /** Whoever answers must heed it: somebody else may read the answer. */
  warns: boolean;
}

/** What comes first is what changes how one answers. */
const order = [
  'safeContact',
  'who',
  'age',
  'topics',
  'area',
  'wish.generation',
  'wish.gender',
  'wish.language',
  'mood.before',
  'summary',
];

/** What the person has told, the newest value of each; the notice and what was answered afterwards are matters of the record and not shown. */
export function factsOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind !== 'facts') continue;
    for (const [name, value] of Object.entries(entry.facts ?? {}))
      if (name !== 'notice' && !name.startsWith('after.')) told.set(name, value);
  }
  return told;
}

/** The same in words. A name or a value of somebody else's bot stands as it is. */
export function inWords(told: ReadonlyMap<string, string>, text: Text, language: Language): Fact[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...told]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => ({
      name,
      label: of(text.facts.names, name) ?? name,
      value: inWord(name, value, text, language),
      warns: name === 'safeContact' && value === 'seen',
    }));
}

function inWord(name: string, value: string, text: Text, language: Language): string {
  const words: Record<string, Record<string, string>> = text.facts.values;
  const own = Object.hasOwn(words, name) ? of(words[name] ?? {}, value) : undefined;
  if (own) return own;
  return (
    (name === 'area' && Object.hasOwn(prefectures, value) ? prefectures[value]?.[language === 'ja' ? 0 : 1] : null) ??
    value
  );
}

function of(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
