import { MessageSquareQuote, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { PartPrice } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { Phrases } from './Phrases';
import { SmsCost } from './SmsCost';

/** The counter shows itself for the last stretch before the channel's limit. */
const counterFrom = 0.8;

interface ComposerProps {
  draft: string;
  maxLength: number;
  /** What is written here is billed by the part. */
  bySms: boolean;
  partPrice: PartPrice | null;
  enterSends: boolean;
  onDraft(text: string): void;
  onSend(text: string): void;
  onTyping(): void;
}

export function Composer({ draft, maxLength, bySms, partPrice, enterSends, onDraft, onSend, onTyping }: ComposerProps) {
  const { text } = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [phrases, setPhrases] = useState(false);
  const hint = useId();
  const over = draft.length - maxLength;
  const counted = draft.length > maxLength * counterFrom;
  const sendable = draft.trim() !== '' && over <= 0;

  useEffect(() => field.current?.focus(), []);

  function send() {
    if (!sendable) return;
    onSend(draft.trim());
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    // While an input method is composing, Enter chooses characters; it must never send.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
    const sends = event.ctrlKey || event.metaKey || (enterSends && !event.shiftKey && !event.altKey);
    if (!sends) return;
    event.preventDefault();
    send();
  }

  function choose(phrase: string) {
    setPhrases(false);
    onDraft(draft.trim() === '' ? phrase : `${draft.trimEnd()}\n${phrase}`);
    field.current?.focus();
  }

  function closePhrases() {
    setPhrases(false);
    field.current?.focus();
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {phrases && <Phrases onChoose={choose} onClose={closePhrases} />}
      <textarea
        ref={field}
        id="message"
        rows={2}
        aria-label={text.composer.label}
        aria-describedby={hint}
        aria-invalid={over > 0}
        placeholder={text.composer.placeholder}
        value={draft}
        onChange={(event) => {
          onDraft(event.target.value);
          if (event.target.value !== '') onTyping();
        }}
        onKeyDown={onKeyDown}
      />
      {bySms && <SmsCost draft={draft.trim()} maxLength={maxLength} price={partPrice} />}
      <div className="composer-foot">
        <button
          type="button"
          id="phrases"
          className="quiet"
          aria-expanded={phrases}
          onClick={() => (phrases ? closePhrases() : setPhrases(true))}
        >
          <MessageSquareQuote size={16} aria-hidden="true" />
          {text.composer.phrases}
        </button>
        <p
          className={`composer-hint ${over > 0 ? 'is-troubled' : counted ? '' : 'is-keys'}`}
          id={hint}
          aria-live="polite"
        >
          {over > 0
            ? text.composer.tooLong(over)
            : counted
              ? text.composer.left(-over)
              : enterSends
                ? text.composer.withEnter
                : text.composer.withCtrlEnter}
        </p>
        <button type="submit" className="primary" aria-disabled={!sendable}>
          <SendHorizontal size={16} aria-hidden="true" />
          {text.composer.send}
        </button>
      </div>
    </form>
  );
}
