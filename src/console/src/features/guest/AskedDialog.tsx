import { useEffect, useState } from 'react';
import type { BodyKind } from '@/protocol/bodies';
import { bodyKinds } from '@/protocol/bodyCalls';
import { codeOf } from '@/protocol/failure';
import type { Elsewhere, HandoffAsked } from '@/protocol/messages';
import { prefectures } from '@/shared/text/prefectures';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';
import { Clock } from '@/shared/ui/Time';

interface AskedDialogProps {
  person: Elsewhere;
  onRead(id: string): Promise<HandoffAsked>;
  onTakeOver(id: string): Promise<void>;
  onAnswer(id: string, answer: 'later' | 'not_possible'): Promise<void>;
  onClose(): void;
}

/** At home: what a partner asks us to do for one of ours, and the three answers to it. */
export function AskedDialog({ person, onRead, onTakeOver, onAnswer, onClose }: AskedDialogProps) {
  const { text, language } = useText();
  const words = text.guest.asked;
  const [asked, setAsked] = useState<HandoffAsked | null>(null);
  const [kinds, setKinds] = useState<readonly BodyKind[]>([]);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const id = person.conversationId;

  useEffect(() => {
    let here = true;
    onRead(id).then(
      (read) => here && setAsked(read),
      (failure) => here && setTrouble(codeOf(failure) === 'guest.not_asked' ? words.over : words.failed),
    );
    bodyKinds().then(
      (all) => here && setKinds(all),
      () => {},
    );
    return () => {
      here = false;
    };
  }, [id, onRead, words]);

  async function act(how: () => Promise<void>) {
    if (busy) return;
    setBusy(true);
    try {
      await how();
    } catch (failure) {
      setTrouble(codeOf(failure) === 'guest.not_asked' ? words.over : words.failed);
      setBusy(false);
    }
  }

  const { kind, area } = asked?.parts ?? {};
  const where = area ? prefectures[area.slice(0, 2)] : undefined;
  return (
    <Dialog title={words.title(person.label)} onClose={onClose}>
      {!asked && !trouble && <p role="status">{words.reading}</p>}
      {asked && (
        <>
          <p className="lead">
            {words.by(asked.by)} <Clock at={asked.at} />
          </p>
          <dl className="asked-parts">
            <dt>{text.guest.ask.kind}</dt>
            <dd>{kind ? (kinds.find((one) => one.code === kind)?.[language] ?? kind) : text.guest.ask.unknown}</dd>
            <dt>{text.guest.ask.area}</dt>
            <dd>{where ? where[language === 'ja' ? 0 : 1] : (area ?? text.guest.ask.unknown)}</dd>
            <dt>{text.guest.ask.words}</dt>
            <dd dir="auto">{asked.parts.words}</dd>
          </dl>
          <p>{words.lead(asked.partner)}</p>
        </>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <div className="dialog-acts">
        <button type="button" className={asked ? 'quiet' : undefined} onClick={onClose}>
          {words.close}
        </button>
        {asked && (
          <>
            <button type="button" onClick={() => act(() => onAnswer(id, 'not_possible'))}>
              {words.notPossible}
            </button>
            <button type="button" onClick={() => act(() => onAnswer(id, 'later'))}>
              {words.later}
            </button>
            <button type="button" className="primary" aria-disabled={busy} onClick={() => act(() => onTakeOver(id))}>
              {words.takeOver}
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}
