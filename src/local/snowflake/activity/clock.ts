import { performance } from 'node:perf_hooks';

/**
 * The time of the account. It can be moved forward, so that retention and lag are tested without waiting for days, and
 * it never goes back, because the versions of tables are ordered by it.
 */
export class Clock {
  #aheadMilliseconds = 0;
  /** Between the two clocks of this machine, as far as it is known. */
  #drift = 0;
  #latest = 0;

  get aheadMilliseconds(): number {
    return this.#aheadMilliseconds;
  }

  /** Milliseconds since 1970 in steps of a microsecond, which is also the step of timestamps in queries. */
  now(): number {
    // The finer clock drifts from the system's, which is also the engine's, but both are in the same millisecond.
    const fine = performance.timeOrigin + performance.now();
    const late = Date.now() - fine;
    this.#drift = Math.min(Math.max(this.#drift, late), late + 0.999);
    const now = fine + this.#drift + this.#aheadMilliseconds;
    this.#latest = Math.max(this.#latest, wholeMicroseconds(now));
    return this.#latest;
  }

  /** A moment that nobody has seen before. */
  tick(): number {
    const before = this.#latest;
    this.#latest = Math.max(this.now(), wholeMicroseconds(before + 0.001));
    return this.#latest;
  }

  /** Moves the clock forward for good. @throws RangeError */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError('The clock of an account only goes forward.');
    this.#aheadMilliseconds += milliseconds;
  }
}

function wholeMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
