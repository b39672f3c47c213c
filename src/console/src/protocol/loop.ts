/** How all hand-offs of an organisation stand, and for whom there was nobody, over HTTP. */
import { call } from './call';
import type { ReferralState } from './referrals';

export interface OpenReferral {
  id: string;
  conversationId: string;
  bodyName: string;
  /** Who began it, by name. */
  counsellor: string;
  state: ReferralState;
  since: string;
  due?: string | null;
  /** Whether somebody was reminded already and nothing has happened since. */
  overdue: boolean;
  /** Whether it is on another ground than consent. */
  onGround?: boolean | null;
  /** Whether the person is told nothing of it. */
  quiet?: boolean | null;
}

export interface Loop {
  /** How many of those that began within 90 days came to each step. */
  steps: Record<string, number>;
  referrals: OpenReferral[];
}

/** A count of people for whom no body was found; nothing in place of a small one. */
export interface Unmet {
  by: 'topic' | 'area' | 'hour';
  value: string;
  count: number | null;
  /** Of an area: its name, where the directory has one. */
  name?: string | null;
}

export const readLoop = () => call<Loop>('/api/referrals/everybody');
/** No body could help; said again, it takes the place of what was said before. */
export const noteUnmet = (talk: string, topic: string, area?: string) =>
  call<null>(`/api/conversations/${talk}/unmet-need`, 'POST', { topic, ...(area && { area }) });
export const readUnmet = () => call<Unmet[]>('/api/unmet-needs');
