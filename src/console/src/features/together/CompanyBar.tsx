import { Users } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { askForWorker, type Company, endSeat, handOverTo, readCompany, type Seat } from '@/protocol/company';
import { codeOf } from '@/protocol/failure';
import type { Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';

interface CompanyBarProps {
  talk: string;
  entries: readonly Entry[];
  ended: boolean;
  /** Puts a sentence into the field, to be changed and sent. */
  onIntroduce(words: string): void;
}

/** Who else is in the talk, with name and role; and the way to have a body's worker join. Nothing at all where nobody could. */
export function CompanyBar({ talk, entries, ended, onIntroduce }: CompanyBarProps) {
  const { text } = useText();
  const words = text.together;
  const [company, setCompany] = useState<Company | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const read = useCallback(() => readCompany(talk).then(setCompany, () => undefined), [talk]);
  const moved = entries.findLast((entry) => entry.kind === 'handoff')?.number ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step of a hand-off is read.
  useEffect(() => void read(), [read, moved]);

  async function act(does: () => Promise<unknown>) {
    setBusy(true);
    setRefused(null);
    try {
      await does();
      await read();
    } catch (failure) {
      setRefused(codeOf(failure));
    }
    setBusy(false);
  }

  if (ended || !company || (!company.seat && company.possible.length === 0)) return null;
  const { seat } = company;
  return (
    <section className="company-bar" aria-label={words.title}>
      <Users size={16} aria-hidden="true" />
      {seat ? (
        <Sits
          seat={seat}
          busy={busy}
          onEnd={() => act(() => endSeat(talk, seat.id))}
          onHandOver={() => act(() => handOverTo(talk, seat.id))}
          onIntroduce={onIntroduce}
        />
      ) : (
        company.possible.map(({ referral, bodyName }) => (
          <div className="company-line" key={referral}>
            <span>{words.possible(bodyName)}</span>
            <button type="button" disabled={busy} onClick={() => act(() => askForWorker(talk, referral, false))}>
              {words.ask}
            </button>
            {refused === 'company.said_no' && (
              <button type="button" disabled={busy} onClick={() => act(() => askForWorker(talk, referral, true))}>
                {words.again}
              </button>
            )}
          </div>
        ))
      )}
      {refused && (
        <p className="trouble" role="alert">
          {words.refused[refused] ?? words.failed}
        </p>
      )}
    </section>
  );
}

interface SitsProps {
  seat: Seat;
  busy: boolean;
  onEnd(): void;
  onHandOver(): void;
  onIntroduce(words: string): void;
}

function Sits({ seat, busy, onEnd, onHandOver, onIntroduce }: SitsProps) {
  const { text } = useText();
  const [leaving, setLeaving] = useState(false);
  const words = text.together;
  const who = seat.name ? words.who(seat.bodyName, seat.name, seat.role ?? '') : seat.bodyName;
  return (
    <div className="company-line">
      <span role="status">
        {words.state[seat.state]} <strong dir="auto">{who}</strong>
        {seat.away && ` ${words.away}`}
      </span>
      {seat.state === 'taken' && (
        <button type="button" disabled={busy} onClick={() => onIntroduce(words.introduction(who))}>
          {words.introduce}
        </button>
      )}
      {seat.state === 'taken' && (
        <button type="button" aria-expanded={leaving} disabled={busy} onClick={() => setLeaving(!leaving)}>
          {words.handOver}
        </button>
      )}
      <button type="button" className="quiet" disabled={busy} onClick={onEnd}>
        {seat.state === 'taken' ? words.remove : words.takeBack}
      </button>
      {leaving && (
        <p className="company-leaving">
          {words.handOverNote}{' '}
          <button type="button" className="primary" disabled={busy} onClick={onHandOver}>
            {words.handOverYes}
          </button>
        </p>
      )}
    </div>
  );
}
