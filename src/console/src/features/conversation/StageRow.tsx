import type { Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { dayName } from '@/shared/time';
import { Clock } from '@/shared/ui/Time';

/** A quiet line in the log: joined the queue, was taken, went back, ended. Unknown stages say nothing. */
export function StageRow({ entry }: { entry: Entry }) {
  const { text } = useText();
  if (entry.stage === 'taken') return <Line words={text.stage.taken(entry.name ?? '')} at={entry.at} />;
  if (entry.stage === 'blocked') {
    return <Line words={`${text.stage.blocked(entry.name ?? '')}: ${entry.text ?? ''}`} at={entry.at} />;
  }
  if (entry.stage === 'moved') {
    const words = text.stage.moved(entry.name ?? '', entry.reason === 'forward');
    return <Line words={`${words}: ${entry.text ?? ''}`} at={entry.at} />;
  }
  return <Line words={plain(entry.stage, text.stage)} at={entry.at} />;
}

/** What the person's phone did: told, and never shown as their words. */
export function EventRow({ entry }: { entry: Entry }) {
  const { text } = useText();
  return <Line words={plain(entry.what, text.event)} at={entry.at} />;
}

function Line({ words, at }: { words: string | null; at: string }) {
  if (!words) return null;
  return (
    <p className="row stage-line">
      <span>{words}</span> <Clock at={at} />
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
