import type { Body, BodyKind } from '@/protocol/bodies';
import { useText } from '@/shared/text/TextContext';
import { differences, rowsOf, when } from './words';

interface ProposalCardProps {
  body: Body;
  kinds: readonly BodyKind[];
  onApprove(): void;
  onDecline(): void;
}

/** What waits for a second person: each line as it is, and as it would be. */
export function ProposalCard({ body, kinds, onApprove, onDecline }: ProposalCardProps) {
  const { text, language } = useText();
  const words = text.bodies;
  const { proposal } = body;
  if (!proposal) return null;
  const fresh = !body.approval;
  const changed = differences(
    rowsOf(body.entry, words, kinds, language),
    rowsOf(proposal.entry, words, kinds, language),
  );
  return (
    <section className="body-proposal" aria-labelledby="proposal-title">
      <h3 id="proposal-title">{words.proposalTitle}</h3>
      <p className="lead">{words.proposedBy(proposal.by ?? '', when(proposal.at, language))}</p>
      {proposal.origin === 'enable' ? <p>{words.proposalEnable}</p> : fresh && <p>{words.proposalNew}</p>}
      {changed.length > 0 && (
        <dl className="body-rows">
          {changed.map((one) => (
            <div key={one.field}>
              <dt>{one.label}</dt>
              <dd>
                {one.before && <del>{one.before}</del>} {one.after && <ins>{one.after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {proposal.entry.addressWithheld && proposal.hasAddress && <p>{words.unchangedAddress}</p>}
      <p className="lead">{proposal.mine ? words.proposalMine : words.approveHint}</p>
      <div className="body-acts">
        <button type="button" onClick={onDecline}>
          {words.decline}
        </button>
        {body.mayApprove && (
          <button type="button" className="primary" onClick={onApprove}>
            {words.approve}
          </button>
        )}
      </div>
    </section>
  );
}
