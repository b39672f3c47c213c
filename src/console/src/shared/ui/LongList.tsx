import { type ReactNode, useState } from 'react';
import { useText } from '@/shared/text/TextContext';

interface LongListProps<T> {
  items: readonly T[];
  /** How many stand there before the rest is asked for. */
  first: number;
  children(item: T): ReactNode;
}

/** A list that may be long: the first of it, and the rest for whoever asks. What stands below it stays in reach. */
export function LongList<T>({ items, first, children }: LongListProps<T>) {
  const { text } = useText();
  const [whole, setWhole] = useState(false);
  const rest = items.length - first;
  return (
    <>
      <ul className="over-list">{(whole ? items : items.slice(0, first)).map(children)}</ul>
      {rest > 0 && !whole && (
        <p className="over-acts">
          <button type="button" onClick={() => setWhole(true)}>
            {text.more(rest)}
          </button>
        </p>
      )}
    </>
  );
}
