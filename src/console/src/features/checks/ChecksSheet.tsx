import { useCallback, useEffect, useRef, useState } from 'react';
import { type Check, listChecks, readCheck, type WholeCheck } from '@/protocol/checks';
import { codeOf } from '@/protocol/failure';
import { listProposals, type Proposal, readProposal, type WholeProposal } from '@/protocol/proposals';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';
import { Dialog } from '@/shared/ui/Dialog';
import { CheckCard } from './CheckCard';
import { ProposalCard } from './ProposalCard';

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
  const [proposals, setProposals] = useState<Proposal[]>([]);
  const [proposed, setProposed] = useState<WholeProposal | null>(null);
  const [open, setOpen] = useState<WholeCheck | null>(null);
  const [note, setNote] = useState('');
  const [trouble, setTrouble] = useState('');
  const top = useRef<HTMLDivElement>(null);
  const read = useCallback(
    () =>
      Promise.all([listChecks(), listProposals()]).then(
        ([now, also]) => {
          setChecks(now);
          setProposals(also);
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

  function lookAt(proposal: Proposal) {
    setNote('');
    readProposal(proposal.id).then(
      (whole) => {
        setProposed(whole);
        setTrouble('');
        top.current?.focus();
      },
      (failure) => {
        setTrouble(text.grounds.refused[codeOf(failure)] ?? words.unread);
        void read();
      },
    );
  }

  function back(said = '') {
    setOpen(null);
    setProposed(null);
    setNote(said);
    top.current?.focus();
    void read();
  }

  return (
    <Dialog title={words.list} className="checks" onClose={onClose}>
      <div ref={top} tabIndex={-1}>
        {open ? (
          <CheckCard whole={open} onBack={() => back()} onDone={back} />
        ) : proposed ? (
          <ProposalCard whole={proposed} onBack={() => back()} onDone={back} onOver={back} />
        ) : (
          <>
            <p className="lead">{words.lead}</p>
            {checks?.length === 0 && proposals.length === 0 && <p>{words.nobody}</p>}
            {proposals.length > 0 && (
              <ul className="blocks">
                {proposals.map((proposal) => (
                  <li key={proposal.id}>
                    <p>
                      <span className="code">{proposal.label}</span> <strong>{words.to(proposal.recipient)}</strong>
                    </p>
                    <p className="amber-note">{text.grounds.names[proposal.ground]}</p>
                    <p className="lead">
                      {text.grounds.proposedBy(proposal.proposedBy)}
                      {proposal.until && ` · ${text.grounds.until(minuteTime(proposal.until, language))}`}
                    </p>
                    <button
                      type="button"
                      aria-label={text.grounds.readOf(proposal.label)}
                      onClick={() => lookAt(proposal)}
                    >
                      {text.grounds.read}
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <ul className="blocks">
              {checks?.map((check) => (
                <li key={check.id}>
                  <p>
                    <span className="code">{check.label}</span> <strong>{words.to(check.recipient)}</strong>
                  </p>
                  <p>{words.age[check.ageBand]}</p>
                  <p className="lead">
                    {words.askedBy(check.askedBy)}
                    {check.until && ` · ${words.until(minuteTime(check.until, language))}`}
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
        <button type="button" className={open || proposed ? '' : 'primary'} onClick={onClose}>
          {text.tools.close}
        </button>
      </div>
    </Dialog>
  );
}
