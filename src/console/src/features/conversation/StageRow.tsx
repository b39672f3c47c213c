import type { Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { dayName } from '@/shared/time';
import { Clock } from '@/shared/ui/Time';

/** A quiet line in the log: joined the queue, was taken, went back, ended. Unknown stages say nothing. */
export function StageRow({ entry }: { entry: Entry }) {
  const { text } = useText();
  const words = entry.stage === 'taken' ? text.stage.taken(entry.name ?? '') : plain(entry.stage, text.stage);
  if (!words) return null;
  return (
    <p className="row stage-line">
      <span>{words}</span> <Clock at={entry.at} />
    </p>
  );
}

/** What the person's phone did: told, and never shown as their words. */
export function EventRow({ entry }: { entry: Entry }) {
  const { text } = useText();
  const words = plain(entry.what, text.event);
  if (!words) return null;
  return (
    <p className="row stage-line">
      <span>{words}</span> <Clock at={entry.at} />
    </p>
  );
}

export function DayRow({ at }: { at: string }) {
  const { language } = useText();
  return (
    <p className="row day-line">
      <span>{dayName(at, language)}</span>
    </p>
  );
}

function plain(stage: string | null | undefined, words: Record<string, unknown>): string | null {
  const found = stage ? words[stage] : null;
  return typeof found === 'string' ? found : null;
}
