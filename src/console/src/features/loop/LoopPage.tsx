import { useCallback, useEffect, useState } from 'react';
import { type Loop, readLoop, readUnmet, type Unmet } from '@/protocol/loop';
import { useText } from '@/shared/text/TextContext';
import { OverviewPage } from '@/shared/ui/OverviewPage';
import { Funnel } from './Funnel';
import { UnderWay } from './UnderWay';
import { UnmetNeeds } from './UnmetNeeds';

const every = 60_000;

/** つなぎの様子: how far all hand-offs came, what is stuck, and for whom there was nobody; for those who stand behind the counsellors. */
export function LoopPage({ onBack }: { onBack(): void }) {
  const { text } = useText();
  const words = text.loop;
  const [loop, setLoop] = useState<Loop | null>(null);
  const [unmet, setUnmet] = useState<Unmet[]>([]);
  const [unread, setUnread] = useState(false);

  const read = useCallback(
    () =>
      Promise.all([readLoop(), readUnmet()]).then(
        ([now, nobody]) => {
          setLoop(now);
          setUnmet(nobody);
          setUnread(false);
        },
        () => setUnread(true),
      ),
    [],
  );
  useEffect(() => {
    void read();
    const again = setInterval(read, every);
    return () => clearInterval(again);
  }, [read]);

  return (
    <OverviewPage words={words} empty={!loop} unread={unread} onBack={onBack} onAgain={read}>
      {loop && (
        <>
          <UnderWay referrals={loop.referrals} onChanged={read} />
          <Funnel steps={loop.steps} />
          <UnmetNeeds unmet={unmet} />
        </>
      )}
    </OverviewPage>
  );
}
