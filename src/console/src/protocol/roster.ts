/** The roster of an organisation, and how a week is covered, over HTTP. */
import { call } from './call';

export type RosterRole = 'counsellor' | 'supervisor';

export interface Shift {
  id: string;
  beginsAt: string;
  endsAt: string;
  role: RosterRole;
  skills: string[];
  languages: string[];
  /** Who is responsible for it; nothing for an open place. */
  staffId?: string;
  name?: string;
  mine: boolean;
  /** Whoever holds it asks somebody else to take it, and stays responsible until then. */
  offered: boolean;
  /** It was given to the reader, who may decline. */
  mayDecline?: boolean;
  seriesId?: string;
}

/** What somebody who takes shifts says of themselves. */
export interface RosterPerson {
  timeZone: string;
  country: string;
  skills: string[];
  languages: string[];
  capacity: number;
  remindMinutes: number;
  mail?: string | null;
}

export interface MyRoster {
  staffId: string;
  person?: RosterPerson;
  calendar: boolean;
}

export interface RosterColleague {
  staffId: string;
  name: string;
  role: string;
  timeZone: string;
  country: string;
  languages: string[];
  skills: string[];
}

export interface NewShifts {
  day: string;
  from: string;
  to: string;
  timeZone: string;
  role: RosterRole;
  languages: string[];
  skills: string[];
  places: number;
}

export interface Series {
  id: string;
  plan: {
    hours: { rules: { byDay: string; opens: string; closes: string }[]; timeZone: string };
    role: RosterRole;
    places: number;
  };
}

export type HourState = 'closed' | 'uncovered' | 'lacking' | 'covered';
export type Lack = 'nobody' | 'people' | 'supervisors' | 'hands';

export interface Hour {
  state: HourState;
  people: number;
  supervisors: number;
  hands: number;
  /** How many usually write in it; nothing where too little is known. */
  expected?: number;
  lacks: Lack[];
}

export interface OpenRule {
  freq?: string;
  byDay: string;
  opens: string;
  closes: string;
  [more: string]: unknown;
}

/** When an organisation means to be there; without a rule always. What a page does not know is kept as it is. */
export interface OpenHours {
  rules: OpenRule[];
  [more: string]: unknown;
}

export interface Demands {
  people: number;
  perSupervisor: number;
  talkMinutes: number;
  weeks: number;
  hours: OpenHours;
}

/** 168 hours from Monday 00:00 by the clock of Japan. */
export interface Week {
  week: string;
  beginsAt: string;
  hours: Hour[];
  weeks?: number;
  known?: boolean;
  demands?: Demands;
  members?: { organisation: string; name: string; known: boolean; people: number[] }[];
}

export interface ConsortiumName {
  id: string;
  name: string;
}

const root = '/api/roster';

export const readShifts = (from: string, to: string) => call<Shift[]>(`${root}/shifts?from=${from}&to=${to}`);
export const readMyRoster = () => call<MyRoster>(`${root}/me`);
export const sayOfMyself = (person: RosterPerson) => call<null>(`${root}/me`, 'PUT', person);
export const openCalendar = () => call<{ address: string }>(`${root}/me/calendar`, 'POST');
export const closeCalendar = () => call<null>(`${root}/me/calendar`, 'DELETE');
export const changeShift = (id: string, what: 'take' | 'offer' | 'keep' | 'decline') =>
  call<Shift>(`${root}/shifts/${id}/${what}`, 'POST');
export const assignShift = (id: string, staffId: string) =>
  call<Shift>(`${root}/shifts/${id}/assign`, 'POST', { staffId });
export const removeShift = (id: string) => call<Shift>(`${root}/shifts/${id}`, 'DELETE');
export const addShifts = (shifts: NewShifts) => call<Shift>(`${root}/shifts`, 'POST', shifts);
export const readColleagues = () => call<RosterColleague[]>(`${root}/people`);
export const readSeries = () => call<Series[]>(`${root}/series`);
export const endSeries = (id: string) => call<null>(`${root}/series/${id}`, 'DELETE');

/** The same every week on the day of the week of `day`, from that day on. */
export const beginSeries = ({ day, from, to, timeZone, ...rest }: NewShifts) => {
  const byDay = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(`${day}T00:00:00Z`).getUTCDay()];
  const rules = [{ freq: 'WEEKLY', byDay, opens: from, closes: to, validFrom: day }];
  return call<Series>(`${root}/series`, 'POST', { ...rest, hours: { rules, holidays: 'as_usual', timeZone } });
};

export const readDemands = () => call<Demands>(`${root}/demands`);
export const sayDemands = (demands: Demands) => call<null>(`${root}/demands`, 'PUT', demands);
export const readWeek = (day: string, consortium?: string) =>
  call<Week>(consortium ? `/api/consortia/${consortium}/coverage?week=${day}` : `${root}/coverage?week=${day}`);

interface ConsortiumSeen {
  id: string;
  inForce: number;
  agreements: { version: number; charter: { name: string } }[];
}

/** The consortia whose agreement holds, by name. */
export const readConsortia = () =>
  call<ConsortiumSeen[]>('/api/consortia').then((all) =>
    all
      .filter((one) => one.inForce > 0)
      .map<ConsortiumName>((one) => ({
        id: one.id,
        name: one.agreements.find((agreement) => agreement.version === one.inForce)?.charter.name ?? one.id,
      })),
  );
