import { useText } from '@/shared/text/TextContext';
import { ago, clockTime, exactTime } from '@/shared/time';

/** The time of day, the exact time on hover. */
export function Clock({ at }: { at: string }) {
  const { language } = useText();
  return (
    <time dateTime={at} title={exactTime(at, language)}>
      {clockTime(at, language)}
    </time>
  );
}

/** How long ago, the exact time on hover. */
export function Ago({ at, now }: { at: string; now: number }) {
  const { text, language } = useText();
  return (
    <time dateTime={at} title={exactTime(at, language)}>
      {ago(at, now, text)}
    </time>
  );
}
