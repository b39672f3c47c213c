import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { type RosterPerson, sayOfMyself } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';
import { ownClock, words as wordsOf } from './times';

interface AboutMeProps {
  person: RosterPerson | undefined;
  onDone(said: string): void;
}

const zones = Intl.supportedValuesOf('timeZone');

/** From where, by which clock and in which languages one answers: needed before the first shift. */
export function AboutMe({ person, onDone }: AboutMeProps) {
  const { text } = useText();
  const words = text.roster;
  const id = useId();
  const [country, setCountry] = useState(person?.country ?? '');
  const [timeZone, setTimeZone] = useState(person?.timeZone ?? ownClock());
  const [languages, setLanguages] = useState((person?.languages ?? ['ja']).join(', '));
  const [skills, setSkills] = useState((person?.skills ?? []).join(', '));
  const [capacity, setCapacity] = useState(person?.capacity ?? 1);
  const [mail, setMail] = useState(person?.mail ?? '');
  const [remindMinutes, setRemind] = useState(person?.remindMinutes ?? 60);
  const [trouble, setTrouble] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTrouble('');
    try {
      await sayOfMyself({
        country: country.trim().toUpperCase(),
        timeZone: timeZone.trim(),
        languages: wordsOf(languages),
        skills: wordsOf(skills),
        capacity,
        remindMinutes,
        ...(mail.trim() && { mail: mail.trim() }),
      });
      onDone(words.saved);
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
    }
  }

  return (
    <form className="over-form" onSubmit={submit}>
      <p className="lead">{words.meNote}</p>
      <label htmlFor={`${id}country`}>{words.country}</label>
      <input
        id={`${id}country`}
        required
        maxLength={2}
        autoComplete="country"
        value={country}
        onChange={(event) => setCountry(event.target.value)}
      />
      <label htmlFor={`${id}zone`}>{words.timeZone}</label>
      <input
        id={`${id}zone`}
        required
        list={`${id}zones`}
        value={timeZone}
        onChange={(event) => setTimeZone(event.target.value)}
      />
      <datalist id={`${id}zones`}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <label htmlFor={`${id}languages`}>{words.languages}</label>
      <input id={`${id}languages`} required value={languages} onChange={(event) => setLanguages(event.target.value)} />
      <label htmlFor={`${id}skills`}>{words.skills}</label>
      <input id={`${id}skills`} value={skills} onChange={(event) => setSkills(event.target.value)} />
      <label htmlFor={`${id}capacity`}>{words.capacity}</label>
      <input
        id={`${id}capacity`}
        type="number"
        min={1}
        max={5}
        value={capacity}
        onChange={(event) => setCapacity(event.target.valueAsNumber || 1)}
      />
      <label htmlFor={`${id}mail`}>{words.mail}</label>
      <input
        id={`${id}mail`}
        type="email"
        autoComplete="email"
        value={mail}
        onChange={(event) => setMail(event.target.value)}
      />
      <label htmlFor={`${id}remind`}>{words.remind}</label>
      <input
        id={`${id}remind`}
        type="number"
        min={0}
        max={4320}
        value={remindMinutes}
        onChange={(event) => setRemind(event.target.valueAsNumber || 0)}
      />
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
