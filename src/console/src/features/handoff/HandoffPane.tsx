import { X } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import type { Entry } from '@/protocol/messages';
import { propose } from '@/protocol/proposals';
import {
  askPerson,
  beginSheet,
  readSheets,
  type Sheet,
  type SheetField,
  type Sheets,
  saveSheet,
  sheetFields,
  takeBack,
} from '@/protocol/sheets';
import { useText } from '@/shared/text/TextContext';
import type { Language } from '@/shared/time';
import { AskForm } from './AskForm';
import { GroundForm } from './GroundForm';
import { HeardForm } from './HeardForm';
import { NobodyForm } from './NobodyForm';
import { QuestionCard } from './QuestionCard';
import { SheetForm } from './SheetForm';
import { StoryForm } from './StoryForm';

/** As the gateway marks them: 要配慮. */
const sensitive: ReadonlySet<string> = new Set(['family', 'health', 'safety', 'transcript']);

interface HandoffPaneProps {
  id: string;
  label: string;
  /** The newest messages of the person, newest first. */
  said: readonly Entry[];
  /** The number of the newest line on a question: with each new one everything is read again. */
  lastAnswer: number;
  /** How what was agreed to stands, of one sheet. */
  steps(sheet: string): ReactNode;
  /** Where a body is chosen. */
  picker(onBegin: (body: string) => void): ReactNode;
  onShut(): void;
}

/** つなぐ, beside the talk: a body, the sheet, the question, and what the person answered. */
export function HandoffPane({ id, label, said, lastAnswer, steps, picker, onShut }: HandoffPaneProps) {
  const { text, language } = useText();
  const words = text.handoff;
  const [fields, setFields] = useState<SheetField[]>([]);
  const [all, setAll] = useState<Sheets | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [trouble, setTrouble] = useState('');
  const [note, setNote] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);

  const read = useCallback(
    () =>
      readSheets(id).then(
        (now) => {
          setAll(now);
          setOpen((before) => before ?? now.sheets.at(-1)?.id ?? null);
          setTrouble('');
        },
        () => setTrouble(words.unread),
      ),
    [id, words],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the person's is read.
  useEffect(() => void read(), [read, lastAnswer]);
  useEffect(() => {
    sheetFields().then(setFields, () => setTrouble(words.unread));
    heading.current?.focus();
  }, [words]);

  const sheet = all?.sheets.find((one) => one.id === open) ?? null;
  const questions = all?.questions.filter((one) => one.sheet === open) ?? [];
  const items = useMemo(() => itemsOf(fields, text.handoffItems), [fields, text]);
  const names = useMemo(() => new Map(items.map((item) => [item.code, item.name])), [items]);
  const refuse = (failure: unknown) => setTrouble(words.refused[codeOf(failure)] ?? words.failed);

  async function begin(body: string) {
    try {
      const begun = await beginSheet(id, body);
      setOpen(begun.id);
      await read();
    } catch (failure) {
      refuse(failure);
    }
  }

  return (
    <section
      className="card emergency handoff"
      aria-label={words.title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
      tabIndex={0}
      onKeyDown={(event) => event.key === 'Escape' && onShut()}
    >
      <header className="emergency-head">
        <h2 ref={heading} tabIndex={-1}>
          {words.title} <span className="code">{label}</span>
        </h2>
        <button type="button" className="quiet icon" title={words.close} onClick={onShut}>
          <X size={18} aria-hidden="true" />
          <span className="sr-only">{words.close}</span>
        </button>
      </header>
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <p role="status">{note}</p>
      {all && !sheet && (
        <>
          <StoryForm
            talk={id}
            lastAnswer={lastAnswer}
            onAsked={() => {
              setNote(text.stories.sent);
              heading.current?.focus();
            }}
          />
          {picker(begin)}
          <NobodyForm
            talk={id}
            topics={fields.find((field) => field.key === 'mainTopic')?.codes ?? []}
            area={all.told.find((one) => one.key === 'areaCode')}
          />
        </>
      )}
      {sheet && fields.length > 0 && (
        <>
          <p>
            <strong>{words.to(sheet.bodyName)}</strong>{' '}
            <button type="button" className="quiet" onClick={() => setOpen('')}>
              {words.back}
            </button>
          </p>
          {questions.length > 0 && <h3>{words.answers}</h3>}
          {questions.toReversed().map((question) => (
            <QuestionCard
              key={question.id}
              question={question}
              names={names}
              onTakeBack={() => takeBack(id, question.id).then(read, refuse)}
            >
              <HeardForm
                talk={id}
                question={question.id}
                names={names}
                contentOf={(item) => contentOf(sheet, fields, item, language)}
                said={said}
                onWritten={() => {
                  setNote(text.heard.written);
                  heading.current?.focus();
                  void read();
                }}
              />
            </QuestionCard>
          ))}
          {steps(sheet.id)}
          <p className="lead">{sheet.byPerson ? words.byPerson : words.together}</p>
          <SheetForm
            key={sheet.id}
            sheet={sheet}
            fields={fields}
            said={said}
            told={all?.told ?? []}
            onSave={async (changes, revision) => {
              await saveSheet(id, sheet.id, revision, changes);
              await read();
            }}
            onRead={read}
          />
          {!questions.some((one) => one.state === 'asked' || one.state === 'given') && (
            <AskForm
              key={`ask${sheet.id}`}
              sheet={sheet}
              items={items}
              declined={questions.some((one) => one.state === 'declined')}
              onAsk={async (asking) => {
                await askPerson(id, sheet.id, asking);
                await read();
                // What becomes of it is said above.
                heading.current?.focus();
              }}
            />
          )}
          <GroundForm
            key={`ground${sheet.id}`}
            sheet={sheet}
            items={items}
            onPropose={async (proposing) => {
              await propose(id, sheet.id, proposing);
              setNote(text.grounds.sent);
              // What becomes of it is said above.
              heading.current?.focus();
            }}
          />
        </>
      )}
    </section>
  );
}

/** What stands in a sheet of one item, as it would be read out. */
function contentOf(sheet: Sheet, fields: readonly SheetField[], item: string, language: Language) {
  return fields
    .filter((field) => field.item === item && sheet.words[field.key])
    .map((field) => `${field[language]}: ${sheet.words[field.key]?.[language]}`);
}

function itemsOf(known: readonly SheetField[], named: Record<string, string>) {
  const codes = [...new Set(known.map((field) => field.item).filter((code) => code != null))];
  const order = Object.keys(named);
  return codes
    .sort((one, other) => order.indexOf(one) - order.indexOf(other))
    .map((code) => ({ code, name: named[code] ?? code, sensitive: sensitive.has(code) }));
}
