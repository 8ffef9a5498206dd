import type { Knobs } from './knobs.ts';

/** Which indexes have to be woken up. */
export class ColdStarts {
  readonly #usedAt = new Map<string, number>();

  /** How many milliseconds the answer of this index has to wait. */
  waitOf(cold: Knobs['coldStart'], index: string): number {
    if (cold === undefined) {
      this.#usedAt.clear();
      return 0;
    }
    const now = performance.now();
    const used = this.#usedAt.get(index);
    this.#usedAt.set(index, now);
    return used === undefined || now - used > cold.idleMilliseconds ? cold.delayMilliseconds : 0;
  }
}
