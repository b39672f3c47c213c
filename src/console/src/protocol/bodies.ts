/** The directory of support bodies over HTTP. Times are ISO 8601 in UTC, days `YYYY-MM-DD`. */

export interface BodyArea {
  code: string;
  name?: string | null;
  tags?: string[] | null;
}

export interface HoursRule {
  freq: 'WEEKLY' | 'MONTHLY';
  byDay: string;
  byMonthDay: string;
  interval: number;
  start?: string | null;
  opens: string;
  closes: string;
  validFrom?: string | null;
  validTo?: string | null;
}

export interface OpeningHours {
  rules: HoursRule[];
  holidays: 'closed' | 'as_usual';
  yearEndFrom?: string | null;
  yearEndTo?: string | null;
  exceptions: { from: string; to: string; opens?: string | null; closes?: string | null; note?: string | null }[];
  timeZone: string;
  note?: string | null;
}

export interface Liaison {
  name: string;
  role?: string | null;
  email?: string | null;
  phone?: string | null;
}

export interface BodyAddress {
  postalCode?: string | null;
  prefecture?: string | null;
  city?: string | null;
  street?: string | null;
  building?: string | null;
  latitude?: number | null;
  longitude?: number | null;
}

export type BodyStatus = 'active' | 'inactive' | 'temporarily_closed';

/** What a body asks of the sheets that are made for it: codes of items, and what a sheet for it is made for as a rule. */
export interface BodyPreset {
  needs?: string[] | null;
  never?: string[] | null;
  use?: string | null;
}

export interface BodyEntry {
  name: string;
  nameKana?: string | null;
  nameEn?: string | null;
  runBy?: string | null;
  corporateNumber?: string | null;
  kinds: string[];
  description?: string | null;
  country: string;
  nationwide: boolean;
  areas: BodyArea[];
  hours: OpeningHours;
  minimumAge?: number | null;
  maximumAge?: number | null;
  eligibility?: string | null;
  languages: string[];
  interpretation?: string | null;
  capacity?: { unit: string; maximum: number } | null;
  phone?: string | null;
  publicEmail?: string | null;
  website?: string | null;
  address?: BodyAddress | null;
  addressWithheld: boolean;
  handoffEmail?: string | null;
  liaison?: Liaison | null;
  deputy?: Liaison | null;
  conditions?: string | null;
  howToApply?: string | null;
  takesNotifications: boolean;
  council?: string | null;
  preset?: BodyPreset | null;
  status: BodyStatus;
  /** It is there for a time alone, until then. */
  until?: string | null;
  /** It is there for the time of this disaster alone. */
  disaster?: string | null;
  alert?: string | null;
  verifiedOn?: string | null;
  source?: { scheme: string; id: string; runById?: string | null } | null;
  others: Record<string, string>;
}

/** Why a body stands where it stands. */
export interface BodyReason {
  code: string;
  good: boolean;
  value?: string | null;
  at?: string | null;
}

export interface BodyRow {
  id: string;
  name: string;
  nameEn?: string | null;
  kinds: string[];
  areas: BodyArea[];
  nationwide: boolean;
  country: string;
  phone?: string | null;
  alert?: string | null;
  state: string;
  waits: boolean;
  informationOnly: boolean;
  reach: string;
  fits: boolean;
  reasons: BodyReason[];
  verifiedOn?: string | null;
  verifyAgain: boolean;
}

export interface BodyList {
  bodies: BodyRow[];
  total: number;
  waiting: number;
  now: string;
}

export interface WhenOpen {
  state: 'open' | 'closed' | 'unknown';
  until?: string | null;
  from?: string | null;
  holiday?: string | null;
}

export interface Approval {
  proposedBy?: string | null;
  approvedBy?: string | null;
  at: string;
}

export interface Proposal {
  entry: BodyEntry;
  by?: string | null;
  mine: boolean;
  at: string;
  origin: 'edit' | 'import' | 'enable';
  hasAddress: boolean;
}

export interface Disabling {
  by?: string | null;
  at: string;
  reason: string;
}

export interface Body {
  id: string;
  version: number;
  entry: BodyEntry;
  state: string;
  informationOnly: boolean;
  open: WhenOpen;
  taken: number;
  room?: number | null;
  approval?: Approval | null;
  proposal?: Proposal | null;
  disabled?: Disabling | null;
  hasAddress: boolean;
  mayEdit: boolean;
  mayApprove: boolean;
  verifyAgain: boolean;
  changedAt: string;
}

export interface BodyKind {
  code: string;
  ja: string;
  en: string;
  mayReceive: boolean;
  withholdsAddress: boolean;
}

export interface EntryFault {
  field: string;
  fault: string;
}

export interface ImportProblem {
  file: string;
  line: number;
  column: number;
  field: string;
  fault: string;
  value?: string | null;
  refused: boolean;
}

export interface ImportReport {
  check: boolean;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  problems: ImportProblem[];
  problemsInAll: number;
}
