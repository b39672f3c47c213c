import { useId } from 'react';
import type { OpenHours } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';
import { dayCodes, isPlain, usualRule } from './openHours';

/** When the organisation means to be there: always, or on some days from a time to a time. What is finer than that was set elsewhere, and stays. */
export function OpenFields({ hours, onChange }: { hours: OpenHours; onChange(hours: OpenHours): void }) {
  const { text } = useText();
  const words = text.coverage;
  const id = useId();
  const [rule] = hours.rules;
  if (!isPlain(hours)) return <p className="lead">{words.finer}</p>;

  const change = (part: Partial<typeof usualRule>) =>
    onChange({ ...hours, rules: [{ ...usualRule, ...rule, ...part }] });
  const days = rule?.byDay.split(',') ?? [];
  const turn = (day: string, on: boolean) => {
    const byDay = dayCodes.filter((one) => (one === day ? on : days.includes(one))).join(',');
    if (byDay) change({ byDay });
  };
  return (
    <fieldset className="sheet-codes">
      <legend>{words.openHours}</legend>
      <label className="body-tick">
        <input
          type="checkbox"
          checked={!rule}
          onChange={(event) => onChange({ ...hours, rules: event.target.checked ? [] : [usualRule] })}
        />
        <span>{words.always}</span>
      </label>
      {rule && (
        <>
          <div className="week-days">
            {dayCodes.map((day, at) => (
              <label key={day} className="body-tick">
                <input
                  type="checkbox"
                  checked={days.includes(day)}
                  onChange={(event) => turn(day, event.target.checked)}
                />
                <span>{words.dayNames[at]}</span>
              </label>
            ))}
          </div>
          <div className="shift-fields">
            {(['opens', 'closes'] as const).map((name) => (
              <div key={name}>
                <label htmlFor={`${id}${name}`}>{words[name]}</label>
                <input
                  id={`${id}${name}`}
                  type="text"
                  required
                  pattern="[0-2]?[0-9]:[0-5][0-9]"
                  value={rule[name]}
                  onChange={(event) => change({ [name]: event.target.value })}
                />
              </div>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}
