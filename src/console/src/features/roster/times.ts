import type { Shift } from '@/protocol/roster';
import type { Language } from '@/shared/time';

const japan = 'Asia/Tokyo';
const locale = (language: Language) => (language === 'ja' ? 'ja-JP' : 'en-GB');

/** From when to when, by a clock: 11月23日(月) 22:00–02:00. */
export function span({ beginsAt, endsAt }: Shift, timeZone: string, language: Language): string {
  const day = new Intl.DateTimeFormat(locale(language), { month: 'long', day: 'numeric', weekday: 'short', timeZone });
  const clock = new Intl.DateTimeFormat(locale(language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const at = (moment: string) => clock.format(new Date(moment));
  return `${day.format(new Date(beginsAt))} ${at(beginsAt)}–${at(endsAt)}`;
}

/** The same by the clock of Japan, for whoever lives by another one. */
export const inJapan = (shift: Shift, timeZone: string, language: Language) =>
  timeZone === japan ? null : span(shift, japan, language);

/** The day in Japan that begins so many days from now, YYYY-MM-DD. */
export function dayFromNow(days: number, now = Date.now()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: japan }).format(new Date(now + days * 86_400_000));
}

/** The clock of this browser, where it names a place; Japan's otherwise. */
export const ownClock = () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone?.includes('/') ? timeZone : japan;
};

/** Words with commas between them. */
export const words = (text: string) =>
  text
    .split(/[,、，]/)
    .map((word) => word.trim())
    .filter(Boolean);
