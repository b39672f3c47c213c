import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { addShifts, beginSeries, type NewShifts } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';
import { dayFromNow } from './times';

/** Places for one day, or again every week, by a clock that is named. */
export function AddShifts({ timeZone, onDone }: { timeZone: string; onDone(said: string): unknown }) {
  const { text } = useText();
  const words = text.roster;
  const id = useId();
  const [asked, setAsked] = useState<NewShifts>({
    day: dayFromNow(1),
    from: '20:00',
    to: '24:00',
    timeZone,
    role: 'counsellor',
    languages: [],
    skills: [],
    places: 2,
  });
  const [weekly, setWeekly] = useState(false);
  const [trouble, setTrouble] = useState('');
  const change = (part: Partial<NewShifts>) => setAsked((before) => ({ ...before, ...part }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTrouble('');
    try {
      await (weekly ? beginSeries(asked) : addShifts(asked));
      await onDone(weekly ? words.done.series : words.done.add);
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
    }
  }

  const field = (name: 'day' | 'from' | 'to' | 'timeZone', label: string, type: string) => (
    <div>
      <label htmlFor={`${id}${name}`}>{label}</label>
      <input
        id={`${id}${name}`}
        type={type}
        required
        pattern={type === 'text' && name !== 'timeZone' ? '[0-2]?[0-9]:[0-5][0-9]' : undefined}
        value={asked[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </div>
  );

  return (
    <form className="over-form" onSubmit={submit}>
      <div className="shift-fields">
        {field('day', words.day, 'date')}
        {field('from', words.from, 'text')}
        {field('to', words.to, 'text')}
        {field('timeZone', words.byClock, 'text')}
        <div>
          <label htmlFor={`${id}role`}>{words.role}</label>
          <select
            id={`${id}role`}
            value={asked.role}
            onChange={(event) => change({ role: event.target.value as NewShifts['role'] })}
          >
            <option value="counsellor">{words.roles.counsellor}</option>
            <option value="supervisor">{words.roles.supervisor}</option>
          </select>
        </div>
        <div>
          <label htmlFor={`${id}places`}>{words.places}</label>
          <input
            id={`${id}places`}
            type="number"
            min={1}
            max={20}
            value={asked.places}
            onChange={(event) => change({ places: event.target.valueAsNumber || 1 })}
          />
        </div>
      </div>
      <label className="body-tick">
        <input type="checkbox" checked={weekly} onChange={(event) => setWeekly(event.target.checked)} />
        <span>{words.weekly}</span>
      </label>
      <p className="over-acts">
        <button type="submit" className="primary">
          {words.addIt}
        </button>
      </p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}
