import type { Failure } from '@/protocol/failure';
import type { Link } from '@/protocol/link';
import type { Resumed } from '@/protocol/messages';
import { retryDelay } from '@/protocol/retry';
import type { LinkState } from './desk';

export type Standing = 'ok' | 'signedOut' | 'denied' | 'unreachable';

export interface ConnectionPlan {
  link: Link;
  /** Asks over plain HTTP why the socket will not open. */
  standing(): Promise<Standing>;
  onState(state: LinkState): void;
  /** A new socket is being opened: what it says before `onResumed` may be newer than what is resumed. */
  onConnecting(): void;
  onResumed(resumed: Resumed): void;
  /** The loop has ended for good: the sign-in is over, or was never enough. */
  onRefused(standing: 'signedOut' | 'denied'): void;
}

/** After this much silence a connection counts as dead, digests coming every five seconds; in milliseconds. */
export const silenceLimit = 12_000;
const answerLimit = 10_000;
/** Why a socket would not open is worth less than the next attempt. */
const standingLimit = 3_000;
/** A gateway that stops gives its consoles five seconds to go; calls may use two of them. */
const settleLimit = 2_000;
/** A connection that lasted this long was a good one, and the next attempt starts from the beginning. */
const steadyAfter = 10_000;

/**
 * Keeps one connection up for as long as the desk is open: the first start, every loss and a silent half-open socket go
 * through the same loop, with growing, jittered waits and no last attempt.
 */
export class Connection {
  #stopped = false;
  #attempt = 0;
  #everConnected = false;
  #moving = false;
  #lastHeard = 0;
  #wake: () => void = () => {};
  #dropped: () => void = () => {};
  readonly #plan: ConnectionPlan;

  constructor(plan: ConnectionPlan) {
    this.#plan = plan;
  }

  start(): void {
    window.addEventListener('online', this.retryNow);
    window.addEventListener('offline', this.lost);
    void this.#run();
  }

  /** Something was said on the socket. */
  heard(): void {
    this.#lastHeard = Date.now();
  }

  readonly lost = (): void => this.#dropped();

  /** The gateway asked for it: what was asked of it is answered first, and nobody need see the change of sockets. */
  async move(): Promise<void> {
    this.#moving = true;
    await this.#plan.link.settled(settleLimit);
    this.#attempt = 0;
    this.lost();
  }

  readonly retryNow = (): void => this.#wake();

  async stop(): Promise<void> {
    this.#stopped = true;
    window.removeEventListener('online', this.retryNow);
    window.removeEventListener('offline', this.lost);
    this.#wake();
    this.#dropped();
    await this.#plan.link.disconnect().catch(() => {});
  }

  async #run(): Promise<void> {
    for (let first = true; !this.#stopped; first = false) {
      if (!this.#moving) this.#plan.onState(this.#waitingState());
      if (!first) await this.#pause(retryDelay(this.#attempt));
      if (this.#stopped) return;
      const dropped = new Promise<void>((resolve) => {
        this.#dropped = resolve;
      });
      try {
        this.#plan.onConnecting();
        await within(this.#plan.link.connect(), answerLimit);
        this.#attempt++;
        await this.#stay(await within(this.#plan.link.resume(), answerLimit), dropped);
      } catch (failure) {
        this.#moving = false;
        this.#attempt++;
        if (await this.#isRefused(failure)) return;
      }
      await this.#plan.link.disconnect().catch(() => {});
    }
  }

  async #stay(resumed: Resumed, dropped: Promise<void>): Promise<void> {
    if (this.#stopped) return;
    const since = Date.now();
    this.#everConnected = true;
    this.#moving = false;
    this.heard();
    this.#plan.onResumed(resumed);
    this.#plan.onState('connected');
    const watch = setInterval(() => {
      if (Date.now() - this.#lastHeard > silenceLimit) this.lost();
    }, 2000);
    await dropped;
    clearInterval(watch);
    if (this.#moving || Date.now() - since > steadyAfter) this.#attempt = 0;
  }

  async #isRefused(failure: unknown): Promise<boolean> {
    const code = (failure as Partial<Failure>).code ?? '';
    const standing =
      code === 'access.denied'
        ? 'denied'
        : await within(this.#plan.standing(), standingLimit).catch(() => 'unreachable');
    if (this.#stopped) return true;
    if (standing !== 'signedOut' && standing !== 'denied') return false;
    await this.stop();
    this.#plan.onRefused(standing);
    return true;
  }

  #waitingState(): LinkState {
    if (!navigator.onLine) return 'offline';
    return this.#everConnected ? 'reconnecting' : 'starting';
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject({ code: 'unreachable' } satisfies Failure), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
