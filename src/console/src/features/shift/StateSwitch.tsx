import { useText } from '@/shared/text/TextContext';

interface StateSwitchProps {
  available: boolean;
  capacity: number;
  /** False until the gateway has told what it knows of me: a press before would carry a number that nobody chose. */
  known: boolean;
  onChange(available: boolean, capacity: number): void;
}

/** Available or away, and how many conversations at once. */
export function StateSwitch({ available, capacity, known, onChange }: StateSwitchProps) {
  const { text } = useText();
  return (
    <fieldset className="state-switch" aria-label={text.shift.group} disabled={!known}>
      <span className="segments">
        <button
          type="button"
          className="is-available"
          aria-pressed={available}
          onClick={() => onChange(true, capacity)}
        >
          <span className="state-dot" aria-hidden="true" />
          {text.shift.available}
        </button>
        <button type="button" aria-pressed={!available} onClick={() => onChange(false, capacity)}>
          {text.shift.away}
        </button>
      </span>
      <select
        className="capacity"
        aria-label={text.shift.capacity}
        title={text.shift.capacity}
        value={capacity}
        onChange={(event) => onChange(available, Number(event.target.value))}
      >
        {[1, 2, 3, 4, 5].map((n) => (
          <option key={n} value={n}>
            {text.shift.people(n)}
          </option>
        ))}
      </select>
    </fieldset>
  );
}
