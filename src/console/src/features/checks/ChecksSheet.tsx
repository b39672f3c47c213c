import { useCallback, useEffect, useRef, useState } from 'react';
import { type Check, listChecks, readCheck, type WholeCheck } from '@/protocol/checks';
import { codeOf } from '@/protocol/failure';
import { useText } from '@/shared/text/TextContext';
import { exactTime } from '@/shared/time';
import { Dialog } from '@/shared/ui/Dialog';
import { CheckCard } from './CheckCard';

interface ChecksSheetProps {
  /** How many the gateway says are waiting: with each new number the list is read again. */
  waiting: number;
  onClose(): void;
}

/** What waits for my look as the second person: the list, and one of it to read. */
export function ChecksSheet({ waiting, onClose }: ChecksSheetProps) {
  const { text, language } = useText();
  const words = text.checks;
  const [checks, setChecks] = useState<Check[] | null>(null);
  const [open, setOpen] = useState<WholeCheck | null>(null);
  const [note, setNote] = useState('');
  const [trouble, setTrouble] = useState('');
  const top = useRef<HTMLDivElement>(null);
  const read = useCallback(
    () =>
      listChecks().then(
        (now) => {
          setChecks(now);
          setTrouble('');
        },
        () => setTrouble(words.unread),
      ),
    [words],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new number is read.
  useEffect(() => void read(), [read, waiting]);

  function look(check: Check) {
    setNote('');
    readCheck(check.id).then(
      (whole) => {
        setOpen(whole);
        setTrouble('');
        top.current?.focus();
      },
      (failure) => {
        setTrouble(words.refused[codeOf(failure)] ?? words.unread);
        void read();
      },
    );
  }

  function back(said = '') {
    setOpen(null);
    setNote(said);
    top.current?.focus();
    void read();
  }

  return (
    <Dialog title={words.list} className="checks" onClose={onClose}>
      <div ref={top} tabIndex={-1}>
        {open ? (
          <CheckCard whole={open} onBack={() => back()} onDone={back} />
        ) : (
          <>
            <p className="lead">{words.lead}</p>
            {checks?.length === 0 && <p>{words.nobody}</p>}
            <ul className="blocks">
              {checks?.map((check) => (
                <li key={check.id}>
                  <p>
                    <span className="code">{check.label}</span> <strong>{words.to(check.recipient)}</strong>
                  </p>
                  <p>{words.age[check.ageBand]}</p>
                  <p className="lead">
                    {words.askedBy(check.askedBy)}
                    {check.until && ` · ${words.until(exactTime(check.until, language))}`}
                  </p>
                  <button type="button" aria-label={words.readOf(check.label)} onClick={() => look(check)}>
                    {words.read}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p role="status">{note}</p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <div className="dialog-acts">
        <button type="button" className={open ? '' : 'primary'} onClick={onClose}>
          {text.tools.close}
        </button>
      </div>
    </Dialog>
  );
}
