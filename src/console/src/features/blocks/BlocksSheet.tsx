import { useCallback, useEffect, useState } from 'react';
import type { Block } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { minuteTime } from '@/shared/time';
import { Dialog } from '@/shared/ui/Dialog';

interface BlocksSheetProps {
  onRead(): Promise<Block[]>;
  onLift(id: string): Promise<void>;
  onClose(): void;
}

/** Who is kept at the door, until when and why; and the way to let them in again. */
export function BlocksSheet({ onRead, onLift, onClose }: BlocksSheetProps) {
  const { text, language } = useText();
  const words = text.blocks;
  const [blocks, setBlocks] = useState<Block[] | null>(null);
  const [trouble, setTrouble] = useState('');
  const read = useCallback(
    () =>
      onRead().then(
        (standing) => {
          setBlocks(standing);
          setTrouble('');
        },
        () => setTrouble(words.unread),
      ),
    [onRead, words],
  );
  useEffect(() => void read(), [read]);

  async function lift(id: string) {
    // Somebody else may have lifted it meanwhile: the list says how it is now.
    await onLift(id).catch(() => {});
    await read();
  }

  return (
    <Dialog title={words.list} onClose={onClose}>
      {blocks?.length === 0 && <p>{words.nobody}</p>}
      <ul className="blocks">
        {blocks?.map((block) => (
          <li key={block.id}>
            <p>
              <span className="code">{block.label}</span> {words.until(minuteTime(block.until, language))}
            </p>
            <p className="block-why">
              {block.reason ?? words.erased}
              {block.by && ` — ${block.by}`}
            </p>
            <button type="button" aria-label={words.liftOf(block.label)} onClick={() => lift(block.id)}>
              {words.lift}
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
