import { isBehind } from '@/features/conversation/log';
import { behind, find, type Held, isMissing } from '@/features/conversation/mine';
import { nextToSend } from '@/features/conversation/outbox';
import { codeOf, type Failure } from '@/protocol/failure';
import type { Link } from '@/protocol/link';
import { retryDelay } from '@/protocol/retry';
import type { Store } from '@/shared/store';
import type { Desk, DeskAction } from './desk';

/** The gateway answers with at most this many entries; with fewer it has told all there is. */
const answerHolds = 200;

/**
 * Carries what is missing in and what is written out. After every change of the desk it fetches gaps, and sends the
 * oldest waiting message of each conversation that is complete. Both start again by themselves after a failure.
 */
export class Courier {
  readonly #store: Store<Desk, DeskAction>;
  readonly #link: Link;
  readonly #busy = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #unsubscribe: () => void;
  #stopped = false;

  constructor(store: Store<Desk, DeskAction>, link: Link) {
    this.#store = store;
    this.#link = link;
    this.#unsubscribe = store.subscribe(this.#tend);
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
  }

  readonly #tend = (): void => {
    const desk = this.#store.get();
    if (this.#stopped || desk.link !== 'connected') return;
    for (const held of behind(desk.mine)) this.#once(`read ${held.card.id}`, () => this.#catchUp(held.card.id));
    for (const held of desk.mine) {
      const item = held.ended || isBehind(held.log) ? null : nextToSend(desk.outbox, held.card.id);
      if (item) this.#once(`send ${item.clientId}`, () => this.#send(held, item.clientId, item.text));
    }
  };

  async #catchUp(id: string): Promise<void> {
    for (
      let held = find(this.#store.get().mine, id);
      held && isMissing(held);
      held = find(this.#store.get().mine, id)
    ) {
      const after = held.log.last;
      const entries = await this.#link.entriesAfter(id, after);
      this.#store.dispatch({ type: 'entries', id, entries });
      if (held.check && entries.length < answerHolds) {
        this.#store.dispatch({ type: 'checked', id });
        continue;
      }
      // Told of a number that cannot be read yet: come back later instead of asking in a circle.
      if (find(this.#store.get().mine, id)?.log.last === after) throw { code: 'unreachable' } satisfies Failure;
    }
  }

  async #send(held: Held, clientId: string, text: string): Promise<void> {
    this.#store.dispatch({ type: 'sending', clientId });
    try {
      const entry = await this.#link.send(held.card.id, clientId, text);
      this.#store.dispatch({ type: 'entries', id: held.card.id, entries: [entry] });
    } catch (failure) {
      const code = codeOf(failure);
      this.#store.dispatch({ type: 'sendFailed', clientId, code });
      const again = this.#store.get().outbox.some((item) => item.clientId === clientId && item.state === 'waiting');
      if (again) throw failure;
    }
  }

  /** Runs one errand of a name at a time; a failed one is locked for a growing while, then tried again. */
  #once(name: string, errand: () => Promise<void>): void {
    if (this.#busy.has(name)) return;
    this.#busy.add(name);
    const free = () => {
      this.#busy.delete(name);
      this.#tend();
    };
    errand().then(
      () => {
        this.#failures.delete(name);
        free();
      },
      (failure) => {
        const id = name.slice('read '.length);
        if (name.startsWith('read ') && codeOf(failure) === 'conversation.not_found') {
          this.#store.dispatch({ type: 'notMine', id });
        }
        const times = (this.#failures.get(name) ?? 0) + 1;
        this.#failures.set(name, times);
        setTimeout(free, this.#store.get().link === 'connected' ? retryDelay(times) : 0);
      },
    );
  }
}
