import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { Asking, Sheet, SheetFailure, SheetProblem } from '@/protocol/sheets';
import { useText } from '@/shared/text/TextContext';

interface AskFormProps {
  sheet: Sheet;
  items: readonly { code: string; name: string; sensitive: boolean }[];
  declined: boolean;
  onAsk(asking: Asking): Promise<void>;
}

/** Which items the person is asked for. What is proposed is a proposal to ask; on their page everything is off. */
export function AskForm({ sheet, items, declined, onAsk }: AskFormProps) {
  const { text, language } = useText();
  const words = text.handoff;
  const [chosen, setChosen] = useState<string[]>(() => sheet.proposed);
  const [topic, setTopic] = useState('');
  const [purpose, setPurpose] = useState<Asking['purpose']>('contact');
  const [again, setAgain] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [refused, setRefused] = useState<SheetProblem[]>([]);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const asked = chosen.filter((code) => sheet.held.includes(code));
  const problems =
    refused.length > 0 ? refused : sheet.problems.filter((problem) => !problem.item || asked.includes(problem.item));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await onAsk({ revision: sheet.revision, items: asked, purpose, topic, again });
      setTrouble('');
      setRefused([]);
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
      setRefused((failure as SheetFailure).problems ?? []);
    }
    setBusy(false);
  }

  return (
    <form className="sheet-form" onSubmit={submit}>
      <h3>{words.ask}</h3>
      <fieldset className="sheet-codes">
        <legend>{words.items}</legend>
        {items.map((item) => {
          const never = sheet.never.includes(item.code);
          const empty = !sheet.held.includes(item.code) || never;
          return (
            <label key={item.code} className="body-tick">
              <input
                type="checkbox"
                disabled={empty}
                checked={!empty && chosen.includes(item.code)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, item.code] : chosen.filter((one) => one !== item.code))
                }
              />
              <span>
                {item.name}
                {item.sensitive && <span className="tag"> {words.sensitive}</span>}
                {sheet.needs.includes(item.code) && <span className="lead"> {words.needed}</span>}
                {empty && <span className="lead"> {never ? words.neverWanted : words.emptyItem}</span>}
              </span>
            </label>
          );
        })}
      </fieldset>
      <p className="lead">{words.itemsNote}</p>
      {sheet.secondSide && <p className="amber-note">{words.secondSide}</p>}
      <div className="sheet-field">
        <label htmlFor={`${id}topic`}>{words.topic}</label>
        <input id={`${id}topic`} maxLength={60} value={topic} onChange={(event) => setTopic(event.target.value)} />
      </div>
      <div className="sheet-field">
        <label htmlFor={`${id}purpose`}>{words.purpose}</label>
        <select
          id={`${id}purpose`}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value as Asking['purpose'])}
        >
          {Object.entries(words.purposes).map(([code, said]) => (
            <option key={code} value={code}>
              {said}
            </option>
          ))}
        </select>
      </div>
      {declined && (
        <label className="body-tick">
          <input type="checkbox" checked={again} onChange={(event) => setAgain(event.target.checked)} />
          <span>{words.again}</span>
        </label>
      )}
      {problems.length > 0 && (
        <div className="amber-note">
          {words.problems}
          <ul>
            {problems.map((problem) => (
              <li key={problem.key + problem.code}>{problem[language]}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="emergency-row">
        <button type="submit" className="primary" aria-disabled={busy}>
          {words.send}
        </button>
      </p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}
