import { type FormEvent, useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { noteUnmet } from '@/protocol/loop';
import type { SheetCode, Told } from '@/protocol/sheets';
import { useText } from '@/shared/text/TextContext';

interface NobodyFormProps {
  talk: string;
  topics: readonly SheetCode[];
  /** What the person told the guide of where they live, if anything. */
  area?: Told | undefined;
}

/** 行き先なし: no body could help. Counted by topic and area, and never who. */
export function NobodyForm({ talk, topics, area }: NobodyFormProps) {
  const { text, language } = useText();
  const words = text.handoff.nobody;
  const [topic, setTopic] = useState('');
  const [note, setNote] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!topic) return setTrouble(words.needTopic);
    setBusy(true);
    try {
      await noteUnmet(talk, topic, typeof area?.value === 'string' ? area.value : undefined);
      setNote(words.noted);
      setTrouble('');
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? text.handoff.failed);
    }
    setBusy(false);
  }

  return (
    <details className="ground-door">
      <summary>{words.open}</summary>
      <form className="sheet-form" onSubmit={submit}>
        <p className="lead">{words.lead}</p>
        <div className="sheet-field">
          <label htmlFor={id}>{words.topic}</label>
          <select
            id={id}
            value={topic}
            onChange={(event) => {
              setTopic(event.target.value);
              setTrouble('');
              setNote('');
            }}
          >
            <option value="">{words.choose}</option>
            {topics.map((one) => (
              <option key={one.code} value={one.code}>
                {one[language]}
              </option>
            ))}
          </select>
        </div>
        {area && <p className="lead">{words.area(area[language])}</p>}
        <p>
          <button type="submit" aria-disabled={busy}>
            {words.send}
          </button>
        </p>
        <p role="status">{note}</p>
        <p className="trouble" role="alert">
          {trouble}
        </p>
      </form>
    </details>
  );
}
