/** What waits for the look of a second person, over HTTP. */
import { call } from './call';

export type Guardian = 'unknown' | 'given' | 'not_to_ask';

export interface Check {
  id: string;
  kind: 'consent';
  label: string;
  recipient: string;
  askedBy: string;
  at?: string | null;
  until?: string | null;
  ageBand: 'unknown' | 'under_12' | '12_15' | '16_17' | 'adult';
  needsGuardian: boolean;
}

/** A field of the sheet, with its label and what stands in it. */
export interface CheckField {
  key: string;
  ja: string;
  en: string;
  words: { ja: string; en: string };
}

export interface CheckItem {
  item: string;
  fields: CheckField[];
}

export interface WholeCheck {
  check: Check;
  purpose: string;
  topic: string;
  method: 'tap' | 'typed' | 'spoken' | 'aloud';
  /** Who wrote it down, where a counsellor did. */
  heardBy?: string | null;
  language: string;
  /** What the person was told by the question. */
  shown: string;
  /** Their own words, where a counsellor pointed at them. */
  said?: string | null;
  byPerson: boolean;
  items: CheckItem[];
  /** The items they were asked for and did not switch on. */
  kept: string[];
  /** Whether a guardian may be contacted, as the sheet says. */
  guardian?: { ja: string; en: string } | null;
}

export const listChecks = () => call<Check[]>('/api/checks');
export const readCheck = (id: string) => call<WholeCheck>(`/api/checks/${id}`);
export const answerCheck = (id: string, agrees: boolean, why: string, guardian: Guardian) =>
  call<null>(`/api/checks/${id}`, 'POST', { agrees, why, guardian });
