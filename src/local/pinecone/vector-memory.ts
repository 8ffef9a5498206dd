import { createDotKernel, createWasmMemory, strideFloats } from './dot-kernel.ts';

export const rowsPerBlock = 128;
const pageBytes = 65_536;
/** The largest dimension of the service is 20,000. */
const queryBytes = 20_032 * 4;
const resultsAddress = queryBytes;
const firstBlockAddress = 2 * pageBytes;

/**
 * The memory that holds every vector of the endpoint, once, as float32. One memory for all namespaces, because each
 * WebAssembly memory reserves gigabytes of address space. Handed out in blocks of 128 rows; returned blocks are reused.
 */
export class VectorMemory {
  readonly #memory = createWasmMemory(2);
  readonly #kernel = createDotKernel(this.#memory);
  readonly #free = new Map<number, number[]>();
  #floats = new Float32Array(this.#memory.buffer);
  #used = firstBlockAddress;

  /** Floats from one row to the next, padding included. */
  static rowFloats(dimension: number): number {
    return Math.ceil(dimension / strideFloats) * strideFloats;
  }

  /** Address of a new block of zeros for 128 rows. */
  allocate(rowFloats: number): number {
    const reused = this.#free.get(rowFloats)?.pop();
    const address = reused ?? this.#grow(rowsPerBlock * rowFloats * 4);
    if (reused !== undefined) this.#floats.fill(0, address / 4, address / 4 + rowsPerBlock * rowFloats);
    return address;
  }

  release(address: number, rowFloats: number): void {
    const list = this.#free.get(rowFloats);
    if (list === undefined) this.#free.set(rowFloats, [address]);
    else list.push(address);
  }

  write(address: number, values: ArrayLike<number>): void {
    this.#floats.set(values, address / 4);
  }

  /** A view, valid until the next `allocate`. */
  read(address: number, length: number): Float32Array {
    return this.#floats.subarray(address / 4, address / 4 + length);
  }

  /** Puts the query where `dots` finds it. */
  setQuery(values: ArrayLike<number>, rowFloats: number): void {
    this.#floats.fill(0, 0, rowFloats);
    this.#floats.set(values, 0);
  }

  /** Dot products of the query with the first rows of a block: a view, valid until the next call. */
  dots(block: number, rows: number, rowFloats: number): Float32Array {
    const rowBytes = rowFloats * 4;
    this.#kernel.scan(0, block, block + rows * rowBytes, resultsAddress, rowBytes);
    return this.#floats.subarray(resultsAddress / 4, resultsAddress / 4 + rows);
  }

  #grow(bytes: number): number {
    const address = this.#used;
    const missing = address + bytes - this.#memory.buffer.byteLength;
    if (missing > 0) {
      // At least a quarter more, so that a long load does not grow it block by block.
      this.#memory.grow(Math.ceil(Math.max(missing, this.#memory.buffer.byteLength / 4) / pageBytes));
      this.#floats = new Float32Array(this.#memory.buffer);
    }
    this.#used += bytes;
    return address;
  }
}
