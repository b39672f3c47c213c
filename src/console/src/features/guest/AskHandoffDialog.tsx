import { type FormEvent, useEffect, useId, useState } from 'react';
import type { BodyKind } from '@/protocol/bodies';
import { bodyKinds } from '@/protocol/bodyCalls';
import { codeOf } from '@/protocol/failure';
import { prefectures } from '@/shared/text/prefectures';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';

interface AskHandoffDialogProps {
  label: string;
  home: string;
  onConfirm(parts: Record<string, string>): Promise<void>;
  onCancel(): void;
}

/** As the gateway takes it, in UTF-16 units. */
const longest = 1000;

/** つなぎの依頼: home keeps the directory and the sheet; a partner says what the person wishes, and home does it. */
export function AskHandoffDialog({ label, home, onConfirm, onCancel }: AskHandoffDialogProps) {
  const { text, language } = useText();
  const words = text.guest.ask;
  const [kinds, setKinds] = useState<readonly BodyKind[]>([]);
  const [kind, setKind] = useState('');
  const [area, setArea] = useState('');
  const [said, setSaid] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();

  useEffect(() => {
    let here = true;
    // Without the list the request goes in the person's words alone.
    bodyKinds().then(
      (all) => here && setKinds(all.filter((one) => one.mayReceive)),
      () => {},
    );
    return () => {
      here = false;
    };
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!said.trim()) return setTrouble(words.needWords);
    if (said.length > longest) return setTrouble(words.tooLong);
    setBusy(true);
    try {
      await onConfirm({ words: said, ...(kind && { kind }), ...(area && { area }) });
    } catch (failure) {
      setTrouble(words.refused[codeOf(failure)] ?? words.failed);
      setBusy(false);
    }
  }

  return (
    <Dialog title={words.title(label, home)} onClose={onCancel}>
      <form onSubmit={submit}>
        <p>{words.lead(home)}</p>
        <div className="guest-part">
          <label htmlFor={`${id}kind`}>{words.kind}</label>
          <select id={`${id}kind`} value={kind} onChange={(event) => setKind(event.target.value)}>
            <option value="">{words.unknown}</option>
            {kinds.map((one) => (
              <option key={one.code} value={one.code}>
                {one[language]}
              </option>
            ))}
          </select>
        </div>
        <div className="guest-part">
          <label htmlFor={`${id}area`}>{words.area}</label>
          <select id={`${id}area`} value={area} onChange={(event) => setArea(event.target.value)}>
            <option value="">{words.unknown}</option>
            {Object.entries(prefectures)
              .sort(([one], [other]) => one.localeCompare(other))
              .map(([code, [ja, en]]) => (
                <option key={code} value={code}>
                  {language === 'ja' ? ja : en}
                </option>
              ))}
          </select>
        </div>
        <div className="guest-part">
          <label htmlFor={`${id}words`}>{words.words}</label>
          <textarea
            id={`${id}words`}
            className="reason-words"
            rows={3}
            value={said}
            onChange={(event) => {
              setSaid(event.target.value);
              setTrouble('');
            }}
          />
        </div>
        <p className="trouble" role="alert">
          {trouble}
        </p>
        <div className="dialog-acts">
          <button type="button" onClick={onCancel}>
            {words.cancel}
          </button>
          <button type="submit" className="primary" aria-disabled={busy}>
            {words.confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
