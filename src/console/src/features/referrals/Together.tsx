import { useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { offerTogether, type Referral } from '@/protocol/referrals';
import { useText } from '@/shared/text/TextContext';

const MOST = 5;

/** The hand-offs of one talk that can be sent at once; fewer than two: none. */
export function together(referrals: Referral[]): Referral[][] {
  const byTalk = new Map<string, Referral[]>();
  for (const referral of referrals.filter((one) => one.state === 'agreed'))
    byTalk.set(referral.conversationId, [...(byTalk.get(referral.conversationId) ?? []), referral]);
  return [...byTalk.values()].filter((all) => all.length > 1).map((all) => all.slice(0, MOST));
}

interface TogetherProps {
  referrals: Referral[];
  onMoved(): Promise<void>;
}

/** Several bodies that one person agreed to are asked at the same time. */
export function Together({ referrals, onMoved }: TogetherProps) {
  const { text } = useText();
  const words = text.referrals;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');

  async function send() {
    setBusy(true);
    setTrouble('');
    try {
      const outcomes = await offerTogether(referrals.map((referral) => referral.id));
      const names = new Map(referrals.map((referral) => [referral.id, referral.bodyName]));
      setTrouble(
        outcomes
          .filter((one) => !one.sent)
          .map((one) => `${names.get(one.id)}: ${words.refused[one.code ?? ''] ?? words.failed}`)
          .join('\n'),
      );
      await onMoved();
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
    }
    setBusy(false);
  }

  return (
    <section className="together">
      <p>{words.together(referrals.map((referral) => referral.bodyName))}</p>
      <p className="lead">{words.togetherNote}</p>
      <button type="button" disabled={busy} onClick={send}>
        {words.offerTogether}
      </button>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </section>
  );
}
