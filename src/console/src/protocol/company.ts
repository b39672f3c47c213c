/** Who from outside is in a talk, is asked for, or could be, over HTTP. */
import type { Failure } from './failure';
import type { Grade } from './messages';

export interface Seat {
  id: string;
  referral: string;
  state: 'asked' | 'agreed' | 'taken';
  bodyName: string;
  name?: string | null;
  role?: string | null;
  /** Their page asks for nothing any more. */
  away: boolean;
}

export interface Company {
  seat?: Seat | null;
  possible: { referral: string; bodyName: string }[];
}

async function call<T>(address: string, method = 'GET'): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, { method, headers: { accept: 'application/json' } });
  } catch {
    throw { code: 'unreachable' } satisfies Failure;
  }
  const told: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return told as T;
  throw { code: 'unreachable', ...(told as Partial<Failure> | null) } satisfies Failure;
}

export const readCompany = (talk: string) => call<Company>(`/api/conversations/${talk}/company`);
export const askForWorker = (talk: string, referral: string, again: boolean) =>
  call<null>(`/api/conversations/${talk}/company/${referral}${again ? '?again=1' : ''}`, 'POST');
export const endSeat = (talk: string, seat: string) =>
  call<null>(`/api/conversations/${talk}/company/${seat}/end`, 'POST');
export const handOverTo = (talk: string, seat: string) =>
  call<null>(`/api/conversations/${talk}/company/${seat}/hand-over`, 'POST');

/** A talk that goes on with a worker and without anybody of the line. */
export interface Alone {
  conversationId: string;
  label: string;
  grade: Grade;
  heardAt: string;
  seat: Seat;
}

export const readAlone = () => call<{ talks: Alone[] }>('/api/company');
