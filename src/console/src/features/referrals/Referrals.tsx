import { useCallback, useEffect, useState } from 'react';
import { listReferrals, type Referrals as Read } from '@/protocol/referrals';
import { useText } from '@/shared/text/TextContext';
import { ReferralCard } from './ReferralCard';
import { Together, together } from './Together';

interface ReferralsProps {
  /** Of this talk alone; otherwise all that one began and are not over. */
  conversation?: string;
  /** Of this sheet alone. */
  sheet?: string;
  /** With each new number everything is read again. */
  moved?: number;
}

/** How hand-offs stand. */
export function Referrals({ conversation, sheet, moved = 0 }: ReferralsProps) {
  const { text } = useText();
  const words = text.referrals;
  const [read, setRead] = useState<Read | null>(null);
  const [trouble, setTrouble] = useState('');
  const again = useCallback(
    () =>
      listReferrals(conversation).then(
        (now) => {
          setRead(now);
          setTrouble('');
        },
        () => setTrouble(words.unread),
      ),
    [conversation, words],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step of the body's is read.
  useEffect(() => void again(), [again, moved]);

  // Beside the talk, what was asked and did not come to anything stands with the question.
  const shown = read?.referrals.filter(
    (one) => !sheet || (one.sheet === sheet && one.state !== 'asked' && one.outcome !== 'not_agreed'),
  );
  return (
    <>
      {sheet && shown && shown.length > 0 && <h3>{words.beside}</h3>}
      {read && !read.letters && !(sheet && shown?.length === 0) && <p className="amber-note">{words.noLetters}</p>}
      {shown?.length === 0 && !conversation && <p>{words.nobody}</p>}
      {together((read?.referrals ?? []).filter((one) => !one.waits)).map((all) => (
        <Together key={all[0]?.conversationId} referrals={all} onMoved={again} />
      ))}
      {shown && shown.length > 0 && (
        <ul className="blocks">
          {shown.map((referral) => (
            <li key={`${referral.id} ${referral.state} ${referral.since} ${referral.waits ?? ''}`}>
              <ReferralCard referral={referral} onMoved={again} />
            </li>
          ))}
        </ul>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </>
  );
}
