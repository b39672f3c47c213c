/** Hand-offs to support bodies over HTTP: how they stand, and the ways back. */
import { call } from './call';

export type ReferralState =
  | 'asked'
  | 'agreed'
  | 'offered'
  | 'seen'
  | 'questioned'
  | 'accepted'
  | 'connected'
  | 'returned'
  | 'ended'
  | 'withdrawn'
  | 'proposed';

export interface ReferralStep {
  number: number;
  at: string;
  kind: string;
  code?: string | null;
  text?: string | null;
  name?: string | null;
  /** An appointment of the body with the person. */
  from?: string | null;
  until?: string | null;
  place?: string | null;
}

export interface Referral {
  id: string;
  conversationId: string;
  bodyName: string;
  sheet: string;
  state: ReferralState;
  since: string;
  due?: string | null;
  offeredAt?: string | null;
  outcome?: string | null;
  reads: boolean;
  /** Until when an appointment lasts. */
  meetsAt?: string | null;
  /** What a yes is not enough for yet. */
  waits?: 'second' | 'guardian' | null;
  /** Whether what would be sent may need a second side of paper. */
  secondSide?: boolean | null;
  /** Whether it is on another ground than consent. */
  onGround?: boolean | null;
  /** Whether the person is told nothing of it. */
  quiet?: boolean | null;
  steps?: ReferralStep[] | null;
}

export interface Referrals {
  /** Whether the bodies can be written to at all. */
  letters: boolean;
  referrals: Referral[];
}

/** What became of one of those that were sent at once. */
export interface TogetherOutcome {
  id: string;
  sent: boolean;
  code?: string | null;
}

/** What one began and is not over; with a talk, all of that talk. */
export const listReferrals = (conversation?: string) =>
  call<Referrals>(`/api/referrals${conversation ? `?conversation=${encodeURIComponent(conversation)}` : ''}`);
export const readReferral = (id: string) => call<Referral>(`/api/referrals/${id}`);
export const offerReferral = (id: string) => call<null>(`/api/referrals/${id}/offer`, 'POST');
export const stopReferral = (id: string) => call<null>(`/api/referrals/${id}/stop`, 'POST');
export const answerReferral = (id: string, answer: string) =>
  call<null>(`/api/referrals/${id}/answer?with=${answer}`, 'POST');
/** To several bodies at once: the first that takes it on gets it. */
export const offerTogether = (ids: string[]) => call<TogetherOutcome[]>('/api/referrals/together', 'POST', { ids });
