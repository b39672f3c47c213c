import type { SheetField } from '@/protocol/sheets';

export type Group = 'situation' | 'wishes' | 'support' | 'person' | 'safety' | 'sender';

/** The three parts of the paper first, then what else a receiver needs. */
export const groups: readonly Group[] = ['situation', 'wishes', 'support', 'person', 'safety', 'sender'];

const support: ReadonlySet<string> = new Set(['proposedSupport', 'supportKinds', 'warmMethod', 'appointment']);

export function groupOf(field: SheetField): Group {
  if (support.has(field.key)) return 'support';
  if (field.part === 'F') return 'situation';
  if (field.part === 'G') return 'safety';
  if (field.part === 'H') return 'wishes';
  return field.part === 'E' || field.key === 'guardianContactAllowed' ? 'person' : 'sender';
}

/** Whether two values of a field are the same; an empty text or list is nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) =>
    value === '' || value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** What is written, from the lines of a text field. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
