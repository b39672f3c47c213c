import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { Ground, Proposing } from '@/protocol/proposals';
import type { Sheet, SheetFailure, SheetProblem } from '@/protocol/sheets';
import { useText } from '@/shared/text/TextContext';

interface GroundFormProps {
  sheet: Sheet;
  items: readonly { code: string; name: string; sensitive: boolean }[];
  onPropose(proposing: Proposing): Promise<void>;
}

const EMPTY = { ground: '' as Ground | '', why: '', whyNoConsent: '', items: [] as string[], knows: '' };

/**
 * The door beside consent: on which ground, what is happening, why there is no consent, what must be known. Nothing leaves by it; a second person reads
 * it. What was typed stays when it fails, and is gone once it is proposed.
 */
export function GroundForm({ sheet, items, onPropose }: GroundFormProps) {
  const { text, language } = useText();
  const words = text.grounds;
  const [draft, setDraft] = useState(EMPTY);
  const [trouble, setTrouble] = useState('');
  const [problems, setProblems] = useState<SheetProblem[]>([]);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const change = (part: Partial<typeof EMPTY>) => {
    setDraft((before) => ({ ...before, ...part }));
    setTrouble('');
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!draft.ground) return setTrouble(words.needGround);
    if (!draft.knows) return setTrouble(words.needKnows);
    setBusy(true);
    try {
      const { ground, why, whyNoConsent } = draft;
      const personKnows = draft.knows === 'yes';
      await onPropose({ revision: sheet.revision, ground, why, whyNoConsent, items: draft.items, personKnows });
      setDraft(EMPTY);
      setProblems([]);
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
      setProblems((failure as SheetFailure).problems ?? []);
    }
    setBusy(false);
  }

  return (
    <details className="ground-door">
      <summary>{words.open}</summary>
      <form className="sheet-form" onSubmit={submit}>
        <p className="amber-note">{words.lead}</p>
        <div className="sheet-field">
          <label htmlFor={`${id}ground`}>{words.ground}</label>
          <select
            id={`${id}ground`}
            value={draft.ground}
            onChange={(event) => change({ ground: event.target.value as Ground | '' })}
          >
            <option value="">{words.choose}</option>
            {sheet.grounds.map((code) => (
              <option key={code} value={code}>
                {words.names[code] ?? code}
              </option>
            ))}
          </select>
          {draft.ground && <p className="lead">{words.notes[draft.ground]}</p>}
        </div>
        <div className="sheet-field">
          <label htmlFor={`${id}why`}>{words.why}</label>
          <textarea
            id={`${id}why`}
            rows={3}
            maxLength={500}
            value={draft.why}
            onChange={(event) => change({ why: event.target.value })}
          />
        </div>
        <div className="sheet-field">
          <label htmlFor={`${id}no`}>{words.whyNoConsent}</label>
          <textarea
            id={`${id}no`}
            rows={2}
            maxLength={120}
            value={draft.whyNoConsent}
            onChange={(event) => change({ whyNoConsent: event.target.value })}
          />
        </div>
        <fieldset className="sheet-codes">
          <legend>{words.items}</legend>
          {items
            .filter((item) => sheet.held.includes(item.code))
            .map((item) => (
              <label key={item.code} className="body-tick">
                <input
                  type="checkbox"
                  checked={draft.items.includes(item.code)}
                  onChange={(event) =>
                    change({
                      items: event.target.checked
                        ? [...draft.items, item.code]
                        : draft.items.filter((one) => one !== item.code),
                    })
                  }
                />
                <span>
                  {item.name}
                  {item.sensitive && <span className="tag"> {text.handoff.sensitive}</span>}
                </span>
              </label>
            ))}
        </fieldset>
        <fieldset className="sheet-codes">
          <legend>{words.knows}</legend>
          {(['no', 'yes'] as const).map((code) => (
            <label key={code} className="body-tick">
              <input
                type="radio"
                name={`${id}knows`}
                checked={draft.knows === code}
                onChange={() => change({ knows: code })}
              />
              <span>{code === 'no' ? words.knowsNo : words.knowsYes}</span>
            </label>
          ))}
          <p className="lead">{words.knowsNote}</p>
        </fieldset>
        {problems.length > 0 && (
          <div className="amber-note">
            {text.handoff.problems}
            <ul>
              {problems.map((problem) => (
                <li key={problem.key + problem.code}>{problem[language]}</li>
              ))}
            </ul>
          </div>
        )}
        <p className="emergency-row">
          <button type="submit" aria-disabled={busy}>
            {words.send}
          </button>
        </p>
        <p className="trouble" role="alert">
          {trouble}
        </p>
      </form>
    </details>
  );
}
