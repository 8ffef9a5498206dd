import { rowsPerBlock, VectorMemory } from './vector-memory.ts';
import type { Metadata } from './metadata.ts';
import { currentTime } from './moment.ts';
import type { SparseValues } from './sparse.ts';

export interface StoredRecord {
  readonly id: string;
  /** Rounded to float32; empty without a dense vector. */
  readonly values: readonly number[];
  readonly sparse?: SparseValues;
  readonly metadata: Metadata | undefined;
}

/** Names of the metadata that filters may use; all when a namespace declares none. */
export type IndexedFields = readonly string[] | undefined;

/** The records of one namespace: vectors in shared memory, ids and metadata beside them, by row. Rows have no holes. */
export class Namespace {
  readonly dimension: number;
  readonly rowFloats: number;
  readonly memory: VectorMemory;
  readonly #blocks: number[] = [];
  readonly #ids: string[] = [];
  readonly #metadata: (Metadata | undefined)[] = [];
  readonly #sparse: (SparseValues | undefined)[] = [];
  readonly #lengths: number[] = [];
  readonly #sizes: number[] = [];
  readonly #written: number[] = [];
  #sizeBytes = 0;
  readonly #rows = new Map<string, number>();
  #sortedIds: readonly string[] | undefined;
  /** Log sequence number of the last write. */
  lsn = 0;
  indexedFields: IndexedFields;

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

  /** As the service counts it: ids, metadata, 4 bytes for each dense value and 8 for each sparse one. */
  get sizeBytes(): number {
    return this.#sizeBytes;
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

  sparseAt(row: number): SparseValues | undefined {
    return this.#sparse[row];
  }

  /** Euclidean length of the vector; zero without one. */
  lengthAt(row: number): number {
    return this.#lengths[row] ?? 0;
  }

  /** When the record was last put, in milliseconds since 1970. */
  writtenAt(row: number): number {
    return this.#written[row] ?? 0;
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
    if (row === undefined) return undefined;
    const values = this.lengthAt(row) === 0 ? [] : Array.from(this.valuesAt(row));
    const sparse = this.#sparse[row];
    return { id, values, ...(sparse === undefined ? {} : { sparse }), metadata: this.#metadata[row] };
  }

  /** Every record, in order of ids. */
  *records(): Generator<StoredRecord> {
    for (const id of this.sortedIds) {
      const record = this.get(id);
      if (record !== undefined) yield record;
    }
  }

  /** Without dense values a record has no dense vector. */
  put(
    id: string,
    values: ArrayLike<number>,
    metadata: Metadata | undefined,
    sparse?: SparseValues,
    writtenAt = currentTime().getTime(),
  ): void {
    const row = this.#rows.get(id) ?? this.#append(id);
    this.memory.write(this.#address(row), values.length === 0 ? new Float32Array(this.dimension) : values);
    this.#sparse[row] = sparse;
    this.#written[row] = writtenAt;
    this.putMetadata(row, metadata);
    this.#lengths[row] = euclideanLength(this.valuesAt(row));
  }

  putMetadata(row: number, metadata: Metadata | undefined): void {
    this.#metadata[row] = metadata;
    const metadataBytes = metadata === undefined ? 0 : Buffer.byteLength(JSON.stringify(metadata));
    const sparseBytes = 8 * (this.#sparse[row]?.indices.length ?? 0);
    const bytes = Buffer.byteLength(this.idAt(row)) + metadataBytes + 4 * this.dimension + sparseBytes;
    this.#sizeBytes += bytes - (this.#sizes[row] ?? 0);
    this.#sizes[row] = bytes;
  }

  /** The last row moves into the hole. */
  remove(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    const last = this.#ids.length - 1;
    this.#sizeBytes -= this.#sizes[row] ?? 0;
    if (row !== last) {
      const moved = this.idAt(last);
      this.memory.write(this.#address(row), this.valuesAt(last));
      this.#ids[row] = moved;
      this.#metadata[row] = this.#metadata[last];
      this.#sparse[row] = this.#sparse[last];
      this.#lengths[row] = this.lengthAt(last);
      this.#sizes[row] = this.#sizes[last] ?? 0;
      this.#written[row] = this.writtenAt(last);
      this.#rows.set(moved, row);
    }
    this.#ids.pop();
    for (const column of [this.#metadata, this.#sparse, this.#lengths, this.#sizes, this.#written]) column.pop();
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
    this.#sparse.push(undefined);
    this.#lengths.push(0);
    this.#sizes.push(0);
    this.#written.push(0);
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

/** By index: `reduce` takes ten times as long, and every record that is written comes here. */
function euclideanLength(values: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += (values[index] ?? 0) ** 2;
  return Math.sqrt(sum);
}
