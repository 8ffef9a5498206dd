/** Cells of all copies together; some 10 to 20 bytes each. */
const mostCells = 10_000_000;

/** How much the copies of past rows take. */
export class SnapshotMemory {
  /** Cells by storage, the oldest first. */
  readonly #cells = new Map<string, number>();
  #total = 0;

  fits(cells: number): boolean {
    return cells <= mostCells;
  }

  add(storage: string, cells: number): void {
    this.forget(storage);
    this.#cells.set(storage, cells);
    this.#total += cells;
  }

  forget(storage: string): void {
    this.#total -= this.#cells.get(storage) ?? 0;
    this.#cells.delete(storage);
  }

  /** The oldest copies that have to go. */
  surplus(): readonly string[] {
    const gone: string[] = [];
    let rest = this.#total;
    for (const [storage, cells] of this.#cells) {
      if (rest <= mostCells) break;
      gone.push(storage);
      rest -= cells;
    }
    return gone;
  }
}
