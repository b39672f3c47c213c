import type { QueuePlace, QueueSummary } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { duration, exactTime } from '@/shared/time';
import { GradeMark } from '@/shared/ui/GradeMark';

interface WaitingQueueProps {
  summary: QueueSummary | null;
  /** It cannot be read just now. */
  away: boolean;
  serverNow: number;
}

/** Who waits, how long, over what. No content, no names. */
export function WaitingQueue({ summary, away, serverNow }: WaitingQueueProps) {
  const { text } = useText();
  const unseen = summary ? summary.waiting - summary.places.length : 0;
  return (
    <section className="queue" aria-labelledby="queue-title">
      <div className="section-head">
        <h2 id="queue-title">{text.queue.title}</h2>
        {summary && summary.waiting > 0 && <span className="count">{text.queue.count(summary.waiting)}</span>}
      </div>
      {!summary && (
        <p className="nothing" role="status">
          {away ? text.queue.away : text.queue.unknown}
        </p>
      )}
      {summary?.waiting === 0 && <p className="nothing">{text.queue.empty}</p>}
      {summary && summary.places.length > 0 && (
        <ol className="places">
          {summary.places.map((place) => (
            <Place key={place.conversationId} place={place} serverNow={serverNow} />
          ))}
        </ol>
      )}
      {unseen > 0 && <p className="nothing">{text.queue.more(unseen)}</p>}
      {summary && <p className="staff">{text.queue.staff(summary.counsellorsPresent, summary.counsellorsAvailable)}</p>}
    </section>
  );
}

function Place({ place, serverNow }: { place: QueuePlace; serverNow: number }) {
  const { text, language } = useText();
  return (
    <li className="place">
      <span className="place-main">
        <span className="code">{place.label}</span>
        <span className="channel">{text.channel[place.channel]}</span>
        <GradeMark grade={place.grade} />
      </span>
      <span className="place-side">
        {place.returned && <span className="tag tag-amber">{text.queue.returned}</span>}
        {place.offered && <span className="tag">{text.queue.offered}</span>}
        <time dateTime={place.arrivedAt} title={exactTime(place.arrivedAt, language)}>
          {duration(serverNow - Date.parse(place.arrivedAt), text)}
        </time>
      </span>
    </li>
  );
}
