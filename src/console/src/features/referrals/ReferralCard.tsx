import { useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { answerReferral, offerReferral, type Referral, readReferral, stopReferral } from '@/protocol/referrals';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';

interface ReferralCardProps {
  referral: Referral;
  onMoved(): Promise<void>;
}

/** One hand-off: to whom, how it stands, what the body answered, and what can be done now. */
export function ReferralCard({ referral, onMoved }: ReferralCardProps) {
  const { text, language } = useText();
  const words = text.referrals;
  const { id, state, bodyName } = referral;
  const [whole, setWhole] = useState<Referral | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');

  async function act(does: () => Promise<unknown>) {
    setBusy(true);
    setTrouble('');
    try {
      await does();
      await onMoved();
      setWhole((before) => before && null);
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
    }
    setBusy(false);
  }

  return (
    <>
      <p>
        <strong>{bodyName}</strong>
      </p>
      <p>
        {words.state[state]}
        {referral.outcome && ` (${words.code[referral.outcome] ?? referral.outcome})`}
      </p>
      <p className="lead">
        {words.since(minuteTime(referral.since, language))}
        {referral.due && ` · ${words.due(minuteTime(referral.due, language))}`}
      </p>
      {referral.onGround && <p className="lead">{text.grounds.byGround}</p>}
      {referral.quiet && <p className="amber-note">{text.grounds.quiet}</p>}
      {referral.meetsAt && <p>{words.meetsUntil(minuteTime(referral.meetsAt, language))}</p>}
      {state === 'agreed' && referral.waits && <p className="amber-note">{words.waits[referral.waits]}</p>}
      {state === 'agreed' && !referral.waits && (
        <>
          <p className="lead">{words.offerNote}</p>
          {referral.secondSide && <p className="amber-note">{words.secondSide}</p>}
          <button
            type="button"
            className="primary"
            disabled={busy}
            aria-label={words.offerOf(bodyName)}
            onClick={() => act(() => offerReferral(id))}
          >
            {words.offer}
          </button>
        </>
      )}
      {whole?.steps && <Steps referral={whole} />}
      {state === 'questioned' && whole && (
        <fieldset className="referral-answers" disabled={busy}>
          <legend>{words.answer}</legend>
          <p className="lead">{words.answerNote}</p>
          {Object.entries(words.answers).map(([code, answer]) => (
            <button type="button" key={code} onClick={() => act(() => answerReferral(id, code))}>
              {answer}
            </button>
          ))}
        </fieldset>
      )}
      {whole && (referral.reads || state === 'agreed' || state === 'returned' || state === 'proposed') && (
        <>
          {referral.reads && <p className="lead">{referral.quiet ? words.stopQuietNote : words.stopNote}</p>}
          <button type="button" className="quiet" disabled={busy} onClick={() => act(() => stopReferral(id))}>
            {
              words.stop[
                referral.reads ? 'open' : state === 'agreed' ? 'before' : state === 'proposed' ? state : 'returned'
              ]
            }
          </button>
        </>
      )}
      {!whole && (
        <button
          type="button"
          className="quiet"
          aria-label={words.moreOf(bodyName)}
          disabled={busy}
          onClick={() => readReferral(id).then(setWhole, () => setTrouble(words.unread))}
        >
          {words.more}
        </button>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </>
  );
}

function Steps({ referral }: { referral: Referral }) {
  const { text, language } = useText();
  const words = text.referrals;
  return (
    <ol className="referral-steps">
      {referral.steps?.map((step) => (
        <li key={step.number}>
          <span className="lead">{minuteTime(step.at, language)}</span> {words.step[step.kind] ?? step.kind}
          {step.code && ` (${words.code[step.code] ?? step.code})`}
          {step.name && ` — ${step.name}`}
          {step.from && (
            <p>
              {words.meets(minuteTime(step.from, language), step.until ? minuteTime(step.until, language) : '')}
              {step.place && ` ${step.place}`}
            </p>
          )}
          {step.text && <p className="block-why">{step.text}</p>}
        </li>
      ))}
    </ol>
  );
}
