import { X } from 'lucide-react';
import { useEffect } from 'react';
import type { Text } from '@/shared/text/ja';
import { useText } from '@/shared/text/TextContext';
import type { Notice, NoticeKind } from './desk';

/** A notice goes by itself after this long, in milliseconds. */
const shownFor = 9000;

interface NoticesProps {
  notices: readonly Notice[];
  onRead(id: number): void;
}

/** Short words about what just happened; polite, and gone again by themselves. */
export function Notices({ notices, onRead }: NoticesProps) {
  const { text } = useText();
  return (
    <section className="notices" aria-live="polite" aria-label={text.tools.notices}>
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} onRead={onRead} />
      ))}
    </section>
  );
}

function NoticeLine({ notice, onRead }: { notice: Notice; onRead(id: number): void }) {
  const { text } = useText();
  useEffect(() => {
    const timer = setTimeout(() => onRead(notice.id), shownFor);
    return () => clearTimeout(timer);
  }, [notice.id, onRead]);
  return (
    <div className="notice">
      <p>{wordsOf(notice.kind, text)}</p>
      <button type="button" className="quiet icon" onClick={() => onRead(notice.id)}>
        <X size={16} aria-hidden="true" />
        <span className="sr-only">{text.tools.close}</span>
      </button>
    </div>
  );
}

function wordsOf(kind: NoticeKind, text: Text): string {
  const words: Record<NoticeKind, string> = {
    taken: text.offer.taken,
    expired: text.offer.expired,
    left: text.offer.left,
    gone: text.offer.gone,
    answerFailed: text.offer.failed,
    nobody: text.queue.nobody,
    ringing: text.queue.ringing,
    fullHands: text.queue.fullHands,
    wishesWait: text.queue.wishesWait,
    takeFailed: text.queue.takeFailed,
    stateFailed: text.shift.failed,
    nowAway: text.shift.nowAway,
    pageOffered: text.page.offered,
    pageTooMany: text.page.tooMany,
    asideNotNow: text.aside.notNow,
    asideFailed: text.aside.failed,
    pageFailed: text.page.failed,
  };
  return words[kind];
}
