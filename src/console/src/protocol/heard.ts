/** An answer that reached the counsellor and no page: said aloud, or in words of the person's own in the talk. */
import { call } from './call';

export interface WordsToRead {
  language: string;
  /** What is read out, all of it. */
  text: string;
  /** The fingerprints of what is asked and of the text. */
  terms: string;
  words: string;
  askedAt: string;
  items: string[];
}

export interface Heard {
  terms: string;
  /** Yes or no to each item that was asked for. */
  answers: Record<string, boolean>;
  /** Either in which entry it was said, or which words were read out. */
  entry?: number;
  words?: string;
}

const question = (talk: string, id: string) => `/api/conversations/${talk}/questions/${id}`;

export const wordsToRead = (talk: string, id: string) => call<WordsToRead>(`${question(talk, id)}/words`);
export const writeHeard = (talk: string, id: string, heard: Heard) =>
  call<null>(`${question(talk, id)}/heard`, 'POST', heard);
