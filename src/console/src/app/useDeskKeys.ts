import type { Desk, DeskAction } from './desk';
import { type KeyAct, useKeys } from './keys';
import type { Acts } from './runtime';

interface DeskKeysPlan {
  desk: Desk;
  acts: Acts;
  dispatch(action: DeskAction): void;
  take(): unknown;
  setSheet(sheet: 'close' | 'keys'): void;
  turnCard(): void;
}

/** What the keys do on the desk. */
export function useDeskKeys({ desk, acts, dispatch, take, setSheet, turnCard }: DeskKeysPlan): void {
  useKeys((act: KeyAct) => {
    if (typeof act === 'object') return pick(act.nth - 1);
    const at = desk.mine.findIndex((held) => held.card.id === desk.selected);
    const selected = desk.mine[at];
    const { available, capacity } = desk.availability;
    switch (act) {
      case 'take':
        return desk.link === 'connected' && take();
      case 'accept': {
        const offer = desk.queue.offers[0];
        return offer && void acts.answer(offer.offerId, true);
      }
      case 'next':
        return pick((at + 1) % Math.max(1, desk.mine.length));
      case 'previous':
        return pick(at <= 0 ? desk.mine.length - 1 : at - 1);
      case 'message':
        return document.getElementById('message')?.focus();
      case 'phrases':
        return document.getElementById('phrases')?.click();
      case 'end':
        return selected && !selected.ended && setSheet('close');
      case 'card':
        return turnCard();
      case 'state':
        return desk.me && void acts.setAvailability(!available, capacity);
      case 'sheet':
        return setSheet('keys');
    }
  });

  function pick(index: number) {
    const held = desk.mine[index];
    if (held) dispatch({ type: 'select', id: held.card.id });
  }
}
