import { timerDelay } from '../std/deadline.ts';

/** Part of the reserve after which removing what was created must end; the rest is for closing connections. */
const removalShare = 0.7;

/**
 * Ends a run early, in order: work stops at once, removing may use the first part of a reserve, closing the rest. A second
 * stop can only shorten the reserve; who stopped first is who is named.
 */
export class StopControl implements Disposable {
  readonly #working = new AbortController();
  readonly #removing = new AbortController();
  readonly #closing = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #timers: NodeJS.Timeout[] = [];
  #stoppedBy: string | null = null;
  #reason = '';

  /** Aborted: no new work. */
  get working(): AbortSignal {
    return this.#working.signal;
  }

  /** Aborted: what was not removed yet stays, and is told as left over. */
  get removing(): AbortSignal {
    return this.#removing.signal;
  }

  /** Aborted: connections are no longer waited for. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  get isStopped(): boolean {
    return this.#stoppedBy !== null;
  }

  get stoppedBy(): string | null {
    return this.#stoppedBy;
  }

  /** Why checks have no outcome of their own, such as `stopped by SIGINT before it finished`. */
  get reason(): string {
    return this.#reason;
  }

  /** Called once, at the stop. Cheaper than a listener of a signal, as there is one for each running attempt. */
  onStop(listener: () => void): void {
    this.#listeners.add(listener);
  }

  offStop(listener: () => void): void {
    this.#listeners.delete(listener);
  }

  stop(stoppedBy: string, reason: string, reserveMilliseconds: number): void {
    this.#later(reserveMilliseconds * removalShare, this.#removing, reason);
    this.#later(reserveMilliseconds, this.#closing, reason);
    if (this.isStopped) return;
    this.#stoppedBy = stoppedBy;
    this.#reason = reason;
    this.#working.abort(new Error(reason));
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #later(milliseconds: number, controller: AbortController, reason: string): void {
    this.#timers.push(setTimeout(() => controller.abort(new Error(reason)), timerDelay(milliseconds)));
  }
}
