import type { Held } from './mine';

/** Whether a person who began on LINE or by SMS is on a web page now: by the newest line that says so, else by the card. */
export function isOnPage({ card, log }: Pick<Held, 'card' | 'log'>): boolean {
  const moved = log.entries.findLast(({ stage }) => stage === 'on_page' || stage === 'off_page');
  return moved ? moved.stage === 'on_page' : card.onPage === true;
}
