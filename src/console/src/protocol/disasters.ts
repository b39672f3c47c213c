/** 災害モード: what holds for a while, and what people are told meanwhile. */
import { call } from './call';

export interface DisasterPlan {
  name: string;
  /** Prefectures by their two digits. */
  areas: string[];
  everybody: boolean;
  /** What people are told, by language; Japanese is needed. */
  words: Record<string, string>;
  reason: string;
  endsAt: string;
  /** How many times as many people are expected. */
  factor: number;
  /** Bodies of the directory that are listed first for people of its areas, by their ids. */
  bodies?: string[];
}

export interface Disaster {
  id: string;
  holds: boolean;
  begunAt: string;
  until: string;
  endedEarly: boolean;
  plan: DisasterPlan;
}

export const personLanguages = [
  'ja',
  'ja-simple',
  'en',
  'zh-Hans',
  'zh-Hant',
  'vi',
  'pt',
  'ne',
  'tl',
  'ko',
  'es',
  'id',
  'th',
] as const;

export const readDisasters = () => call<Disaster[]>('/api/disasters');
export const beginDisaster = (plan: DisasterPlan) => call<Disaster>('/api/disasters', 'POST', plan);
export const listFirst = (id: string, body: string, first: boolean) =>
  call<null>(`/api/disasters/${id}/bodies/${body}`, first ? 'PUT' : 'DELETE');
export const endDisaster = (id: string) => call<null>(`/api/disasters/${id}/end`, 'POST');
