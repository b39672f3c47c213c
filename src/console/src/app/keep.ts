import type { Outbox } from '@/features/conversation/outbox';
import { interrupted } from '@/features/conversation/outbox';
import type { Desk } from './desk';

/**
 * What must survive a reload: drafts and messages the gateway has not confirmed. It lives in this tab only, belongs to
 * one user, and is gone at sign-out and when the tab is closed.
 */
interface Kept {
  userName: string;
  drafts: Record<string, string>;
  outbox: Outbox;
  selected: string | null;
}

const key = 'console.kept';

export function keep(userName: string, desk: Desk): void {
  const kept: Kept = { userName, drafts: { ...desk.drafts }, outbox: desk.outbox, selected: desk.selected };
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Without storage the words live as long as the page does.
  }
}

/** What this user left in this tab; another user's is removed unread. */
export function kept(userName: string): Pick<Desk, 'drafts' | 'outbox' | 'selected'> | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null;
    if (found === null) return null;
    if (found.userName === userName) {
      return { drafts: found.drafts, outbox: interrupted(found.outbox), selected: found.selected };
    }
  } catch {
    // Unreadable: as good as nothing.
  }
  forget();
  return null;
}

export function forget(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}
