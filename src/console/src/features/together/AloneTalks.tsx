import { useCallback, useEffect, useState } from 'react';
import { type Alone, endSeat, readAlone } from '@/protocol/company';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';
import { GradeMark } from '@/shared/ui/GradeMark';

/** For whoever stands behind the counsellors: the talks that go on with a worker and without anybody of the line. Nothing for everybody else. */
export function AloneTalks() {
  const { text, language } = useText();
  const words = text.together;
  const [talks, setTalks] = useState<Alone[]>([]);
  const read = useCallback(
    () =>
      readAlone().then(
        (now) => setTalks(now.talks),
        () => setTalks([]),
      ),
    [],
  );
  useEffect(() => void read(), [read]);
  if (talks.length === 0) return null;
  return (
    <section aria-label={words.alone}>
      <h3>{words.alone}</h3>
      <ul className="blocks">
        {talks.map(({ conversationId, label, grade, heardAt, seat }) => (
          <li key={conversationId}>
            <p>
              <strong className="code">{label}</strong> <GradeMark grade={grade} />{' '}
              {words.who(seat.bodyName, seat.name ?? '', seat.role ?? '')}
            </p>
            <p className="lead">{words.heard(minuteTime(heardAt, language))}</p>
            <button type="button" className="quiet" onClick={() => endSeat(conversationId, seat.id).then(read, read)}>
              {words.aloneBack}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
