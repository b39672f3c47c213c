import { useEffect, useRef } from 'react';

export type KeyAct =
  | 'take'
  | 'accept'
  | 'next'
  | 'previous'
  | 'message'
  | 'phrases'
  | 'end'
  | 'card'
  | 'state'
  | 'sheet'
  | { nth: number };

const letters: Record<string, KeyAct> = {
  KeyN: 'take',
  KeyY: 'accept',
  KeyJ: 'next',
  KeyK: 'previous',
  KeyM: 'message',
  KeyP: 'phrases',
  KeyQ: 'end',
  KeyI: 'card',
  KeyS: 'state',
};

/**
 * Which act a key press means. Letters go with Alt alone and by their place on the keyboard, so that they neither type
 * anything nor depend on the input method; `?` counts only outside a text field.
 */
export function actOf(event: KeyboardEvent): KeyAct | null {
  if (event.ctrlKey || event.metaKey || event.isComposing) return null;
  if (event.altKey) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    return digit ? { nth: Number(digit) } : (letters[event.code] ?? null);
  }
  return event.key === '?' && !isWriting(event.target) ? 'sheet' : null;
}

export function useKeys(onAct: (act: KeyAct) => void): void {
  const latest = useRef(onAct);
  useEffect(() => {
    latest.current = onAct;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const act = actOf(event);
      // A modal sheet answers first; keys behind it would act on what one cannot see.
      if (!act || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      latest.current(act);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
}
