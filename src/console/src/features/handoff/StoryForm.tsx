import { type FormEvent, useEffect, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { askStory, type StoryOccasion, type StoryWords, storyOccasions } from '@/protocol/stories';
import { prefectures } from '@/shared/text/prefectures';
import { useText } from '@/shared/text/TextContext';

const empty: StoryWords = { before: '', since: '', now: '', prefecture: '' };
const keys = ['before', 'since', 'now'] as const;

/** その後のお話: a counsellor writes what came of a hand-off, and asks the person once whether it may be used. */
export function StoryForm({ talk, lastAnswer, onAsked }: { talk: string; lastAnswer: number; onAsked(): void }) {
  const { text, language } = useText();
  const words = text.stories;
  const [occasions, setOccasions] = useState<StoryOccasion[]>([]);
  const [chosen, setChosen] = useState('');
  const [story, setStory] = useState(empty);
  const [found, setFound] = useState<string[]>([]);
  const [looked, setLooked] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer may change whether they may be asked.
  useEffect(() => {
    storyOccasions(talk).then(setOccasions, () => setOccasions([]));
  }, [talk, lastAnswer]);

  const occasion =
    occasions.find((one) => one.referral === chosen) ?? occasions.find((one) => one.bar === 'none') ?? occasions[0];
  if (!occasion) return null;

  function change(part: Partial<StoryWords>) {
    setStory((before) => ({ ...before, ...part }));
    setTrouble('');
    setFound([]);
    setLooked(false);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !occasion) return;
    if (!keys.some((key) => story[key].trim())) return setTrouble(words.refused['story.words'] ?? '');
    if (found.length > 0 && !looked) return setTrouble(words.found(found.join(text.listComma)));
    setBusy(true);
    try {
      await askStory(talk, occasion.referral, story, looked);
      setStory(empty);
      setOccasions(await storyOccasions(talk));
      onAsked();
    } catch (failure) {
      const code = codeOf(failure);
      const seen = (failure as { found?: string[] }).found ?? [];
      if (code === 'story.telling') setFound(seen);
      setTrouble(
        code === 'story.telling'
          ? words.found(seen.join(text.listComma))
          : code === 'story.known'
            ? words.known(seen.join(text.listComma))
            : (words.refused[code] ?? words.bar[code.replace('story.', '')] ?? words.failed),
      );
    }
    setBusy(false);
  }

  return (
    <details className="ground-door">
      <summary>{words.open}</summary>
      <form className="sheet-form" onSubmit={submit}>
        <p className="lead">{words.lead}</p>
        {occasions.length > 1 ? (
          <div className="sheet-field">
            <label htmlFor={`${id}which`}>{words.which}</label>
            <select id={`${id}which`} value={occasion.referral} onChange={(event) => setChosen(event.target.value)}>
              {occasions.map((one) => (
                <option key={one.referral} value={one.referral}>
                  {one.bodyName}
                </option>
              ))}
            </select>
          </div>
        ) : (
          <p>
            {words.which}: <strong>{occasion.bodyName}</strong>
          </p>
        )}
        {occasion.bar !== 'none' ? (
          <p className="amber-note">{words.bar[occasion.bar]}</p>
        ) : (
          <>
            <p className="lead">{words.rule}</p>
            {keys.map((key) => (
              <div key={key} className="sheet-field">
                <label htmlFor={id + key}>{words.parts[key]}</label>
                <textarea
                  id={id + key}
                  rows={3}
                  maxLength={300}
                  value={story[key]}
                  onChange={(event) => change({ [key]: event.target.value })}
                />
              </div>
            ))}
            <div className="sheet-field">
              <label htmlFor={`${id}prefecture`}>{words.prefecture}</label>
              <select
                id={`${id}prefecture`}
                value={story.prefecture ?? ''}
                onChange={(event) => change({ prefecture: event.target.value })}
              >
                <option value="">{words.noPrefecture}</option>
                {Object.entries(prefectures)
                  .filter(([code]) => Number(code) <= 47)
                  .sort()
                  .map(([code, name]) => (
                    <option key={code} value={code}>
                      {name[language === 'ja' ? 0 : 1]}
                    </option>
                  ))}
              </select>
            </div>
            <p className="trouble" role="alert">
              {trouble}
            </p>
            {found.length > 0 && (
              <label className="body-tick">
                <input type="checkbox" checked={looked} onChange={(event) => setLooked(event.target.checked)} />
                <span>{words.looked}</span>
              </label>
            )}
            <p>
              <button type="submit" aria-disabled={busy}>
                {words.send}
              </button>
            </p>
          </>
        )}
      </form>
    </details>
  );
}
