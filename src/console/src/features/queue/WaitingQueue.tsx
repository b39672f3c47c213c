import type { Elsewhere, QueuePlace, QueueSummary } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { clockTime, duration, exactTime } from '@/shared/time';
import { GradeMark } from '@/shared/ui/GradeMark';

interface WaitingQueueProps {
  summary: QueueSummary | null;
  /** It cannot be read just now. */
  away: boolean;
  serverNow: number;
  /** For supervisors: asks for somebody's place to be changed. */
  onMove?: ((place: QueuePlace) => void) | undefined;
  /** For supervisors: asks whether to have somebody back who waits at a partner. */
  onFetch?: ((person: Elsewhere) => void) | undefined;
  /** Opens what a partner asks us to do. */
  onAsked?: ((person: Elsewhere) => void) | undefined;
}

/** Who waits, how long, over what. No content, no names. */
export function WaitingQueue({ summary, away, serverNow, onMove, onFetch, onAsked }: WaitingQueueProps) {
  const { text } = useText();
  const unseen = summary ? summary.waiting - summary.places.length : 0;
  return (
    <section className="queue" aria-labelledby="queue-title">
      <div className="section-head">
        <h2 id="queue-title">{text.queue.title}</h2>
        {summary && summary.waiting > 0 && <span className="count">{text.queue.count(summary.waiting)}</span>}
      </div>
      {summary?.disaster && summary.disaster.waiting > 0 && serverNow < Date.parse(summary.disaster.until) && (
        <p className="nothing">{text.disasters.waiting(summary.disaster.waiting)}</p>
      )}
      {!summary && (
        <p className="nothing" role="status">
          {away ? text.queue.away : text.queue.unknown}
        </p>
      )}
      {summary?.waiting === 0 && <p className="nothing">{text.queue.empty}</p>}
      {summary && summary.places.length > 0 && (
        <ol className="places">
          {summary.places.map((place) => (
            <Place key={place.conversationId} place={place} serverNow={serverNow} onMove={onMove} />
          ))}
        </ol>
      )}
      {unseen > 0 && <p className="nothing">{text.queue.more(unseen)}</p>}
      {summary?.elsewhere && summary.elsewhere.length > 0 && (
        <AtPartners people={summary.elsewhere} onFetch={onFetch} onAsked={onAsked} />
      )}
      {summary && <p className="staff">{text.queue.staff(summary.counsellorsPresent, summary.counsellorsAvailable)}</p>}
    </section>
  );
}

/** Ours whom partners answer: nobody here has to wonder where they are. */
function AtPartners({
  people,
  onFetch,
  onAsked,
}: Pick<WaitingQueueProps, 'onFetch' | 'onAsked'> & { people: readonly Elsewhere[] }) {
  const { text } = useText();
  return (
    <section className="elsewhere" aria-label={text.queue.elsewhere}>
      <h3>{text.queue.elsewhere}</h3>
      <ul className="places">
        {people.map((one) => (
          <li className="place" key={one.conversationId}>
            <span className="place-main">
              <span className="code">{one.label}</span>
              <span className="channel">{one.organisation}</span>
              <GradeMark grade={one.grade} />
            </span>
            <span className="place-side">
              <span className="tag">{one.talking ? text.queue.theyTalk : text.queue.theyWait}</span>
              {one.asksHandoff && (
                <button
                  type="button"
                  className="quiet asked"
                  aria-label={text.guest.asked.open(one.label)}
                  onClick={() => onAsked?.(one)}
                >
                  {text.guest.asked.tag}
                </button>
              )}
              {onFetch && !one.talking && (
                <button
                  type="button"
                  className="quiet"
                  aria-label={text.guest.fetch.of(one.label)}
                  onClick={() => onFetch(one)}
                >
                  {text.guest.fetch.act}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface PlaceProps {
  place: QueuePlace;
  serverNow: number;
  onMove?: ((place: QueuePlace) => void) | undefined;
}

function Place({ place, serverNow, onMove }: PlaceProps) {
  const { text, language } = useText();
  const overdue = serverNow > Date.parse(place.overdueAt);
  const kept = place.wishUntil && serverNow < Date.parse(place.wishUntil) ? place.wishUntil : null;
  return (
    <li className="place">
      <span className="place-main">
        <span className="code">{place.label}</span>
        <span className="channel">{text.channel[place.channel]}</span>
        <GradeMark grade={place.grade} />
      </span>
      <span className="place-side">
        {place.disasterUntil && serverNow < Date.parse(place.disasterUntil) && (
          <span className="tag">{text.disasters.person}</span>
        )}
        {place.moved && <span className="tag">{text.queue.moved}</span>}
        {place.wish && (
          <span className="tag">{kept ? text.queue.wishKept(clockTime(kept, language)) : text.queue.wishOpen}</span>
        )}
        {overdue && <span className="tag tag-amber">{text.queue.overdue}</span>}
        {place.returned && <span className="tag tag-amber">{text.queue.returned}</span>}
        {place.offered && <span className="tag">{text.queue.offered}</span>}
        <time dateTime={place.arrivedAt} title={exactTime(place.arrivedAt, language)}>
          {duration(serverNow - Date.parse(place.arrivedAt), text)}
        </time>
        {onMove && (
          <button
            type="button"
            className="quiet place-move"
            aria-label={text.queue.move(place.label)}
            title={text.queue.move(place.label)}
            onClick={() => onMove(place)}
          >
            {place.moved ? '↓' : '↑'}
          </button>
        )}
      </span>
    </li>
  );
}
