import { useCallback, useEffect, useRef, useState } from 'react';
import { signOut, type Who, whoAmI } from '@/features/session/api';
import { counsellingRoles, keepingRoles, type Me } from '@/protocol/messages';
import { retryDelay } from '@/protocol/retry';
import type { Standing } from './connection';
import { forget } from './keep';
import { tellOtherTabs, whenAnotherTabLeaves } from './otherTabs';
import { createDeskStore, type DeskStore, type Runtime, startRuntime } from './runtime';

type Person = Omit<Me, 'id'>;
export type Page =
  | { kind: 'starting' | 'unreachable' | 'denied' }
  | { kind: 'door'; expiredUser?: string | undefined }
  | { kind: 'keeper'; me: Person }
  | { kind: 'desk'; me: Person; store: DeskStore; runtime: Runtime };

/** Which page is shown, and the one desk behind it. A sign-in that ran out keeps the desk for the same user. */
export function useSession() {
  const [page, setPage] = useState<Page>({ kind: 'starting' });
  const desk = useRef<{ userName: string; store: DeskStore; runtime: Runtime } | null>(null);

  const open = useCallback((me: Person) => {
    const store = desk.current?.userName === me.userName ? desk.current.store : createDeskStore(me.userName);
    const runtime = startRuntime({
      store,
      userName: me.userName,
      standing,
      onRefused: (why) => setPage(why === 'denied' ? { kind: 'denied' } : { kind: 'door', expiredUser: me.userName }),
    });
    desk.current = { userName: me.userName, store, runtime };
    setPage({ kind: 'desk', me, store, runtime });
  }, []);

  const enter = useCallback(async () => {
    for (let attempt = 0; ; attempt++) {
      const who = await whoAmI();
      if (who.kind === 'me') {
        if (mayCounsel(who)) return open(who.me);
        return setPage(keepingRoles.includes(who.me.role) ? { kind: 'keeper', me: who.me } : { kind: 'denied' });
      }
      if (who.kind === 'signedOut') return setPage({ kind: 'door' });
      setPage({ kind: who.kind });
      if (who.kind === 'denied') return;
      await new Promise((resolve) => setTimeout(resolve, retryDelay(attempt + 1)));
    }
  }, [open]);

  const leave = useCallback(async () => {
    tellOtherTabs();
    const { current } = desk;
    desk.current = null;
    current?.store.release();
    forget();
    await current?.runtime.stop();
    await signOut();
    setPage({ kind: 'door' });
  }, []);

  useEffect(() => {
    void enter();
    return () => void desk.current?.runtime.stop();
  }, [enter]);

  useEffect(
    () =>
      whenAnotherTabLeaves(() => {
        const { current } = desk;
        // What was typed here stays for the same user; the desk itself is shut at once.
        if (current) void current.runtime.stop().then(() => setPage({ kind: 'door', expiredUser: current.userName }));
      }),
    [],
  );

  return { page, enter, leave };
}

async function standing(): Promise<Standing> {
  const who = await whoAmI();
  if (who.kind !== 'me') return who.kind;
  // The socket cannot tell why it was refused, so the role is asked here too.
  return mayCounsel(who) ? 'ok' : 'denied';
}

function mayCounsel(who: Extract<Who, { kind: 'me' }>): boolean {
  return counsellingRoles.includes(who.me.role);
}
