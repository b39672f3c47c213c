import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { type Heard, type WordsToRead, wordsToRead, writeHeard } from '@/protocol/heard';
import type { Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { HeardItems } from './HeardItems';
import { HeardWay } from './HeardWay';

interface HeardFormProps {
  talk: string;
  question: string;
  names: ReadonlyMap<string, string>;
  /** What would be passed on by an item, word for word. */
  contentOf(item: string): readonly string[];
  /** The newest messages of the person, newest first. */
  said: readonly Entry[];
  onWritten(): void;
}

/** How it was heard, and the answer to each item. Nothing is chosen at first. */
export interface HeardDraft {
  way: 'aloud' | 'talk' | null;
  readAll: boolean;
  entry: number | null;
  answers: Record<string, boolean>;
}

const EMPTY: HeardDraft = { way: null, readAll: false, entry: null, answers: {} };

/**
 * The person has answered aloud, or in words of the talk, and the counsellor writes it down: item for item, and only once all of it was heard. A second
 * step shows what will stand there before it does.
 */
export function HeardForm({ talk, question, names, contentOf, said, onWritten }: HeardFormProps) {
  const { text } = useText();
  const words = text.heard;
  const [open, setOpen] = useState(false);
  const [toRead, setToRead] = useState<WordsToRead | null>(null);
  const [draft, setDraft] = useState(EMPTY);
  const [looking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const second = useRef<HTMLHeadingElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    wordsToRead(talk, question).then(setToRead, (failure) =>
      setTrouble(words.refused[codeOf(failure)] ?? words.failed),
    );
  }, [open, talk, question, words]);
  useEffect(() => {
    if (looking) second.current?.focus();
  }, [looking]);

  function change(part: Partial<HeardDraft>) {
    setDraft((before) => ({ ...before, ...part }));
    setTrouble('');
  }

  function look(event: FormEvent) {
    event.preventDefault();
    const heard = draft.way === 'aloud' ? draft.readAll : draft.entry !== null;
    const whole = toRead?.items.every((item) => item in draft.answers);
    if (!draft.way || !heard || !whole) return setTrouble(words.missing);
    setLooking(true);
  }

  async function write() {
    if (busy || !toRead) return;
    setBusy(true);
    try {
      await writeHeard(talk, question, asSent(draft, toRead));
      onWritten();
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
      setLooking(false);
    }
    setBusy(false);
  }

  const listed = (yes: boolean) =>
    toRead?.items
      .filter((item) => draft.answers[item] === yes)
      .map((item) => names.get(item) ?? item)
      .join(text.listComma) || words.nothing;

  return (
    <details className="ground-door" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.open}</summary>
      {toRead && !looking && (
        <form className="sheet-form" onSubmit={look}>
          <p className="lead">{words.lead}</p>
          <HeardWay id={id} toRead={toRead} draft={draft} said={said} onChange={change} />
          <HeardItems
            id={id}
            items={toRead.items}
            draft={draft}
            names={names}
            contentOf={contentOf}
            onChange={change}
          />
          <p className="emergency-row">
            <button type="submit">{words.look}</button>
          </p>
        </form>
      )}
      {looking && (
        <div>
          <h4 ref={second} tabIndex={-1}>
            {words.confirm}
          </h4>
          <p>{words.agreed(listed(true))}</p>
          <p>{words.kept(listed(false))}</p>
          <p className="lead">{words.told}</p>
          <p className="emergency-row">
            <button type="button" className="primary" aria-disabled={busy} onClick={write}>
              {words.write}
            </button>{' '}
            <button type="button" className="quiet" onClick={() => setLooking(false)}>
              {words.change}
            </button>
          </p>
        </div>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </details>
  );
}

function asSent({ way, entry, answers }: HeardDraft, { terms, words }: WordsToRead): Heard {
  return way === 'talk' && entry !== null ? { terms, answers, entry } : { terms, answers, words };
}
