/** Consortia: what members did for each other, over HTTP. */
import { call } from './call';

/** A consortium in which one's organisation is named, as far as the console needs it. */
export interface Consortium {
  id: string;
  inForce: number;
  endedAt?: string | null;
  agreements: { version: number; charter: { name: string; nameEn?: string | null } }[];
}

/** A member's month: sums of an organisation, nothing of a person or of a counsellor. */
export interface Contribution {
  organisation: string;
  name: string;
  taken: number;
  takenAnswered: number;
  takenReturned: number;
  takenWaitedMinutes: number;
  given: number;
  givenAnswered: number;
  givenReturned: number;
  givenWaitedMinutes: number;
}

export interface Contributions {
  /** As in `2026-11`. */
  month: string;
  members: Contribution[];
}

export const readConsortia = () => call<Consortium[]>('/api/consortia');
export const contributionsAddress = (id: string, month: string) =>
  `/api/consortia/${encodeURIComponent(id)}/contributions?month=${month}`;
export const readContributions = (id: string, month: string) => call<Contributions>(contributionsAddress(id, month));
