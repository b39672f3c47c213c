import { useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { answerProposal, type WholeProposal } from '@/protocol/proposals';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';
import { CheckItems } from './CheckItems';
import { YesOrNo } from './YesOrNo';

interface ProposalCardProps {
  whole: WholeProposal;
  onBack(): void;
  /** What was done, in words. */
  onDone(said: string): void;
  /** It is over without them: the list is read again, and says why. */
  onOver(why: string): void;
}

/** A hand-off on another ground than consent, as the second person reads it; with their yes it is sent at once. */
export function ProposalCard({ whole, onBack, onDone, onOver }: ProposalCardProps) {
  const { text, language } = useText();
  const words = text.grounds;
  const { proposal } = whole;
  const [why, setWhy] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);

  async function say(agrees: boolean) {
    if (busy) return;
    if (!agrees && !why.trim()) return setTrouble(words.needReason);
    setBusy(true);
    try {
      await answerProposal(proposal.id, agrees, why);
      onDone(agrees ? words.yesDone(proposal.label) : words.noDone(proposal.label));
    } catch (failure) {
      const code = codeOf(failure);
      if (over.has(code)) return onOver(words.refused[code] ?? text.checks.failed);
      setTrouble(words.refused[code] ?? text.checks.failed);
      setBusy(false);
    }
  }

  return (
    <article className="check">
      <p>
        <span className="code">{proposal.label}</span> <strong>{text.checks.to(proposal.recipient)}</strong>{' '}
        <button type="button" className="quiet" onClick={onBack}>
          {text.checks.shut}
        </button>
      </p>
      <p className="lead">
        {words.proposedBy(proposal.proposedBy)}
        {proposal.until && ` · ${words.until(minuteTime(proposal.until, language))}`}
      </p>
      <h3>{words.ground}</h3>
      <p>
        <strong>{words.names[proposal.ground]}</strong>
      </p>
      <p className="lead">{words.notes[proposal.ground]}</p>
      <h3>{words.happened}</h3>
      <p className="block-why">{whole.why}</p>
      <h3>{words.noConsent}</h3>
      <p className="block-why">{whole.whyNoConsent}</p>
      <p className="amber-note">
        {whole.personKnows ? words.personKnows : words.personKnowsNot} {whole.quiet && words.saysNothing}
      </p>
      <CheckItems items={whole.items} always={whole.always} />
      <p className="lead">{words.sendsAtOnce}</p>
      <YesOrNo
        reason={words.reason}
        no={words.no}
        yes={words.yes}
        why={why}
        trouble={trouble}
        busy={busy}
        onWhy={(typed) => {
          setWhy(typed);
          setTrouble('');
        }}
        onSay={say}
      />
    </article>
  );
}

/** Refusals after which nothing waits any more. */
const over: ReadonlySet<string> = new Set(['proposal.not_found', 'proposal.gate_shut', 'sheet.conflict']);
