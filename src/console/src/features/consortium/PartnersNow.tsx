import { useEffect, useState } from 'react';
import { type PartnerLink, readPartners } from '@/protocol/partners';
import { useText } from '@/shared/text/TextContext';
import { clockTime } from '@/shared/time';
import { faultKind, isFarApart } from './partnerFault';

/** The gateway asks every ten seconds; oftener there is nothing new. */
const readEvery = 10_000;

/** Partners with a gateway of their own: who is there, and what is wrong when nobody knows. Nothing where there are none. */
export function PartnersNow() {
  const { text, language } = useText();
  const words = text.partners;
  const [partners, setPartners] = useState<PartnerLink[]>([]);
  useEffect(() => {
    const read = () => readPartners().then(setPartners, () => undefined);
    void read();
    const timer = setInterval(() => void read(), readEvery);
    return () => clearInterval(timer);
  }, []);
  if (partners.length === 0) return null;
  return (
    <section className="over-card" aria-labelledby="partners-now">
      <h2 id="partners-now">{words.title}</h2>
      <p className="lead">{words.about}</p>
      <ul className="over-list">
        {partners.map((one) => (
          <li key={one.id}>
            <h3>{(language === 'en' && one.nameEn) || one.name}</h3>
            <PartnerState partner={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PartnerState({ partner }: { partner: PartnerLink }) {
  const { text, language } = useText();
  const words = text.partners;
  const { availability, answeredAt, fault, secondsApart } = partner;
  return (
    <>
      {fault && <p className="amber-note">{words.fault[faultKind(fault)]}</p>}
      {!fault && secondsApart !== undefined && isFarApart(secondsApart) && (
        <p className="amber-note">{words.apart(Math.round(Math.abs(secondsApart)))}</p>
      )}
      {availability ? (
        <dl className="over-counts contributions">
          {(['onShift', 'freeHands', 'waiting'] as const).map((one) => (
            <div key={one}>
              <dt>{words[one]}</dt>
              <dd>{words.people(availability[one])}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{words.unknown}</p>
      )}
      <p className="lead">{answeredAt ? words.answered(clockTime(answeredAt, language)) : words.notYet}</p>
    </>
  );
}
