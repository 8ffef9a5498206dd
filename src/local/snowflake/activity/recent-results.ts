import type { Result } from '../wire/result.ts';

const dayMilliseconds = 86_400_000;
const mostCharacters = 16 * 1024 * 1024;

export interface RecentResult {
  readonly result: Result;
  readonly userName: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly characters: number;
}

/** The latest results, by query id, for RESULT_SCAN. The oldest go when there are too many, and all after a day. */
export class RecentResults {
  readonly #results = new Map<string, RecentResult>();
  #characters = 0;

  add(queryId: string, result: Result, userName: string, at: number): void {
    const characters = result.rows.reduce((sum, row) => sum + row.length, 200);
    this.#results.set(queryId, { result, userName, at, characters });
    this.#characters += characters;
    for (const [oldest, { characters: size }] of this.#results) {
      if (this.#characters <= mostCharacters) return;
      this.#results.delete(oldest);
      this.#characters -= size;
    }
  }

  find(queryId: string, now: number): RecentResult | undefined {
    const found = this.#results.get(queryId);
    return found && found.at + dayMilliseconds > now ? found : undefined;
  }
}
