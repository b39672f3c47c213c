import { type FormEvent, useId, useState } from 'react';
import { beginDisaster, type DisasterPlan, personLanguages } from '@/protocol/disasters';
import { languageName } from '@/shared/text/languageName';
import { prefectures } from '@/shared/text/prefectures';
import { useText } from '@/shared/text/TextContext';

const empty: DisasterPlan = { name: '', areas: [], everybody: false, words: {}, reason: '', endsAt: '', factor: 2 };

/** The faults that the gateway names, in words; those of a language without its code. */
function faultsOf(failure: unknown): string[] {
  const faults = (failure as { faults?: string[] } | null)?.faults;
  return Array.isArray(faults) ? faults : [];
}

/** What is decided when the disaster mode is turned on. */
export function BeginDisaster({ onDone }: { onDone(): void }) {
  const { text, language } = useText();
  const words = text.disasters;
  const id = useId();
  const [plan, setPlan] = useState(empty);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<DisasterPlan>) => setPlan((before) => ({ ...before, ...part }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await beginDisaster({
        ...plan,
        words: Object.fromEntries(Object.entries(plan.words).filter(([, said]) => said.trim())),
        endsAt: `${plan.endsAt}:00+09:00`,
      });
      setTrouble('');
      setPlan(empty);
      onDone();
    } catch (failure) {
      const faults = faultsOf(failure).map((fault) => words.faults[fault.split('.')[0] ?? ''] ?? fault);
      setTrouble(faults.length > 0 ? `${words.faulty} ${[...new Set(faults)].join(', ')}` : words.failed);
    } finally {
      setBusy(false);
    }
  }

  const say = (code: string) => (
    <div key={code} className="disaster-words">
      <label htmlFor={`${id}${code}`}>{languageName(code, language)}</label>
      <textarea
        id={`${id}${code}`}
        lang={code === 'ja-simple' ? 'ja' : code}
        maxLength={240}
        rows={3}
        required={code === 'ja'}
        value={plan.words[code] ?? ''}
        onChange={(event) => change({ words: { ...plan.words, [code]: event.target.value } })}
      />
    </div>
  );

  return (
    <form className="over-form" onSubmit={submit}>
      <label htmlFor={`${id}name`}>{words.name}</label>
      <input
        id={`${id}name`}
        required
        maxLength={40}
        value={plan.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <label htmlFor={`${id}areas`}>{words.areas}</label>
      <select
        id={`${id}areas`}
        multiple
        size={6}
        value={plan.areas}
        onChange={(event) => change({ areas: [...event.target.selectedOptions].map((one) => one.value) })}
      >
        {Object.entries(prefectures)
          .sort(([one], [other]) => one.localeCompare(other))
          .map(([code, name]) => (
            <option key={code} value={code}>
              {name[language === 'ja' ? 0 : 1]}
            </option>
          ))}
      </select>
      <label className="disaster-all">
        <input
          type="checkbox"
          checked={plan.everybody}
          onChange={(event) => change({ everybody: event.target.checked })}
        />
        <span>{words.everybody}</span>
      </label>
      <fieldset className="disaster-said">
        <legend>{words.words}</legend>
        {personLanguages.slice(0, 3).map(say)}
        <details>
          <summary>{words.otherWords}</summary>
          {personLanguages.slice(3).map(say)}
        </details>
      </fieldset>
      <label htmlFor={`${id}reason`}>{words.reason}</label>
      <input
        id={`${id}reason`}
        required
        maxLength={500}
        value={plan.reason}
        onChange={(event) => change({ reason: event.target.value })}
      />
      <label htmlFor={`${id}ends`}>{words.endsAt}</label>
      <input
        id={`${id}ends`}
        type="datetime-local"
        required
        value={plan.endsAt}
        onChange={(event) => change({ endsAt: event.target.value })}
      />
      <label htmlFor={`${id}factor`}>{words.factor}</label>
      <input
        id={`${id}factor`}
        type="number"
        min={1}
        max={10}
        step={0.5}
        value={plan.factor}
        onChange={(event) => change({ factor: event.target.valueAsNumber || 1 })}
      />
      <p className="over-acts">
        <button type="submit" className="primary" disabled={busy}>
          {words.start}
        </button>
      </p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}
