import { useId, useState } from 'react';
import { answerCheck, type Guardian, type WholeCheck } from '@/protocol/checks';
import { codeOf } from '@/protocol/failure';
import { useText } from '@/shared/text/TextContext';
import { CheckItems } from './CheckItems';
import { YesOrNo } from './YesOrNo';

interface CheckCardProps {
  whole: WholeCheck;
  onBack(): void;
  /** What was done, in words. */
  onDone(said: string): void;
}

/** One consent, as the second person reads it: what would be sent, what the person was asked, how they answered; then yes, or no with a reason. */
export function CheckCard({ whole, onBack, onDone }: CheckCardProps) {
  const { text, language } = useText();
  const words = text.checks;
  const { check } = whole;
  const [guardian, setGuardian] = useState<Guardian>('unknown');
  const [why, setWhy] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useId();
  const named = (codes: readonly string[]) => codes.map((code) => text.handoffItems[code] ?? code).join(text.listComma);

  async function say(agrees: boolean) {
    if (busy) return;
    if (agrees && check.needsGuardian && guardian !== 'given') return setTrouble(words.needGuardian);
    if (!agrees && !why.trim()) return setTrouble(words.needReason);
    setBusy(true);
    try {
      await answerCheck(check.id, agrees, why, guardian);
      onDone(agrees ? words.yesDone(check.label) : words.noDone(check.label));
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
      setBusy(false);
    }
  }

  return (
    <article className="check">
      <p>
        <span className="code">{check.label}</span> <strong>{words.to(check.recipient)}</strong>{' '}
        <button type="button" className="quiet" onClick={onBack}>
          {words.shut}
        </button>
      </p>
      <p className="lead">
        {words.askedBy(check.askedBy)} · {whole.topic} ·{' '}
        {whole.purpose === 'story' ? text.stories.title : (text.handoff.purposes[whole.purpose] ?? whole.purpose)}
      </p>
      <h3>{words.why}</h3>
      <p>
        {words.age[check.ageBand]}
        {check.needsGuardian && ` ${words.guardianNeeded}`}
      </p>
      <CheckItems items={whole.items} />
      {whole.kept.length > 0 && <p className="lead">{words.kept(named(whole.kept))}</p>}
      {whole.byPerson && <p className="lead">{words.byPerson}</p>}
      <h3>{words.shown}</h3>
      <blockquote className="check-shown" lang={whole.language.startsWith('ja') ? 'ja' : whole.language}>
        {whole.shown}
      </blockquote>
      <p>{words.method[whole.method]}</p>
      {whole.heardBy && <p className="lead">{words.heardBy(whole.heardBy)}</p>}
      {whole.said && <p className="block-why">{words.said(whole.said)}</p>}
      {whole.guardian && <p className="lead">{words.sheetSays(whole.guardian[language])}</p>}
      {check.needsGuardian && (
        <fieldset className="sheet-codes">
          <legend>{words.guardian}</legend>
          {Object.entries(words.guardians).map(([code, said]) => (
            <label key={code} className="body-tick">
              <input
                type="radio"
                name={`${field}guardian`}
                checked={guardian === code}
                onChange={() => setGuardian(code as Guardian)}
              />
              <span>{said}</span>
            </label>
          ))}
        </fieldset>
      )}
      <YesOrNo
        reason={words.reason}
        no={words.no}
        yes={words.yes}
        why={why}
        trouble={trouble}
        busy={busy}
        onWhy={(typed) => {
          setWhy(typed);
          setTrouble('');
        }}
        onSay={say}
      />
    </article>
  );
}
