const capacity = 10_000;

/** When the changes of a statement were committed, by its query id, for AT | BEFORE (STATEMENT => ..). */
export class CommitMoments {
  readonly #moments = new Map<string, number>();

  add(queryId: string, moment: number): void {
    const oldest = this.#moments.keys().next().value;
    if (this.#moments.size >= capacity && oldest !== undefined) this.#moments.delete(oldest);
    this.#moments.set(queryId, moment);
  }

  of(queryId: string): number | undefined {
    return this.#moments.get(queryId);
  }
}
