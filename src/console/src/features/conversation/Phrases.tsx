import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useText } from '@/shared/text/TextContext';

interface PhrasesProps {
  onChoose(phrase: string): void;
  onClose(): void;
}

/** Words at hand for a tired moment. Choosing one writes it into the field; sending stays the counsellor's act. */
export function Phrases({ onChoose, onClose }: PhrasesProps) {
  const { text } = useText();
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => list.current?.querySelector('button')?.focus(), []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    if (!step || buttons.length === 0) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  }

  return (
    <ul className="phrases" aria-label={text.composer.phrases} ref={list} onKeyDown={onKeyDown}>
      {text.composer.phraseList.map((phrase) => (
        <li key={phrase}>
          <button type="button" className="quiet" onClick={() => onChoose(phrase)}>
            {phrase}
          </button>
        </li>
      ))}
    </ul>
  );
}
