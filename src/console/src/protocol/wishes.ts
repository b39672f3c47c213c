/** 希望: what counsellors say of themselves for the matching, and what became of the wishes of a month. */
import { call } from './call';

export type Gender = 'woman' | 'man' | 'other';

/** All of it is voluntary. Nobody but the matching reads it. */
export interface Traits {
  gender?: Gender | null;
  generation?: string | null;
  languages: string[];
}

export interface WishFigures {
  month: string;
  counts: { kind: string; outcome: string; people: number }[];
}

export const generations = ['18-19', '20s', '30s', '40s', '50s', '60s', '70plus'] as const;
export const languages = ['en', 'zh', 'vi', 'pt', 'ne', 'tl', 'ko', 'es', 'id', 'th'] as const;

export const readTraits = () => call<Traits>('/api/wishes/me');
export const sayTraits = (traits: Traits) => call<null>('/api/wishes/me', 'PUT', traits);
export const readWishFigures = (month: string) => call<WishFigures>(`/api/wishes/figures?month=${month}`);
