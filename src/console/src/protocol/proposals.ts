/** Hand-offs on another ground than consent, over HTTP: proposed beside the sheet, answered by a second person. */
import { call } from './call';
import type { CheckField, CheckItem } from './checks';

/** As the sheet's field 12 has them. */
export type Ground = 'law' | 'life' | 'children' | 'public_duty' | 'support_conference';

export interface Proposing {
  revision: number;
  ground: Ground;
  /** What has happened, or is about to. */
  why: string;
  /** It stands on the sheet. */
  whyNoConsent: string;
  items: string[];
  personKnows: boolean;
}

export interface Proposal {
  id: string;
  label: string;
  recipient: string;
  proposedBy: string;
  ground: Ground;
  at: string;
  until?: string | null;
}

export interface WholeProposal {
  proposal: Proposal;
  why: string;
  whyNoConsent: string;
  personKnows: boolean;
  /** Whether the gateway says nothing of it to the person. */
  quiet: boolean;
  items: CheckItem[];
  /** What leaves besides, whichever items are chosen. */
  always: CheckField[];
}

export const propose = (talk: string, sheet: string, proposing: Proposing) =>
  call<{ id: string }>(`/api/conversations/${talk}/sheets/${sheet}/proposal`, 'POST', proposing);
export const listProposals = () => call<Proposal[]>('/api/proposals');
export const readProposal = (id: string) => call<WholeProposal>(`/api/proposals/${id}`);
export const answerProposal = (id: string, agrees: boolean, why: string) =>
  call<null>(`/api/proposals/${id}`, 'POST', { agrees, why });
/** From now on the person may read of it. */
export const letPersonKnow = (referral: string) => call<null>(`/api/referrals/${referral}/told`, 'POST');
