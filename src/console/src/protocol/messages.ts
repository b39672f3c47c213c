/** What travels between the console and the gateway. Times are ISO 8601 in UTC; unknown fields and kinds are ignored. */

export type Channel = 'line' | 'sms' | 'chat';
export type Grade = 'unknown' | 'low' | 'middle' | 'high' | 'urgent';
export type Stage = 'intake' | 'waiting' | 'talking' | 'closed' | 'handed';
export type Author = 'person' | 'bot' | 'counsellor' | 'supportBody' | 'system';
export type Delivery = 'pending' | 'sent' | 'failed' | 'uncertain';
export type LeftReason =
  | 'closed'
  | 'returned'
  | 'ended_by_person'
  | 'silent'
  | 'handed'
  | 'guest_ended'
  | 'guest_link_lost';
export type WithdrawnReason = 'expired' | 'taken' | 'left' | 'declined';

export const outcomes = ['talked', 'promised', 'informed', 'left', 'silent', 'other'] as const;
export type Outcome = (typeof outcomes)[number];

/** Those whose work is to talk with people; everybody else has no desk here. */
export const counsellingRoles: readonly string[] = ['volunteer', 'professional', 'supervisor', 'coordinator'];

/** Those who keep the directory of support bodies. */
export const keepingRoles: readonly string[] = ['supervisor', 'coordinator', 'administrator'];

/** Those who also see to it that nobody waits too long. */
export const supervisingRoles: readonly string[] = ['supervisor', 'coordinator'];

export interface Me {
  id: string;
  userName: string;
  name: string;
  role: string;
  organisation: string;
  organisationName: string;
  /** Whether people can go on on a web page. */
  pages?: boolean;
}

/** One open conversation in this counsellor's hands. `label` is a short spoken code, never a name. */
export interface Conversation {
  id: string;
  label: string;
  channel: Channel;
  stage: Stage;
  grade: Grade;
  openedAt: string;
  arrivedAt?: string | null;
  takenAt?: string | null;
  lastNumber: number;
  seenNumber: number;
  maxLength: number;
  fence?: number | null;
  partPrice?: PartPrice | null;
  /** Began on LINE or by SMS, and was on a web page when this was told. */
  onPage?: boolean;
  /** In which language the gateway speaks to the person; a BCP 47 code, `ja-simple` for やさしい日本語. */
  language?: string | null;
  /** Told that it is their turn, they have not written since: from then on they may be set aside. */
  asideFrom?: string | null;
  /** 応援: the organisation whose person this is, where it is a partner's; it stays shown for as long as they are here. */
  guestOf?: string | null;
}

/** What one part of a reply by SMS costs, in the currency's main unit. */
export interface PartPrice {
  amount: number;
  currency: string;
}

/** One numbered line of a conversation's log. Numbers are 1, 2, 3 … without a gap. */
export interface Entry {
  number: number;
  at: string;
  kind: string;
  author: Author;
  name?: string | null;
  text?: string | null;
  delivery?: Delivery | null;
  clientId?: string | null;
  sentAt?: string | null;
  of?: number | null;
  stage?: string | null;
  reason?: string | null;
  what?: string | null;
  attachment?: Attachment | null;
  quotes?: number | null;
  change?: GradeChange | null;
  /** The answers that a question of the guide's offers, in their words. */
  options?: readonly string[] | null;
  /** What the person has told of themselves, by name; a later entry's value takes the place of an earlier one's. */
  facts?: Readonly<Record<string, string>> | null;
}

/** For an entry `grade`: from what to what, and by which rules if it was the machine. */
export interface GradeChange {
  from: Grade;
  to: Grade;
  categories: string[];
  rules: string[];
  version?: number | null;
}

export type AttachmentState =
  | 'waiting'
  | 'here'
  | 'gone'
  | 'too_large'
  | 'not_allowed'
  | 'kind_not_allowed'
  | 'elsewhere'
  | 'failed';

/** A picture, voice message, video or file of the person's: in their entry as it came, in an entry `attachment` as it now is. */
export interface Attachment {
  state: AttachmentState;
  id?: string | null;
  type?: string | null;
  size?: number | null;
  width?: number | null;
  height?: number | null;
}

/** Somebody rings for this counsellor until `ringsUntil`; there is no content before acceptance. */
export interface Offer {
  offerId: string;
  conversationId: string;
  label: string;
  channel: Channel;
  grade: Grade;
  arrivedAt: string;
  returned: boolean;
  ringsUntil: string;
}

export interface QueuePlace {
  conversationId: string;
  label: string;
  channel: Channel;
  grade: Grade;
  arrivedAt: string;
  offered: boolean;
  returned: boolean;
  /** A supervisor moved them forward. */
  moved: boolean;
  /** From then on they wait longer than somebody of their grade should. */
  overdueAt: string;
  /** They have a wish about who answers: kept for somebody on shift who meets it, or open to everybody. */
  wish?: 'kept' | 'open';
  /** Until when they are kept. */
  wishUntil?: string;
  /** 災害: they belong to a disaster that holds, until then. */
  disasterUntil?: string;
}

/** 応援: one of ours whom a partner answers. */
export interface Elsewhere {
  conversationId: string;
  label: string;
  grade: Grade;
  /** The partner, by its name. */
  organisation: string;
  /** A counsellor of the partner has them; otherwise they wait there. */
  talking: boolean;
  /** The partner asks us for a hand-off, and nobody here has answered. */
  asksHandoff: boolean;
}

/** つなぎの依頼, as we read it: `words`, and where they are known `kind` (of body) and `area`. */
export interface HandoffAsked {
  label: string;
  /** The partner, by its name. */
  partner: string;
  /** Its counsellor. */
  by: string;
  at: string;
  parts: Record<string, string>;
}

export const summaryParts = ['talked', 'agreed', 'open'] as const;

/** 申し送り: what a partner's counsellor leaves for the organisation whose person it is. */
export type GuestSummary = Record<(typeof summaryParts)[number], string>;

/** Who waits, in order; at most the first 50 places are told one by one. */
export interface QueueSummary {
  /** Which run of a gateway has read it, and its how manieth reading this is: a smaller number of the same run is older. */
  readBy: string;
  reading: number;
  waiting: number;
  places: QueuePlace[];
  counsellorsPresent: number;
  counsellorsAvailable: number;
  /** Our own people whom partners answer, oldest first; left out when there are none. */
  elsewhere?: Elsewhere[] | null;
  /** There while a disaster sets people of its areas apart. */
  disaster?: DisasterLine | null;
}

/** 災害の列: since when and until when, and how many of its people wait. */
export interface DisasterLine {
  since: string;
  until: string;
  waiting: number;
}

export interface Availability {
  available: boolean;
  capacity: number;
  /** When I chose people of a disaster first; it counts for a line that was there by then. */
  disasterFirstAt?: string | null;
}

export interface Resumed extends Availability {
  me: Me;
  conversations: Conversation[];
  offers: Offer[];
  /** Missing while the queue cannot be read. */
  queue?: QueueSummary | null;
  /** Over these nothing arrives just now. */
  channelsAway: Channel[];
  /** Those in danger now whom this console is to know of. */
  emergencies: Emergency[];
  now: string;
}

/** Somebody who is kept at the door for a while. */
export interface Block {
  id: string;
  label: string;
  madeAt: string;
  until: string;
  by?: string | null;
  reason?: string | null;
}

/** Somebody is in danger now, at a glance: nothing that anybody wrote. */
export interface Emergency {
  id: string;
  conversationId: string;
  label: string;
  channel: Channel;
  stage: Stage;
  /** Who has the conversation; missing while nobody does. */
  counsellor?: string | null;
  openedAt: string;
  /** Missing when it was the triage. */
  openedBy?: string | null;
  acknowledged: Acknowledgement[];
  needed: number;
  /** At the consoles of these roles it rings now. */
  ringsAt: string[];
  /** Missing when it cannot be seen who is there. */
  supervisors?: number | null;
  coordinators?: number | null;
  escalatedAt?: string | null;
  unconfirmed: number;
  proposal?: Proposal | null;
  cardAt?: string | null;
  lastStep: number;
  closedAt?: string | null;
  /** The partner that answers the person now: what is sent goes into its counsellor's talk. */
  partner?: string | null;
}

export interface Acknowledgement {
  staffId: string;
  name?: string | null;
  at: string;
}

/** An ending that waits for a second person. */
export interface Proposal {
  number: number;
  staffId: string;
  name?: string | null;
  role?: string | null;
  outcome: string;
}

/** Everything in an emergency. `revision` is the newest of the worksheet, 0 before the first. */
export interface EmergencySheet {
  emergency: Emergency;
  revision: number;
  fields: Record<string, string>;
  steps: EmergencyStep[];
  card: string;
  language: string;
}

export interface EmergencyStep {
  number: number;
  at: string;
  kind: string;
  staffId?: string | null;
  name?: string | null;
  role?: string | null;
  of?: number | null;
  code?: string | null;
  text?: string | null;
  fields?: Record<string, string> | null;
}

export type Digest = Record<string, number>;
