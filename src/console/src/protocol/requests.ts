/** The register of requests about one's own data (APPI Art. 33 to 35), over HTTP. */
import { call } from './call';

export type RequestKind = 'disclosure' | 'provisions' | 'correction' | 'stop' | 'deletion';
export type Decision = 'granted' | 'partly' | 'refused' | 'dropped';

export interface DataRequest {
  id: string;
  kind: RequestKind;
  /** How they were recognised. */
  by: 'talk' | 'receipt';
  conversation: string;
  /** The label of that talk. */
  label: string;
  /** The message in which they ask. */
  entry?: number | null;
  askedAt: string;
  dueAt: string;
  overdue: boolean;
  /** Who took it, by name; and whether that was oneself. */
  takenBy: string;
  own: boolean;
  decision?: Decision | null;
  decidedAt?: string | null;
  reason?: string | null;
  /** Whether what is kept of the person can be given out for it. */
  givesOut: boolean;
}

export const listRequests = () => call<DataRequest[]>('/api/data-requests');
export const takeRequest = (kind: RequestKind, conversation: string, entry: number) =>
  call<DataRequest>('/api/data-requests', 'POST', { kind, conversation, entry });
/** By the number of a receipt alone things stop, and nothing is told, corrected or erased. */
export const takeByReceipt = (receipt: string) =>
  call<DataRequest>('/api/data-requests', 'POST', { kind: 'stop', receipt });
export const decideRequest = (id: string, decision: Decision, reason: string) =>
  call<null>(`/api/data-requests/${id}/decision`, 'POST', { decision, ...(reason.trim() && { reason }) });
export const pageOf = (id: string) => `/api/data-requests/${id}/page`;
export const fileOf = (id: string) => `/api/data-requests/${id}/file`;
