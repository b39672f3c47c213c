import type { BodyKind } from '@/protocol/bodies';
import { useText } from '@/shared/text/TextContext';

export interface Wanted {
  q: string;
  area: string;
  kind: string;
  language: string;
  age: string;
  now: boolean;
  all: boolean;
  waiting: boolean;
  /** With whom I talk; empty: with nobody. */
  talk: string;
}

export const anything: Wanted = {
  q: '',
  area: '',
  kind: '',
  language: '',
  age: '',
  now: false,
  all: false,
  waiting: false,
  talk: '',
};

/** As the gateway is asked. A code that is still being typed asks for nothing. */
export function queryOf(wanted: Wanted, after: number): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of ['q', 'kind', 'language', 'age', 'talk'] as const)
    if (wanted[name].trim()) query.set(name, wanted[name].trim());
  if (/^(\d{2}|\d{6})$/.test(wanted.area.trim())) query.set('area', wanted.area.trim());
  for (const name of ['now', 'all', 'waiting'] as const) if (wanted[name]) query.set(name, '1');
  if (after > 0) query.set('after', `${after}`);
  return query;
}

interface FiltersProps {
  wanted: Wanted;
  kinds: readonly BodyKind[];
  keeps: boolean;
  onChange(change: Partial<Wanted>): void;
}

/** For whom a body is looked for. */
export function Filters({ wanted, kinds, keeps, onChange }: FiltersProps) {
  const { text, language } = useText();
  const words = text.bodies;
  const field = (name: 'q' | 'area' | 'language' | 'age', label: string, numeric = false) => (
    <label className="body-field">
      <span>{label}</span>
      <input
        type={name === 'q' ? 'search' : 'text'}
        inputMode={numeric ? 'numeric' : undefined}
        value={wanted[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </label>
  );
  const tick = (name: 'now' | 'all' | 'waiting', label: string) => (
    <label className="body-tick">
      <input type="checkbox" checked={wanted[name]} onChange={(event) => onChange({ [name]: event.target.checked })} />
      <span>{label}</span>
    </label>
  );
  return (
    <form className="body-filters" aria-label={words.filters} onSubmit={(event) => event.preventDefault()}>
      {field('q', words.search)}
      <label className="body-field">
        <span>{words.kind}</span>
        <select value={wanted.kind} onChange={(event) => onChange({ kind: event.target.value })}>
          <option value="">{words.anyKind}</option>
          {kinds.map((kind) => (
            <option key={kind.code} value={kind.code}>
              {kind[language]}
            </option>
          ))}
        </select>
      </label>
      {field('area', words.area, true)}
      <div className="body-pair">
        {field('age', words.age, true)}
        {field('language', words.language)}
      </div>
      {tick('now', words.nowOnly)}
      {tick('all', words.allToo)}
      {keeps && tick('waiting', words.waitingOnly)}
    </form>
  );
}
