/** Months by the clock of Japan, as in `2026-11`. */
const japan = 9 * 60 * 60 * 1000;

export function monthOf(ms: number): string {
  return new Date(ms + japan).toISOString().slice(0, 7);
}

/** The month so many months later or, with a negative number, earlier. */
export function neighbour(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
