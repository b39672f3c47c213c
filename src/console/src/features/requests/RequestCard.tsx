import { useState } from 'react';
import { type DataRequest, fileOf, pageOf } from '@/protocol/requests';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';
import { DecideForm } from './DecideForm';

interface RequestCardProps {
  request: DataRequest;
  onDone(said: string): Promise<void>;
}

/** One request: what is asked for, how they were recognised, until when; then the decision, and what is given out by it. */
export function RequestCard({ request, onDone }: RequestCardProps) {
  const { text, language } = useText();
  const words = text.requests;
  const [deciding, setDeciding] = useState(false);
  const { label, kind, decision } = request;

  return (
    <li className={request.overdue ? 'is-late' : ''}>
      <p>
        <span className="code">{label}</span> <strong>{words.kinds[kind]}</strong>{' '}
        {request.overdue && <span className="quota-tag">{words.overdue}</span>}
      </p>
      <p className="lead">
        {words.by[request.by]}
        {request.entry && ` · ${words.entry(request.entry)}`} · {words.takenBy(request.takenBy)} ·{' '}
        {words.asked(minuteTime(request.askedAt, language))}
      </p>
      {!decision && <p>{words.due(minuteTime(request.dueAt, language))}</p>}
      {decision && request.decidedAt && (
        <p>{words.answered(words.decisions[decision] ?? decision, minuteTime(request.decidedAt, language))}</p>
      )}
      {request.reason && <p className="block-why">{words.why(request.reason)}</p>}
      {request.givesOut && (
        <p className="over-acts">
          <a href={pageOf(request.id)} target="_blank" rel="noreferrer" aria-label={`${words.page}: ${label}`}>
            {words.page}
          </a>
          <a href={fileOf(request.id)} download aria-label={`${words.file}: ${label}`}>
            {words.file}
          </a>
        </p>
      )}
      {!decision &&
        (deciding ? (
          <DecideForm request={request} onCancel={() => setDeciding(false)} onDone={onDone} />
        ) : (
          <p>
            <button type="button" aria-label={words.decideOf(label)} onClick={() => setDeciding(true)}>
              {words.decide}
            </button>
          </p>
        ))}
    </li>
  );
}
