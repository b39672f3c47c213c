import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How near to the end counts as being there, in pixels. */
const nearEnd = 48;

export interface ReadingPlace {
  box: RefObject<HTMLDivElement | null>;
  /** Whether the newest entry is in view: then the log follows; otherwise nothing moves. */
  atEnd: boolean;
  toEnd(): void;
  onScroll(): void;
}

/**
 * Keeps what one reads where it is. At the end the log follows new entries; anywhere else the first visible row is held
 * in place whatever is added above or below, in every browser alike.
 */
export function useReadingPlace(changes: unknown): ReadingPlace {
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const anchor = useRef<{ row: HTMLElement; top: number } | null>(null);
  const [atEnd, setAtEnd] = useState(true);

  const settle = useCallback(() => {
    const log = box.current;
    if (!log) return;
    const held = anchor.current;
    if (follow.current) log.scrollTop = log.scrollHeight;
    else if (held?.row.isConnected) log.scrollTop = held.row.offsetTop - held.top;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the rows must settle the place again.
  useLayoutEffect(settle, [settle, changes]);

  useEffect(() => {
    const log = box.current;
    if (!log || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(settle);
    observer.observe(log);
    return () => observer.disconnect();
  }, [settle]);

  const onScroll = useCallback(() => {
    const log = box.current;
    if (!log) return;
    follow.current = log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd;
    setAtEnd(follow.current);
    anchor.current = null;
    for (const row of log.querySelectorAll<HTMLElement>('.row')) {
      if (row.offsetTop + row.offsetHeight <= log.scrollTop) continue;
      anchor.current = { row, top: row.offsetTop - log.scrollTop };
      break;
    }
  }, []);

  const toEnd = useCallback(() => {
    follow.current = true;
    setAtEnd(true);
    settle();
  }, [settle]);

  return { box, atEnd, toEnd, onScroll };
}
