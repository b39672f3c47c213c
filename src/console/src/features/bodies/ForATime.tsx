import { useEffect, useId, useState } from 'react';
import type { BodyEntry } from '@/protocol/bodies';
import { type Disaster, readDisasters } from '@/protocol/disasters';
import { useText } from '@/shared/text/TextContext';

interface ForATimeProps {
  entry: BodyEntry;
  onChange(change: Pick<BodyEntry, 'until' | 'disaster'>): void;
}

const japan = 9 * 3_600_000;

/** As a field for a date and a time shows it, by the clock of Japan. */
const local = (at: string | null | undefined) =>
  at ? new Date(Date.parse(at) + japan).toISOString().slice(0, 16) : '';

/** For a body that is there for a time alone: until when, and for which disaster. */
export function ForATime({ entry, onChange }: ForATimeProps) {
  const { text } = useText();
  const words = text.bodies;
  const hint = useId();
  const [holding, setHolding] = useState<Disaster[]>([]);
  useEffect(() => {
    readDisasters().then(
      (all) => setHolding(all.filter((one) => one.holds)),
      () => undefined,
    );
  }, []);
  const known = holding.some((one) => one.id === entry.disaster);
  return (
    <fieldset aria-describedby={hint}>
      <legend>{words.form.forATime}</legend>
      <p className="lead" id={hint}>
        {words.form.forATimeHint}
      </p>
      <label className="body-field">
        <span>{words.field.until}</span>
        <input
          type="datetime-local"
          value={local(entry.until)}
          onChange={(event) => onChange({ until: event.target.value ? `${event.target.value}:00+09:00` : null })}
        />
      </label>
      {(holding.length > 0 || entry.disaster) && (
        <label className="body-field">
          <span>{words.field.disaster}</span>
          <select value={entry.disaster ?? ''} onChange={(event) => onChange({ disaster: event.target.value || null })}>
            <option value="">{words.form.noDisaster}</option>
            {entry.disaster && !known && <option value={entry.disaster}>{words.form.disasterOver}</option>}
            {holding.map((one) => (
              <option key={one.id} value={one.id}>
                {one.plan.name}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  );
}
