import { createContext, useContext } from 'react';
import type { Language } from '@/shared/time';
import { en } from './en';
import { ja, type Text } from './ja';

export const dictionaries: Record<Language, Text> = { ja, en };

interface Words {
  text: Text;
  language: Language;
}

export const TextContext = createContext<Words>({ text: ja, language: 'ja' });

/** The dictionary of the chosen language. */
export function useText(): Words {
  return useContext(TextContext);
}
