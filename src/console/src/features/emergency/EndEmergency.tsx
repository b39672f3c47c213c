import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { type EmergencySheet, type Me, supervisingRoles } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';

interface EndEmergencyProps {
  sheet: EmergencySheet;
  me: Me | null;
  onPropose(outcome: string, note: string): Promise<void>;
  onAgree(number: number): Promise<void>;
}

/** Two people end it: one says how, another agrees. */
export function EndEmergency({ sheet, me, onPropose, onAgree }: EndEmergencyProps) {
  const { text } = useText();
  const words = text.emergency;
  const [outcome, setOutcome] = useState('safe');
  const [note, setNote] = useState('');
  const [trouble, setTrouble] = useState('');
  const field = useId();
  const proposal = sheet.emergency.proposal;
  const theirs = proposal && proposal.staffId !== me?.id;
  const enough = supervisingRoles.includes(me?.role ?? '') || supervisingRoles.includes(proposal?.role ?? '');

  async function tell(act: Promise<void>) {
    try {
      await act;
      setTrouble('');
    } catch (failure) {
      const refusals: Record<string, string> = {
        'emergency.unconfirmed': words.unconfirmed,
        'emergency.supervisor': words.needsSupervisor,
      };
      setTrouble(refusals[codeOf(failure)] ?? words.failed);
    }
  }

  function propose(event: FormEvent) {
    event.preventDefault();
    void tell(onPropose(outcome, note));
  }

  return (
    <section className="ending">
      <h3>{words.ending}</h3>
      <p className="lead">{words.endingLead}</p>
      {proposal && (
        <div className="proposal" role="status">
          <p>{words.proposed(proposal.name ?? '', words.outcomes[proposal.outcome] ?? proposal.outcome)}</p>
          {theirs && enough ? (
            <button type="button" className="primary" onClick={() => void tell(onAgree(proposal.number))}>
              {words.agree}
            </button>
          ) : (
            <p className="lead">{theirs ? words.needsSupervisor : words.waitsForAgreement}</p>
          )}
        </div>
      )}
      <form className="worksheet" onSubmit={propose}>
        <div>
          <label htmlFor={`${field}outcome`}>{words.outcome}</label>
          <select id={`${field}outcome`} value={outcome} onChange={(event) => setOutcome(event.target.value)}>
            {Object.entries(words.outcomes).map(([code, label]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`${field}note`}>{words.note}</label>
          <textarea
            id={`${field}note`}
            rows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <p className="emergency-row">
          <button type="submit">{words.propose}</button>
        </p>
      </form>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </section>
  );
}
