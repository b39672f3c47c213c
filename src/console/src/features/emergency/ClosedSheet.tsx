import { useEffect, useState } from 'react';
import type { Emergency } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { exactTime } from '@/shared/time';
import { Dialog } from '@/shared/ui/Dialog';

interface ClosedSheetProps {
  onRead(): Promise<Emergency[]>;
  onOpen(id: string): void;
  onClose(): void;
}

/** The emergencies that are over, to read and to print. */
export function ClosedSheet({ onRead, onOpen, onClose }: ClosedSheetProps) {
  const { text, language } = useText();
  const words = text.emergency;
  const [closed, setClosed] = useState<Emergency[] | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => void onRead().then(setClosed, () => setTrouble(words.unread)), [onRead, words]);
  return (
    <Dialog title={words.closedList} onClose={onClose}>
      {closed?.length === 0 && <p>{words.noneClosed}</p>}
      <ul className="blocks">
        {closed?.map((one) => (
          <li key={one.id}>
            <p>
              <span className="code">{one.label}</span> {exactTime(one.openedAt, language)}
            </p>
            <button type="button" aria-label={words.openOf(one.label)} onClick={() => onOpen(one.id)}>
              {words.open}
            </button>
          </li>
        ))}
      </ul>
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <div className="dialog-acts">
        <button type="button" className="primary" onClick={onClose}>
          {text.tools.close}
        </button>
      </div>
    </Dialog>
  );
}
