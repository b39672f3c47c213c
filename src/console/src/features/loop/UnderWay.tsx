import { useId, useState } from 'react';
import type { OpenReferral } from '@/protocol/loop';
import { letPersonKnow } from '@/protocol/proposals';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';

interface UnderWayProps {
  referrals: readonly OpenReferral[];
  onChanged(): Promise<void>;
}

/** What is under way, what is stuck first; to be narrowed to that, or to one state. */
export function UnderWay({ referrals, onChanged }: UnderWayProps) {
  const { text } = useText();
  const words = text.loop;
  const [shown, setShown] = useState('');
  const id = useId();
  const late = referrals.filter((one) => one.overdue);
  const states = [...new Set(referrals.map((one) => one.state))];
  const listed = shown === 'late' ? late : referrals.filter((one) => !shown || one.state === shown).toSorted(lateFirst);

  return (
    <section className="over-card" aria-labelledby="loop-now">
      <h2 id="loop-now">{words.now}</h2>
      {referrals.length === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <>
          <p className="over-choice">
            <label htmlFor={id}>{words.show}</label>
            <select id={id} value={shown} onChange={(event) => setShown(event.target.value)}>
              <option value="">{words.all(referrals.length)}</option>
              <option value="late">{words.late(late.length)}</option>
              {states.map((state) => (
                <option key={state} value={state}>
                  {text.referrals.state[state]} {words.count(referrals.filter((one) => one.state === state).length)}
                </option>
              ))}
            </select>
          </p>
          {listed.length === 0 && <p>{words.noneLate}</p>}
          <ul className="over-list">
            {listed.map((one) => (
              <Row key={one.id} referral={one} onChanged={onChanged} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Row({ referral, onChanged }: { referral: OpenReferral; onChanged(): Promise<void> }) {
  const { text, language } = useText();
  const words = text.loop;
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState('');
  const { bodyName, state, overdue } = referral;
  const sent = state !== 'proposed' && referral.quiet === true;

  async function tell() {
    try {
      await letPersonKnow(referral.id);
      await onChanged();
    } catch {
      setTrouble(text.referrals.failed);
    }
  }

  return (
    <li className={overdue ? 'is-late' : ''}>
      <p>
        <strong>{bodyName}</strong> {overdue && <span className="quota-tag">{words.lateTag}</span>}
      </p>
      <p>{text.referrals.state[state]}</p>
      {overdue && words.lateNote[state] && <p className="amber-note">{words.lateNote[state]}</p>}
      <p className="lead">
        {words.by(referral.counsellor)} · {text.referrals.since(minuteTime(referral.since, language))}
        {referral.due && ` · ${text.referrals.due(minuteTime(referral.due, language))}`}
      </p>
      {referral.onGround && <p className="lead">{text.grounds.byGround}</p>}
      {sent && (
        <>
          <p className="amber-note">{text.grounds.quiet}</p>
          {asking && <p>{text.grounds.tellNote}</p>}
          <p className="over-acts">
            <button type="button" onClick={() => (asking ? tell() : setAsking(true))}>
              {text.grounds.tell}
            </button>
            {asking && (
              <button type="button" className="quiet" onClick={() => setAsking(false)}>
                {text.closing.cancel}
              </button>
            )}
          </p>
        </>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </li>
  );
}

const lateFirst = (one: OpenReferral, other: OpenReferral) => Number(other.overdue) - Number(one.overdue);
