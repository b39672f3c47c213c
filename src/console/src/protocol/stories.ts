/** その後のお話: stories of what came of hand-offs, over HTTP. */
import { call } from './call';

/** Why this person is not asked for a story; `none` when they may be. */
export type StoryBar =
  | 'none'
  | 'not_connected'
  | 'not_by_consent'
  | 'asked_before'
  | 'danger'
  | 'unsafe'
  | 'unknown'
  | 'not_there'
  | 'hours'
  | 'no_page';

/** A hand-off of this person that came to a connection. */
export interface StoryOccasion {
  referral: string;
  bodyName: string;
  bar: StoryBar;
}

export interface StoryWords {
  before: string;
  since: string;
  now: string;
  /** Two digits of JIS X 0401, or nothing. */
  prefecture?: string | null;
}

/** A story that may be used now. */
export interface Story extends StoryWords {
  number: string;
  uses: string[];
  agreedAt: string;
  until: string;
  receipt: string;
  /** The person has changed words of it. */
  byPerson: boolean;
  /** What looks as if somebody could be known by it. */
  look: string[];
}

export interface StoryShelf {
  agreed: Story[];
  waiting: number;
  /** What went into a file and may not be used any more. */
  gone: { number: string; exportedAt: string }[];
}

export const storyOccasions = (talk: string) => call<StoryOccasion[]>(`/api/conversations/${talk}/stories`);
/** Asks the person, once. Refused with what was found, until the writer has looked at it. */
export const askStory = (talk: string, referral: string, words: StoryWords, looked: boolean) =>
  call<null>(`/api/conversations/${talk}/stories`, 'POST', { referral, ...words, looked });
export const readStories = () => call<StoryShelf>('/api/stories');
export const storyFile = (format: 'json' | 'csv', use: string) =>
  `/api/stories/export?format=${format}${use && `&use=${use}`}`;
