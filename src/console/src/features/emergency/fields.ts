/** The fields of a worksheet, in the order in which they are asked for. */
export const fieldNames = ['place', 'since', 'known', 'with', 'finding', 'decided', 'why', 'note'] as const;

/** The fields of a call, besides whom and on what ground. */
export const callFields = ['toName', 'at', 'by', 'told', 'answer', 'receipt', 'why'] as const;

/** What is shown in the fields: what is on record, under what I am writing. */
export function mergeFields(
  recorded: Readonly<Record<string, string>>,
  mine: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...recorded, ...mine };
}

/** Now, as a field for a time of day takes it, in this computer's zone. */
export function hereAndNow(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T${two(now.getHours())}:${two(now.getMinutes())}`;
}
