import type { Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { dayName } from '@/shared/time';
import { Clock } from '@/shared/ui/Time';

/** A quiet line in the log: joined the queue, was taken, went back, ended. Unknown stages say nothing. */
export function StageRow({ entry }: { entry: Entry }) {
  const { text } = useText();
  if (entry.kind === 'grade') return <GradeRow entry={entry} />;
  if (entry.kind === 'emergency') {
    const done = text.emergency.step[entry.stage ?? ''];
    return <Line words={done ? `▲ ${entry.name ?? text.author.system}: ${done}` : null} at={entry.at} />;
  }
  if (entry.kind === 'consent') return <Line words={plain(entry.reason, text.handoff.log)} at={entry.at} />;
  if (entry.kind === 'note') return <NoteRow entry={entry} />;
  if (entry.kind === 'introduction') return <IntroductionRow entry={entry} />;
  if (entry.kind === 'handoff') {
    const step = text.referrals.step[entry.stage ?? ''] ?? text.together.step[entry.stage ?? ''];
    const why = text.referrals.code[entry.reason ?? ''];
    return <Line words={step ? `${entry.name ?? ''}: ${step}${why ? ` (${why})` : ''}` : null} at={entry.at} />;
  }
  if (entry.stage === 'taken') return <Line words={text.stage.taken(entry.name ?? '')} at={entry.at} />;
  if (entry.stage === 'routed') return <Line words={text.stage.routed(entry.name ?? '')} at={entry.at} />;
  if (entry.stage === 'lent') return <Line words={text.stage.lent(entry.name ?? '')} at={entry.at} />;
  if (entry.stage === 'blocked') {
    return <Line words={`${text.stage.blocked(entry.name ?? '')}: ${entry.text ?? ''}`} at={entry.at} />;
  }
  if (entry.stage === 'moved') {
    // Who decided it, and why, a partner is not told.
    const words = text.stage.moved(entry.name ?? text.author.system, entry.reason === 'forward');
    return <Line words={entry.text ? `${words}: ${entry.text}` : words} at={entry.at} />;
  }
  return <Line words={plain(entry.stage, text.stage)} at={entry.at} />;
}

/** What a support body wrote that sent the person here; they have let it through. */
function IntroductionRow({ entry }: { entry: Entry }) {
  const { text } = useText();
  return (
    <aside className="row introduction" aria-label={text.introduction}>
      <p className="lead">
        {text.introduction} <Clock at={entry.at} />
      </p>
      <p dir="auto">{entry.text}</p>
    </aside>
  );
}

/** 申し送り: what a partner left for us, or that it asked us for a hand-off. A partner reads of it only that it was. */
function NoteRow({ entry }: { entry: Entry }) {
  const { guest } = useText().text;
  if (entry.stage === 'answer') return <Line words={plain(entry.reason, guest.log.answer)} at={entry.at} />;
  if (!entry.facts) return <Line words={entry.stage === 'handoff' ? guest.log.handoffAsked : null} at={entry.at} />;
  const summary = entry.reason === 'next_shift' ? guest.log.toBeContinued : guest.log.summary;
  const title = entry.stage === 'summary' ? summary : guest.log.handoffRequest;
  const parts = Object.entries(guest.log.part).filter(([part]) => entry.facts?.[part]);
  return (
    <aside className="row introduction" aria-label={title}>
      <p className="lead">
        {title} {entry.name} <Clock at={entry.at} />
      </p>
      <dl className="asked-parts">
        {parts.map(([part, name]) => (
          <div key={part}>
            <dt>{name}</dt>
            <dd dir="auto">{entry.facts?.[part]}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}

/** The grade changed: by whom or by what, and why. */
function GradeRow({ entry }: { entry: Entry }) {
  const { text } = useText();
  const { change } = entry;
  if (!change) return null;
  const { grading } = text;
  const [from, to] = [text.grade[change.from] ?? change.from, text.grade[change.to] ?? change.to];
  const words =
    entry.reason === 'triage' ? grading.machine(from, to) : grading.staff(entry.name ?? text.author.system, from, to);
  const known = change.categories.map((id) => grading.category[id]).filter((name) => name !== undefined);
  const why = entry.text ?? known.slice(0, 4).join(text.listComma);
  return <Line words={why ? words + grading.because(why) : words} at={entry.at} />;
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
