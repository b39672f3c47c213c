import { useState } from 'react';
import type { Grade } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { duration } from '@/shared/time';
import { GradeMark } from '@/shared/ui/GradeMark';
import { Clock } from '@/shared/ui/Time';
import { GradeDialog } from './GradeDialog';
import { languageOf } from './language';
import { isFromPerson } from './log';
import type { Held } from './mine';
import { isOnPage } from './where';

interface PersonCardProps {
  held: Held;
  serverNow: number;
  /** Whether people can go on on a web page. */
  pages: boolean;
  onOfferPage(id: string): void;
  onAside(id: string): void;
  onGrade(id: string, grade: Grade, reason: string): Promise<void>;
  /** Asks whether the person is in danger now; missing while that is known. */
  onRaise?: (() => void) | undefined;
  /** For supervisors: asks whether to keep the person at the door for a while. */
  onBlock?: (() => void) | undefined;
  /** Takes a request about their own data. */
  onRequest(): void;
}

/** What is known of the person, and nothing more. */
export function PersonCard({
  held,
  serverNow,
  pages,
  onOfferPage,
  onAside,
  onGrade,
  onRaise,
  onBlock,
  onRequest,
}: PersonCardProps) {
  const { text, language: shownIn } = useText();
  const { card } = held;
  const language = languageOf(card, shownIn);
  const [grading, setGrading] = useState(false);
  const onPage = isOnPage(held);
  const taken = card.takenAt ? Date.parse(card.takenAt) : null;
  return (
    <section
      className="card"
      aria-label={text.conversation.card}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when the window is low.
      tabIndex={0}
    >
      <h2>{text.conversation.card}</h2>
      <dl>
        <dt>{text.card.label}</dt>
        <dd className="code">{card.label}</dd>
        {card.guestOf && (
          <>
            <dt>{text.card.guest}</dt>
            <dd>{text.card.guestOf(card.guestOf)}</dd>
          </>
        )}
        <dt>{text.card.channel}</dt>
        <dd>
          {text.channel[card.channel]}
          {onPage && ` → ${text.page.there}`}
        </dd>
        {language && (
          <>
            <dt>{text.card.language}</dt>
            <dd>{language}</dd>
          </>
        )}
        {card.grade !== 'unknown' && (
          <>
            <dt>{text.card.grade}</dt>
            <dd>
              <GradeMark grade={card.grade} />
            </dd>
          </>
        )}
        {card.arrivedAt && (
          <>
            <dt>{text.card.arrived}</dt>
            <dd>
              <Clock at={card.arrivedAt} />
            </dd>
            <dt>{text.card.waited}</dt>
            <dd>{duration((taken ?? serverNow) - Date.parse(card.arrivedAt), text)}</dd>
          </>
        )}
        {card.takenAt && taken !== null && (
          <>
            <dt>{text.card.taken}</dt>
            <dd>
              <Clock at={card.takenAt} />
            </dd>
            {!held.ended && (
              <>
                <dt>{text.card.talking}</dt>
                <dd>{duration(serverNow - taken, text)}</dd>
              </>
            )}
          </>
        )}
      </dl>
      {onRaise && !held.ended && (
        <button type="button" className="raise-alarm wide" onClick={onRaise}>
          <span aria-hidden="true">▲</span> {text.emergency.raise}
        </button>
      )}
      {!held.ended && (
        <div className="card-page">
          <button type="button" className="quiet" onClick={() => setGrading(true)}>
            {text.grading.change}
          </button>
        </div>
      )}
      {grading && (
        <GradeDialog
          label={card.label}
          grade={card.grade}
          onCancel={() => setGrading(false)}
          onConfirm={(grade, reason) => onGrade(card.id, grade, reason).then(() => setGrading(false))}
        />
      )}
      <Aside held={held} serverNow={serverNow} onAside={onAside} />
      {pages && !held.ended && card.channel !== 'chat' && (
        <div className="card-page">
          {onPage ? (
            <p>{text.page.onlyThere[card.channel]}</p>
          ) : (
            <>
              <button type="button" className="quiet" onClick={() => onOfferPage(card.id)}>
                {text.page.offer}
              </button>
              <p>{text.page.about}</p>
            </>
          )}
        </div>
      )}
      {onBlock && (
        <button type="button" className="quiet" onClick={onBlock}>
          {text.blocks.offer}
        </button>
      )}
      {/* What is kept of a partner's person, their own organisation answers for. */}
      {!card.guestOf && (
        <button type="button" className="quiet" onClick={onRequest}>
          {text.requests.take}
        </button>
      )}
      <p className="card-foot">{text.card.nothingMore}</p>
    </section>
  );
}

/** Somebody who asked to be told was told, and has not answered: after their time they may be set aside, and keep their place. */
function Aside({ held, serverNow, onAside }: Pick<PersonCardProps, 'held' | 'serverNow' | 'onAside'>) {
  const { text } = useText();
  const { card, log, ended } = held;
  if (ended || !card.asideFrom || !card.takenAt) return null;
  const taken = Date.parse(card.takenAt);
  if (log.entries.some((entry) => isFromPerson(entry) && Date.parse(entry.at) > taken)) return null;
  if (serverNow < Date.parse(card.asideFrom)) {
    return (
      <div className="card-page">
        <p>
          {text.aside.told} {text.aside.from} <Clock at={card.asideFrom} />
        </p>
      </div>
    );
  }
  return (
    <div className="card-page">
      <button type="button" className="quiet" onClick={() => onAside(card.id)}>
        {text.aside.act}
      </button>
      <p>{text.aside.about}</p>
    </div>
  );
}
