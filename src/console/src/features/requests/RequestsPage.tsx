import { ArrowLeft } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { type DataRequest, listRequests } from '@/protocol/requests';
import { useText } from '@/shared/text/TextContext';
import { ByReceipt } from './ByReceipt';
import { RequestCard } from './RequestCard';

/** The register of requests about one's own data: what waits, by the day it is due; what was answered; for those who decide. */
export function RequestsPage({ onBack }: { onBack(): void }) {
  const { text } = useText();
  const words = text.requests;
  const [requests, setRequests] = useState<DataRequest[] | null>(null);
  const [unread, setUnread] = useState(false);
  const [note, setNote] = useState('');

  const read = useCallback(
    () =>
      listRequests().then(
        (all) => {
          setRequests(all);
          setUnread(false);
        },
        () => setUnread(true),
      ),
    [],
  );
  useEffect(() => void read(), [read]);

  const said = (what: string) => {
    setNote(what);
    return read();
  };
  const open = requests?.filter((one) => !one.decision) ?? [];
  const done = requests?.filter((one) => one.decision) ?? [];

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <main className="over" tabIndex={0}>
      <header className="bodies-head">
        <button type="button" className="quiet" onClick={onBack}>
          <ArrowLeft size={18} aria-hidden="true" />
          {words.back}
        </button>
        <h1>{words.title}</h1>
      </header>
      <p className="lead">{words.about}</p>
      <div role="status">
        {unread && <p className="amber-note">{words.unread}</p>}
        {!requests && !unread && <p>{words.reading}</p>}
        {note && <p>{note}</p>}
      </div>
      {unread && (
        <p>
          <button type="button" onClick={read}>
            {words.again}
          </button>
        </p>
      )}
      {requests && (
        <>
          <section className="over-card" aria-labelledby="requests-open">
            <h2 id="requests-open">{words.open}</h2>
            {open.length === 0 && <p>{words.noneOpen}</p>}
            <ul className="over-list">
              {open.map((one) => (
                <RequestCard key={one.id} request={one} onDone={said} />
              ))}
            </ul>
          </section>
          <ByReceipt onDone={said} />
          <section className="over-card" aria-labelledby="requests-done">
            <h2 id="requests-done">{words.done}</h2>
            {done.length === 0 && <p>{words.noneDone}</p>}
            <ul className="over-list">
              {done.map((one) => (
                <RequestCard key={one.id} request={one} onDone={said} />
              ))}
            </ul>
          </section>
        </>
      )}
    </main>
  );
}
