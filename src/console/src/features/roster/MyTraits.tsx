import { type FormEvent, useEffect, useId, useState } from 'react';
import { type Gender, generations, languages, readTraits, sayTraits, type Traits } from '@/protocol/wishes';
import { languageName } from '@/shared/text/languageName';
import { useText } from '@/shared/text/TextContext';

interface MyTraitsProps {
  onDone(said: string): void;
}

/** What one says of oneself so that wishes can be met: voluntary, and read by nobody but the matching. */
export function MyTraits({ onDone }: MyTraitsProps) {
  const { text, language } = useText();
  const words = text.wishes;
  const id = useId();
  const [traits, setTraits] = useState<Traits | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    readTraits().then(setTraits, () => setTrouble(words.unread));
  }, [words]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!traits) return;
    try {
      await sayTraits({
        ...(traits.gender && { gender: traits.gender }),
        ...(traits.generation && { generation: traits.generation }),
        languages: traits.languages,
      });
      setTrouble('');
      onDone(words.saved);
    } catch {
      setTrouble(words.failed);
    }
  }

  const toggle = (code: string, on: boolean) =>
    setTraits(
      (before) =>
        before && {
          ...before,
          languages: languages.filter((one) => (one === code ? on : before.languages.includes(one))),
        },
    );

  return (
    <form className="over-form" onSubmit={submit}>
      <p className="lead">{words.note}</p>
      <p>{words.note2}</p>
      {traits && (
        <>
          <label htmlFor={`${id}gender`}>{words.gender}</label>
          <select
            id={`${id}gender`}
            value={traits.gender ?? ''}
            onChange={(event) => setTraits({ ...traits, gender: (event.target.value || null) as Gender | null })}
          >
            <option value="">{words.unsaid}</option>
            {(['woman', 'man', 'other'] as const).map((one) => (
              <option key={one} value={one}>
                {words.genders[one]}
              </option>
            ))}
          </select>
          <label htmlFor={`${id}generation`}>{words.generation}</label>
          <select
            id={`${id}generation`}
            value={traits.generation ?? ''}
            onChange={(event) => setTraits({ ...traits, generation: event.target.value || null })}
          >
            <option value="">{words.unsaid}</option>
            {generations.map((one) => (
              <option key={one} value={one}>
                {words.generations[one]}
              </option>
            ))}
          </select>
          <fieldset className="wish-languages">
            <legend>{words.languages}</legend>
            {languages.map((one) => (
              <label key={one}>
                <input
                  type="checkbox"
                  checked={traits.languages.includes(one)}
                  onChange={(event) => toggle(one, event.target.checked)}
                />
                <span>{languageName(one, language)}</span>
              </label>
            ))}
          </fieldset>
          <p className="over-acts">
            <button type="submit" className="primary">
              {words.save}
            </button>
          </p>
        </>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}
