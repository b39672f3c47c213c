import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';

interface OverviewPageProps {
  words: { back: string; title: string; about: string; reading: string; unread: string; again: string };
  /** Nothing was read yet. */
  empty: boolean;
  /** It could not be read; what was read before stays. */
  unread: boolean;
  /** What was just done, in words. */
  note?: string;
  /** Back to where one came from; nothing for a page of its own. */
  onBack?: (() => void) | undefined;
  onAgain(): void;
  children?: ReactNode;
}

/** A page beside the desk that reads something whole: its heading, that it is being read, that it could not be, and what it shows. */
export function OverviewPage({ words, empty, unread, note, onBack, onAgain, children }: OverviewPageProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <main className="over" tabIndex={0}>
      <header className="bodies-head">
        {onBack && (
          <button type="button" className="quiet" onClick={onBack}>
            <ArrowLeft size={18} aria-hidden="true" />
            {words.back}
          </button>
        )}
        <h1>{words.title}</h1>
      </header>
      <p className="lead">{words.about}</p>
      <div role="status">
        {unread && <p className="amber-note">{words.unread}</p>}
        {empty && !unread && <p>{words.reading}</p>}
        {note && <p>{note}</p>}
      </div>
      {unread && (
        <p>
          <button type="button" onClick={onAgain}>
            {words.again}
          </button>
        </p>
      )}
      {children}
    </main>
  );
}
