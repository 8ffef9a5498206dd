import { TransportError } from '../../../std/errors.ts';
import { DeadlineExceeded } from '../../../std/deadline.ts';

interface Waiter {
  readonly grant: () => void;
  readonly refuse: (error: unknown) => void;
}

/** A fixed number of places; who finds none waits in line, never without a limit. */
export class PoolSlots {
  readonly #max: number;
  readonly #waitMilliseconds: number;
  readonly #line: Waiter[] = [];
  #taken = 0;

  constructor(max: number, waitMilliseconds: number) {
    this.#max = max;
    this.#waitMilliseconds = waitMilliseconds;
  }

  /** Throws `DeadlineExceeded` when no place comes free in time, `TransportError` at the signal. */
  acquire(signal: AbortSignal): Promise<void> {
    if (this.#taken < this.#max && !signal.aborted) {
      this.#taken += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        const place = this.#line.indexOf(waiter);
        if (place !== -1) this.#line.splice(place, 1);
      };
      const refuse = (error: unknown): void => (leave(), reject(error));
      const waiter: Waiter = { grant: () => (leave(), resolve()), refuse };
      const onAbort = (): void =>
        refuse(new TransportError('timeout', 'stopped while waiting for a free session', { cause: signal.reason }));
      const timer = setTimeout(() => refuse(this.#exhausted()), this.#waitMilliseconds);
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      this.#line.push(waiter);
    });
  }

  /** The place goes to whoever waits longest. */
  release(): void {
    const [next] = this.#line;
    if (next === undefined) this.#taken -= 1;
    else next.grant();
  }

  /** Ends all waits. */
  refuseAll(error: unknown): void {
    for (const waiter of this.#line.splice(0)) waiter.refuse(error);
  }

  #exhausted(): DeadlineExceeded {
    const seconds = `${this.#waitMilliseconds / 1_000}s`;
    return new DeadlineExceeded(
      this.#waitMilliseconds,
      `no session came free within ${seconds}: all ${this.#max} of the pool are borrowed`,
    );
  }
}
