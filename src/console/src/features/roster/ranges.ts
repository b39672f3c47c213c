import type { Hour, Lack } from '@/protocol/roster';

/** Hours of a week that lie side by side and lack the same. */
export interface Range {
  /** The first hour of the week, 0 is Monday 00:00. */
  from: number;
  /** The hour after the last. */
  to: number;
  lacks: readonly Lack[];
  /** How many are expected in all; nothing where too little is known. */
  expected: number | null;
}

/** The hours in a state, those side by side as one. */
export function rangesOf(hours: readonly Hour[], state: Hour['state']): Range[] {
  const found: Range[] = [];
  hours.forEach((hour, at) => {
    if (hour.state !== state) return;
    const last = found.at(-1);
    if (last && last.to === at && last.lacks.join() === hour.lacks.join()) {
      last.to = at + 1;
      if (hour.expected !== undefined) last.expected = (last.expected ?? 0) + hour.expected;
    } else found.push({ from: at, to: at + 1, lacks: hour.lacks, expected: hour.expected ?? null });
  });
  return found;
}
