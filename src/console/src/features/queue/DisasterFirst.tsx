import { useId } from 'react';
import type { Availability, DisasterLine } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';

interface DisasterFirstProps {
  line: DisasterLine | null | undefined;
  chosenAt: Availability['disasterFirstAt'];
  serverNow: number;
  enabled: boolean;
  onChange(first: boolean): void;
}

/** While a disaster sets people of its areas apart: whether I take them first. Mine alone, and over with the disaster. */
export function DisasterFirst({ line, chosenAt, serverNow, enabled, onChange }: DisasterFirstProps) {
  const { text } = useText();
  const hint = useId();
  if (!line || serverNow >= Date.parse(line.until)) return null;
  // What was chosen for an earlier disaster does not count for this one.
  const chosen = Boolean(chosenAt && Date.parse(chosenAt) >= Date.parse(line.since));
  return (
    <div className="disaster-first">
      <label>
        <input
          type="checkbox"
          checked={chosen}
          disabled={!enabled}
          aria-describedby={hint}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{text.disasters.first}</span>
      </label>
      <p id={hint}>{text.disasters.firstHint}</p>
    </div>
  );
}
