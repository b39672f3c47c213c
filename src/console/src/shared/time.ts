import type { Text } from './text/ja';

/** The counsellors' clock: everybody in the service reads the same wall. */
const timeZone = 'Asia/Tokyo';

export type Language = 'ja' | 'en';

const formats = {
  ja: make('ja-JP'),
  en: make('en-GB'),
};

function make(locale: string) {
  return {
    clock: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }),
    day: new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'short', timeZone }),
    month: new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone }),
    whole: new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric', timeZone }),
    minute: new Intl.DateTimeFormat(locale, {
      month: 'long',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    }),
    exact: new Intl.DateTimeFormat(locale, {
      month: 'long',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZone,
    }),
  };
}

/** 14:05 */
export function clockTime(at: string, language: Language): string {
  return formats[language].clock.format(new Date(at));
}

/** 11月21日(土) */
export function dayName(at: string, language: Language): string {
  return formats[language].day.format(new Date(at));
}

/** 2027年11月 */
export function monthName(at: string, language: Language): string {
  return formats[language].month.format(new Date(at));
}

/** 2027年11月21日: a day that may lie in another year. */
export function wholeDay(at: string, language: Language): string {
  return formats[language].whole.format(new Date(at));
}

/** 11月21日(土) 14:05: what people agree on, and until when something waits. */
export function minuteTime(at: string, language: Language): string {
  return formats[language].minute.format(new Date(at));
}

/** 11月21日(土) 14:05:09 */
export function exactTime(at: string, language: Language): string {
  return formats[language].exact.format(new Date(at));
}

/** How long, in words: under a minute, minutes, hours and minutes. */
export function duration(milliseconds: number, text: Text): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 1) return text.time.underMinute;
  if (minutes < 60) return text.time.minutes(minutes);
  return text.time.hours(Math.floor(minutes / 60), minutes % 60);
}

/** How long ago, in words. */
export function ago(at: string, now: number, text: Text): string {
  const passed = now - Date.parse(at);
  return passed < 60_000 ? text.time.justNow : text.time.ago(duration(passed, text));
}
