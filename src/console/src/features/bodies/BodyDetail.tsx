import { useState } from 'react';
import type { Body, BodyAddress, BodyKind } from '@/protocol/bodies';
import { useText } from '@/shared/text/TextContext';
import { BodyAccounts } from './BodyAccounts';
import { ProposalCard } from './ProposalCard';
import { WayIn } from './WayIn';
import { openWords, rowsOf, when } from './words';

interface BodyDetailProps {
  body: Body;
  kinds: readonly BodyKind[];
  onEdit(): void;
  onApprove(): void;
  onDecline(): void;
  onDisable(): void;
  onEnable(): void;
  onTellAddress(): Promise<BodyAddress>;
}

/** One body, to be read; and for those who keep the directory what they may do with it. */
export function BodyDetail({ body, kinds, onTellAddress, ...acts }: BodyDetailProps) {
  const { text, language } = useText();
  const words = text.bodies;
  const [address, setAddress] = useState<BodyAddress | null>(null);
  const { entry, approval, disabled } = body;
  const rows = rowsOf(entry, words, kinds, language).filter((row) => row.field !== 'name');
  const mayTell = body.mayEdit && entry.addressWithheld && body.hasAddress;
  return (
    <article className="body-detail">
      <header>
        <h2>{entry.name}</h2>
        <p className="body-reasons">
          <span className={`tag ${body.state === 'active' ? 'tag-good' : 'tag-amber'}`}>
            {words.state[body.state] ?? body.state}
          </span>
          {body.verifyAgain && <span className="tag tag-amber">{words.verifyAgain}</span>}
        </p>
        {body.informationOnly && <p className="lead">{words.placeOnly}</p>}
        <p>
          {openWords(body, words, language)}
          {body.open.holiday && ` ${words.holidayToday(body.open.holiday)}`}
        </p>
        {entry.capacity && <p>{words.value.ofRoom(body.taken, entry.capacity.maximum, entry.capacity.unit)}</p>}
        {disabled && (
          <p className="amber-note">
            {words.disabledBy(disabled.by ?? '', when(disabled.at, language))}
            <br />
            {disabled.reason}
          </p>
        )}
      </header>
      {body.proposal && (
        <ProposalCard body={body} kinds={kinds} onApprove={acts.onApprove} onDecline={acts.onDecline} />
      )}
      <dl className="body-rows">
        {rows.map((row) => (
          <div key={row.field}>
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
        {address && (
          <div>
            <dt>{words.field.address}</dt>
            <dd>
              {[address.postalCode, address.prefecture, address.city, address.street, address.building]
                .filter(Boolean)
                .join(' ')}
            </dd>
          </div>
        )}
      </dl>
      {approval && (
        <p className="lead">
          {words.approvedBy(approval.proposedBy ?? '', approval.approvedBy ?? '', when(approval.at, language))}
        </p>
      )}
      {body.mayEdit && (
        <div className="body-acts">
          <button type="button" onClick={acts.onEdit}>
            {words.edit}
          </button>
          {disabled
            ? !body.proposal && (
                <button type="button" onClick={acts.onEnable}>
                  {words.enable}
                </button>
              )
            : approval && (
                <button type="button" onClick={acts.onDisable}>
                  {words.disable}
                </button>
              )}
          {mayTell && !address && (
            <button type="button" onClick={() => onTellAddress().then(setAddress, () => {})}>
              {words.tell}
            </button>
          )}
        </div>
      )}
      {body.mayEdit && approval && !disabled && !body.informationOnly && <WayIn id={body.id} />}
      {body.mayEdit && approval && !disabled && !body.informationOnly && <BodyAccounts id={body.id} />}
    </article>
  );
}
