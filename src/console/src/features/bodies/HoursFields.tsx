import { Trash2 } from 'lucide-react';
import type { HoursRule, OpeningHours } from '@/protocol/bodies';
import { useText } from '@/shared/text/TextContext';
import { monthly, weekly } from './draft';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

interface HoursFieldsProps {
  hours: OpeningHours;
  onChange(hours: OpeningHours): void;
}

/** When it is open: lines for the week and for the month. */
export function HoursFields({ hours, onChange }: HoursFieldsProps) {
  const { text } = useText();
  const words = text.bodies;
  const size = words.value.week.length / 7;
  const letters = (day: string) => {
    const index = (days.indexOf(day) + 1) % 7;
    return words.value.week.slice(index * size, (index + 1) * size);
  };
  const put = (index: number, change: Partial<HoursRule>) =>
    onChange({ ...hours, rules: hours.rules.map((rule, i) => (i === index ? { ...rule, ...change } : rule)) });
  const toggle = (rule: HoursRule, day: string) =>
    days.filter((one) => (one === day) !== rule.byDay.split(',').includes(one)).join(',');
  return (
    <fieldset className="body-hours">
      <legend>{words.field.hours}</legend>
      {hours.rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no ids of their own, and are only added at the end
        <div className="body-rule" key={index}>
          {rule.freq === 'WEEKLY' ? (
            <fieldset className="body-days">
              <legend className="sr-only">{words.form.days}</legend>
              {days.map((day) => (
                <label key={day}>
                  <input
                    type="checkbox"
                    checked={rule.byDay.split(',').includes(day)}
                    onChange={() => put(index, { byDay: toggle(rule, day) })}
                  />
                  <span>{letters(day)}</span>
                </label>
              ))}
            </fieldset>
          ) : (
            <label className="body-field">
              <span>{words.form.monthly}</span>
              <input value={rule.byDay} onChange={(event) => put(index, { byDay: event.target.value.toUpperCase() })} />
            </label>
          )}
          <label className="body-field">
            <span>{words.form.opens}</span>
            <input value={rule.opens} onChange={(event) => put(index, { opens: event.target.value })} />
          </label>
          <label className="body-field">
            <span>{words.form.closes}</span>
            <input value={rule.closes} onChange={(event) => put(index, { closes: event.target.value })} />
          </label>
          <button
            type="button"
            className="quiet icon"
            title={words.form.remove}
            onClick={() => onChange({ ...hours, rules: hours.rules.filter((_, i) => i !== index) })}
          >
            <Trash2 size={18} aria-hidden="true" />
            <span className="sr-only">{words.form.remove}</span>
          </button>
        </div>
      ))}
      <div className="body-acts">
        <button type="button" onClick={() => onChange({ ...hours, rules: [...hours.rules, weekly] })}>
          {words.form.addWeekly}
        </button>
        <button type="button" onClick={() => onChange({ ...hours, rules: [...hours.rules, monthly] })}>
          {words.form.addMonthly}
        </button>
      </div>
      <label className="body-field">
        <span>{words.field.holidays}</span>
        <select
          value={hours.holidays}
          onChange={(event) => onChange({ ...hours, holidays: event.target.value as OpeningHours['holidays'] })}
        >
          <option value="closed">{words.value.closed}</option>
          <option value="as_usual">{words.value.as_usual}</option>
        </select>
      </label>
      <label className="body-field">
        <span>{words.form.note}</span>
        <input
          value={hours.note ?? ''}
          onChange={(event) => onChange({ ...hours, note: event.target.value || null })}
        />
      </label>
    </fieldset>
  );
}
