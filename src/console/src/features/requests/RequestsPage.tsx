import { useCallback, useEffect, useState } from 'react';
import { type DataRequest, listRequests } from '@/protocol/requests';
import { useText } from '@/shared/text/TextContext';
import { OverviewPage } from '@/shared/ui/OverviewPage';
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
    <OverviewPage words={words} empty={!requests} unread={unread} note={note} onBack={onBack} onAgain={read}>
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
    </OverviewPage>
  );
}
