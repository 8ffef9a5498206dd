/** Keeps the rows with the highest keys: a binary heap whose root is the worst of those kept. */
export class BestRows {
  readonly #keys: Float64Array;
  readonly #rows: Int32Array;
  #count = 0;

  constructor(capacity: number) {
    this.#keys = new Float64Array(capacity);
    this.#rows = new Int32Array(capacity);
  }

  /** A row with a key at or below this one will not be kept. */
  get threshold(): number {
    return this.#count < this.#keys.length ? Number.NEGATIVE_INFINITY : this.#key(0);
  }

  /** Rows in no order. */
  get rows(): Int32Array {
    return this.#rows.subarray(0, this.#count);
  }

  add(key: number, row: number): void {
    if (this.#count < this.#keys.length) {
      this.#place(this.#count, key, row);
      this.#count += 1;
      this.#raise(this.#count - 1);
    } else if (key > this.#key(0)) {
      this.#place(0, key, row);
      this.#sink();
    }
  }

  #raise(start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#key(parent) <= this.#key(at)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.#count) return;
      const right = left + 1;
      const child = right < this.#count && this.#key(right) < this.#key(left) ? right : left;
      if (this.#key(at) <= this.#key(child)) return;
      this.#swap(at, child);
      at = child;
    }
  }

  #key(index: number): number {
    return this.#keys[index] ?? 0;
  }

  #place(index: number, key: number, row: number): void {
    this.#keys[index] = key;
    this.#rows[index] = row;
  }

  #swap(a: number, b: number): void {
    const [key, row] = [this.#key(a), this.#rows[a] ?? 0];
    this.#place(a, this.#key(b), this.#rows[b] ?? 0);
    this.#place(b, key, row);
  }
}
