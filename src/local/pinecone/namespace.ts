import { rowsPerBlock, VectorMemory } from './vector-memory.ts';
import type { Metadata } from './metadata.ts';

export interface StoredRecord {
  readonly id: string;
  /** Rounded to float32. */
  readonly values: readonly number[];
  readonly metadata: Metadata | undefined;
}

/** The records of one namespace: vectors in shared memory, ids and metadata beside them, by row. Rows have no holes. */
export class Namespace {
  readonly dimension: number;
  readonly rowFloats: number;
  readonly memory: VectorMemory;
  readonly #blocks: number[] = [];
  readonly #ids: string[] = [];
  readonly #metadata: (Metadata | undefined)[] = [];
  readonly #lengths: number[] = [];
  readonly #rows = new Map<string, number>();
  #sortedIds: readonly string[] | undefined;
  /** Log sequence number of the last write. */
  lsn = 0;

  constructor(memory: VectorMemory, dimension: number) {
    this.memory = memory;
    this.dimension = dimension;
    this.rowFloats = VectorMemory.rowFloats(dimension);
  }

  get count(): number {
    return this.#ids.length;
  }

  /** Ids in order of text, which is the order of lists and pages. */
  get sortedIds(): readonly string[] {
    this.#sortedIds ??= this.#ids.toSorted();
    return this.#sortedIds;
  }

  get blocks(): readonly number[] {
    return this.#blocks;
  }

  idAt(row: number): string {
    return this.#ids[row] ?? '';
  }

  metadataAt(row: number): Metadata | undefined {
    return this.#metadata[row];
  }

  /** Euclidean length of the vector. */
  lengthAt(row: number): number {
    return this.#lengths[row] ?? 0;
  }

  /** A view, valid until the next write. */
  valuesAt(row: number): Float32Array {
    return this.memory.read(this.#address(row), this.dimension);
  }

  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  get(id: string): StoredRecord | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : { id, values: Array.from(this.valuesAt(row)), metadata: this.#metadata[row] };
  }

  put(id: string, values: readonly number[], metadata: Metadata | undefined): void {
    const row = this.#rows.get(id) ?? this.#append(id);
    this.memory.write(this.#address(row), values);
    this.#metadata[row] = metadata;
    this.#lengths[row] = Math.sqrt(this.valuesAt(row).reduce((sum, value) => sum + value * value, 0));
  }

  putMetadata(row: number, metadata: Metadata): void {
    this.#metadata[row] = metadata;
  }

  /** The last row moves into the hole. */
  remove(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    const last = this.#ids.length - 1;
    if (row !== last) {
      const moved = this.idAt(last);
      this.memory.write(this.#address(row), this.valuesAt(last));
      this.#ids[row] = moved;
      this.#metadata[row] = this.#metadata[last];
      this.#lengths[row] = this.lengthAt(last);
      this.#rows.set(moved, row);
    }
    this.#ids.pop();
    this.#metadata.pop();
    this.#lengths.pop();
    this.#rows.delete(id);
    this.#sortedIds = undefined;
    if (last % rowsPerBlock === 0) this.#releaseBlock();
    return true;
  }

  /** Gives the memory back; the namespace must not be used after. */
  release(): void {
    while (this.#blocks.length > 0) this.#releaseBlock();
  }

  #append(id: string): number {
    const row = this.#ids.length;
    if (row % rowsPerBlock === 0) this.#blocks.push(this.memory.allocate(this.rowFloats));
    this.#ids.push(id);
    this.#metadata.push(undefined);
    this.#lengths.push(0);
    this.#rows.set(id, row);
    this.#sortedIds = undefined;
    return row;
  }

  #releaseBlock(): void {
    const address = this.#blocks.pop();
    if (address !== undefined) this.memory.release(address, this.rowFloats);
  }

  #address(row: number): number {
    const block = this.#blocks[Math.floor(row / rowsPerBlock)];
    if (block === undefined) throw new RangeError(`Row ${row} is beyond the ${this.count} records of the namespace.`);
    return block + (row % rowsPerBlock) * this.rowFloats * 4;
  }
}
