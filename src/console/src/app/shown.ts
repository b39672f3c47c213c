import { behind, unreadOf } from '@/features/conversation/mine';
import { rings } from '@/features/emergency/model';
import type { Text } from '@/shared/text/ja';
import type { ShownLink } from './ConnectionSign';
import type { Desk } from './desk';

/** Catching up is a state of the screen, as losing the connection is. */
export function shownLink(desk: Desk): ShownLink {
  return desk.link === 'connected' && behind(desk.mine).length > 0 ? 'catchingUp' : desk.link;
}

/** The tab's title: somebody in danger first, then offers, then unread, then the house. */
export function titleOf(desk: Desk, text: Text, organisation: string): string {
  const house = `${text.product} · ${organisation}`;
  if (desk.emergencies.some((one) => rings(one, desk.me))) return `▲ ${text.emergency.region} · ${house}`;
  if (desk.queue.offers.length > 0) return `${text.offer.region} · ${house}`;
  const unread = desk.mine.reduce((sum, held) => sum + unreadOf(held), 0);
  return unread > 0 ? `(${unread}) ${house}` : house;
}
