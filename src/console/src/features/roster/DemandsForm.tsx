import { type FormEvent, useId, useState } from 'react';
import { type Demands, sayDemands } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';
import { OpenFields } from './OpenFields';

/** What the organisation asks of its roster. */
export function DemandsForm({ demands, onDone }: { demands: Demands; onDone(said: string): unknown }) {
  const { text } = useText();
  const words = text.coverage;
  const id = useId();
  const [asked, setAsked] = useState(demands);
  const [trouble, setTrouble] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTrouble('');
    try {
      await sayDemands(asked);
      await onDone(words.saved);
    } catch {
      setTrouble(words.failed);
    }
  }

  const field = (
    name: 'people' | 'perSupervisor' | 'talkMinutes' | 'weeks',
    label: string,
    min: number,
    max: number,
  ) => (
    <div>
      <label htmlFor={`${id}${name}`}>{label}</label>
      <input
        id={`${id}${name}`}
        type="number"
        required
        min={min}
        max={max}
        value={asked[name]}
        onChange={(event) => setAsked({ ...asked, [name]: event.target.valueAsNumber || 0 })}
      />
    </div>
  );

  return (
    <form className="over-form" onSubmit={submit}>
      <p className="lead">{words.demandsNote}</p>
      <div className="shift-fields">
        {field('people', words.atLeast, 0, 100)}
        {field('perSupervisor', words.perSupervisor, 0, 100)}
        {field('talkMinutes', words.talkMinutes, 5, 240)}
        {field('weeks', words.weeksBack, 4, 52)}
      </div>
      <OpenFields hours={asked.hours} onChange={(hours) => setAsked({ ...asked, hours })} />
      <p className="over-acts">
        <button type="submit" className="primary">
          {words.save}
        </button>
      </p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}
