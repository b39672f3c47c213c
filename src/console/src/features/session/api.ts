import type { Me } from '@/protocol/messages';

export type SignInAnswer = 'ok' | 'refused' | 'tooMany' | 'unreachable';
export type Who = { kind: 'me'; me: Omit<Me, 'id'> } | { kind: 'signedOut' | 'denied' | 'unreachable' };

const address = '/api/session';

export async function whoAmI(): Promise<Who> {
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } });
    if (answer.ok) return { kind: 'me', me: (await answer.json()) as Omit<Me, 'id'> };
    if (answer.status === 401) return { kind: 'signedOut' };
    return { kind: answer.status === 403 ? 'denied' : 'unreachable' };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** An unknown user, a wrong password and a locked account are answered alike. */
export async function signIn(userName: string, password: string): Promise<SignInAnswer> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password }),
    });
    if (answer.ok) return 'ok';
    if (answer.status === 401 || answer.status === 400) return 'refused';
    return answer.status === 429 ? 'tooMany' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

export async function signOut(): Promise<void> {
  try {
    await fetch(address, { method: 'DELETE' });
  } catch {
    // The cookie ends with the browser session; this page forgets everything either way.
  }
}
