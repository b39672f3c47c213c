/** Sheets of a talk (つなぎ連携票) over HTTP, and what the person was asked about them. */
import { call } from './call';
import type { Failure } from './failure';
import type { Ground } from './proposals';

export interface SheetCode {
  code: string;
  ja: string;
  en: string;
}

export interface SheetField {
  key: string;
  part: string;
  item?: string | null;
  ja: string;
  en: string;
  form: 'text' | 'lines' | 'code' | 'codes' | 'number' | 'day' | 'moment' | 'contacts' | 'safe_contact' | 'other';
  letters?: number | null;
  most?: number | null;
  codes?: SheetCode[] | null;
}

export interface SheetProblem {
  key: string;
  item?: string | null;
  code: string;
  ja: string;
  en: string;
}

export interface Sheet {
  id: string;
  revision: number;
  body: string;
  bodyName: string;
  byPerson: boolean;
  values: Record<string, unknown>;
  sources: Record<string, { kind: 'said' | 'person' | 'staff'; entry?: number | null }>;
  words: Record<string, { ja: string; en: string }>;
  held: string[];
  proposed: string[];
  /** What the body says that it needs, and what it never wants. */
  needs: string[];
  never: string[];
  /** On which grounds it may leave without consent, by its use. */
  grounds: Ground[];
  /** Whether the whole of it may need a second side of paper. */
  secondSide: boolean;
  problems: SheetProblem[];
}

export type QuestionState = 'asked' | 'given' | 'declined' | 'lapsed' | 'withdrawn' | 'expired';

export interface Question {
  id: string;
  sheet: string;
  revision: number;
  recipient: string;
  state: QuestionState;
  ended?: string | null;
  items: string[];
  agreed?: string[] | null;
  topic: string;
  askedAt: string;
  answerUntil: string;
  answeredAt?: string | null;
  validUntil?: string | null;
  needsSecond: boolean;
  /** What the second person said. */
  checked?: { agrees: boolean; by: string; at: string; why?: string | null } | null;
}

/** What the person told the guide: it is in no sheet until a counsellor takes it. */
export interface Told {
  key: string;
  value: unknown;
  entry: number;
  ja: string;
  en: string;
}

export interface Sheets {
  sheets: Sheet[];
  questions: Question[];
  told: Told[];
}

export interface FieldChange {
  value: unknown;
  saidIn?: number;
}

/** A refusal: its code, and what is wrong where something is. */
export interface SheetFailure extends Failure {
  field?: string;
  problems?: SheetProblem[];
}

const talk = (id: string) => `/api/conversations/${id}`;

export const sheetFields = () => call<SheetField[]>('/api/sheets/fields');
export const readSheets = (id: string) => call<Sheets>(`${talk(id)}/sheets`);
export const beginSheet = (id: string, body: string) => call<Sheet>(`${talk(id)}/sheets`, 'POST', { body });
export const saveSheet = (id: string, sheet: string, revision: number, fields: Record<string, FieldChange>) =>
  call<Sheet>(`${talk(id)}/sheets/${sheet}`, 'PUT', { revision, fields });

export interface Asking {
  revision: number;
  items: string[];
  purpose: 'contact' | 'together' | 'meeting';
  topic: string;
  again: boolean;
}

export const askPerson = (id: string, sheet: string, asking: Asking) =>
  call<Question>(`${talk(id)}/sheets/${sheet}/question`, 'POST', asking);
export const takeBack = (id: string, question: string) =>
  call<null>(`${talk(id)}/questions/${question}/take-back`, 'POST', {});
