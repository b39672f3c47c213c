/**
 * How long to wait before attempt n (from 0), in milliseconds: at once, then doubling from one second to four, so that a
 * counsellor whose network came back is there within five seconds however long it was away. Half of each wait is chance, so
 * that a restarted gateway is not met by every console in the same second.
 */
export function retryDelay(attempt: number, chance: () => number = Math.random): number {
  if (attempt === 0) return Math.round(300 * chance());
  const full = Math.min(4000, 1000 * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * chance());
}
