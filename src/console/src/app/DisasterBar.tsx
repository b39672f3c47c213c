import { useEffect, useState } from 'react';
import { type Disaster, readDisasters } from '@/protocol/disasters';
import { areaNames } from '@/shared/text/prefectures';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';

const every = 60_000;

/** 災害モード, for everybody at a desk: what holds, for whom, and until when. Read every minute. */
export function DisasterBar({ now }: { now: number }) {
  const { text, language } = useText();
  const [all, setAll] = useState<Disaster[]>([]);
  useEffect(() => {
    // What was read last stands until it can be read again; it ends by its own time.
    const read = () => readDisasters().then(setAll, () => undefined);
    void read();
    const timer = setInterval(read, every);
    return () => clearInterval(timer);
  }, []);
  const holding = all.filter((one) => one.holds && now < Date.parse(one.until));
  if (holding.length === 0) return null;
  return (
    <div className="disaster-bar" role="status">
      {holding.map((one) => (
        <p key={one.id}>
          <strong>{one.plan.name}</strong>{' '}
          {one.plan.everybody ? text.disasters.forAll : text.disasters.forAreas(areaNames(one.plan.areas, language))} ·{' '}
          {text.disasters.holds(minuteTime(one.until, language))}
        </p>
      ))}
    </div>
  );
}
