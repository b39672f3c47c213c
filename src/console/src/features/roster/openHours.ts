import type { OpenHours, OpenRule } from '@/protocol/roster';

/** The days of a week as the rules name them, from Monday. */
export const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

export const usualRule: OpenRule = { freq: 'WEEKLY', byDay: dayCodes.join(','), opens: '13:00', closes: '22:00' };

/** Whether the hours are no more than one weekly rule, which the page can change without losing anything. */
export function isPlain({ rules, exceptions }: OpenHours): boolean {
  if (rules.length > 1 || (Array.isArray(exceptions) && exceptions.length > 0)) return false;
  const [rule] = rules;
  return (
    !rule ||
    ((rule.freq ?? 'WEEKLY') === 'WEEKLY' && rule.byDay.split(',').every((day) => dayCodes.some((one) => one === day)))
  );
}
