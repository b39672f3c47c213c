import { useCallback, useEffect, useState } from 'react';
import { type LineQuota, lineQuota } from '@/protocol/quota';
import { useText } from '@/shared/text/TextContext';
import { QuotaCard } from './QuotaCard';

const every = 5 * 60_000;

/** LINEの通数: how many pushes each LINE account has left this month, for whoever looks after the set-up. */
export function QuotaPage() {
  const { text } = useText();
  const words = text.quota;
  const [quotas, setQuotas] = useState<LineQuota[] | null>(null);
  const [unread, setUnread] = useState(false);

  const read = useCallback(() => {
    lineQuota().then(
      (all) => {
        setQuotas(all);
        setUnread(false);
      },
      () => setUnread(true),
    );
  }, []);

  useEffect(() => {
    read();
    const again = setInterval(read, every);
    return () => clearInterval(again);
  }, [read]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <main className="quota" tabIndex={0}>
      <h1>{text.quota.title}</h1>
      <p className="quota-soft">{words.about}</p>
      <div role="status">{unread && <p>{words.unread}</p>}</div>
      {unread && (
        <button type="button" onClick={read}>
          {words.again}
        </button>
      )}
      {quotas?.length === 0 && <p>{words.none}</p>}
      {quotas && quotas.length > 0 && (
        <ul className="quota-list">
          {quotas.map((quota) => (
            <QuotaCard key={quota.account} quota={quota} />
          ))}
        </ul>
      )}
    </main>
  );
}
