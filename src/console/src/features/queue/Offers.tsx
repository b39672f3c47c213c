import { BellRing } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Offer } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { duration } from '@/shared/time';
import { GradeMark } from '@/shared/ui/GradeMark';
import { useNow } from '@/shared/useNow';
import { secondsLeft } from './model';
import { ring } from './ring';

interface OffersProps {
  offers: readonly Offer[];
  skew: number;
  sound: boolean;
  onAnswer(offerId: string, accept: boolean): Promise<void>;
}

/** How often a ringing offer is heard again, in milliseconds. */
const ringEvery = 4000;

/** Those who ring for me, with a countdown. It floats, so that nothing one reads is moved. */
export function Offers({ offers, skew, sound, onAnswer }: OffersProps) {
  const { text } = useText();
  const ringing = offers.length > 0;

  useEffect(() => {
    if (!ringing || !sound) return;
    ring();
    const timer = setInterval(ring, ringEvery);
    return () => clearInterval(timer);
  }, [ringing, sound]);

  return (
    <section className="offers" aria-label={text.offer.region} hidden={!ringing}>
      {offers.map((offer) => (
        <OfferCard key={offer.offerId} offer={offer} skew={skew} onAnswer={onAnswer} />
      ))}
    </section>
  );
}

function OfferCard({ offer, skew, onAnswer }: { offer: Offer; skew: number; onAnswer: OffersProps['onAnswer'] }) {
  const { text } = useText();
  const now = useNow(250) + skew;
  const left = secondsLeft(offer, now);
  const [whole] = useState(() => Math.max(left, 1));
  const [busy, setBusy] = useState(false);
  const [said] = useState(() => text.offer.said(offer.label, text.channel[offer.channel], left));

  async function answer(accept: boolean) {
    setBusy(true);
    await onAnswer(offer.offerId, accept);
    setBusy(false);
  }

  return (
    <article className="offer">
      <p className="sr-only" role="alert">
        {said}
      </p>
      <h2>
        <BellRing size={17} aria-hidden="true" />
        {text.offer.title(offer.label)}
      </h2>
      <p className="offer-facts">
        <span className="channel">{text.channel[offer.channel]}</span>
        <span>{text.queue.waited(duration(now - Date.parse(offer.arrivedAt), text))}</span>
        <GradeMark grade={offer.grade} />
        {offer.returned && <span className="tag tag-amber">{text.queue.returned}</span>}
      </p>
      <p className="offer-time">
        <progress max={whole} value={left} aria-hidden="true" />
        <span className="offer-left">{left > 0 ? text.offer.seconds(left) : text.offer.ending}</span>
      </p>
      <p className="offer-acts">
        <button type="button" className="primary" aria-disabled={busy} onClick={() => !busy && answer(true)}>
          {text.offer.accept}
        </button>
        <button type="button" aria-disabled={busy} onClick={() => !busy && answer(false)}>
          {text.offer.decline}
        </button>
      </p>
    </article>
  );
}
