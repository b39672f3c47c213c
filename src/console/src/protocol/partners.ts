/** Gateways of partners: who is there, over HTTP. */
import { call } from './call';

/** How the way to a partner's gateway is, as one node sees it. */
export interface PartnerLink {
  id: string;
  name: string;
  nameEn?: string;
  /** When it last answered. */
  answeredAt?: string;
  /** Why the last call failed, in a fixed word. */
  fault?: string;
  /** By how much its clock is ahead of ours. */
  secondsApart?: number;
  availability?: { onShift: number; hands: number; freeHands: number; waiting: number };
}

export const readPartners = () => call<PartnerLink[]>('/api/partner-gateways');
