/**
 * Dot products of one query with many rows, in WebAssembly SIMD: about six times faster than a loop in JavaScript,
 * which alone would miss the latency budget. The module is 345 bytes, so it is written out here by hand.
 *
 * `scan(query, rows, end, results, rowBytes)`: all but the last are addresses in the memory. Row lengths are whole
 * multiples of `strideBytes`; the padding of the query and of the rows must be zero.
 */
export interface DotKernel {
  scan(query: number, rows: number, end: number, results: number, rowBytes: number): void;
}

/** Floats per step of the inner loop: four accumulators of four lanes. */
export const strideFloats = 16;
const strideBytes = strideFloats * 4;

/** What we use of the JavaScript API of WebAssembly; TypeScript has it only in the library for browsers. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const wasm = (
  globalThis as unknown as {
    readonly WebAssembly: {
      readonly Memory: new (limits: { readonly initial: number }) => WasmMemory;
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
    };
  }
).WebAssembly;

export function createWasmMemory(pages: number): WasmMemory {
  return new wasm.Memory({ initial: pages });
}

export function createDotKernel(memory: WasmMemory): DotKernel {
  const instance = new wasm.Instance(new wasm.Module(Uint8Array.from(moduleBytes())), { m: { m: memory } });
  return { scan: instance.exports['scan'] as DotKernel['scan'] };
}

const magicAndVersion = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const i32 = 0x7f;
const v128 = 0x7b;
const voidBlock = 0x40;

// Locals 0 to 4 are the parameters.
const [query, row, end, result, rowBytes, offset, sum0] = [0, 1, 2, 3, 4, 5, 6] as const;
const sums = [sum0, sum0 + 1, sum0 + 2, sum0 + 3];

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, ...signedLeb(value)];
const add = [0x6a];
const block = [0x02, voidBlock];
const loop = [0x03, voidBlock];
const branch = (depth: number): number[] => [0x0c, depth];
const branchIf = (depth: number): number[] => [0x0d, depth];
const close = [0x0b];
const lessUnsigned = [0x49];
const notLessUnsigned = [0x4f];
const simd = (opcode: number): number[] => [0xfd, ...unsignedLeb(opcode)];
const load128 = (byteOffset: number): number[] => [...simd(0x00), 4, byteOffset];
const zero128 = [...simd(0x0c), ...Array.from({ length: 16 }, () => 0)];
const addLanes = simd(0xe4);
const multiplyLanes = simd(0xe6);
const lane = (index: number): number[] => [...simd(0x1f), index];
const addFloat = [0x92];
const storeFloat = [0x38, 2, 0];

function scanCode(): number[] {
  const multiplyAdd = sums.flatMap((sum, index) => [
    ...get(sum),
    ...get(query), ...get(offset), ...add, ...load128(index * 16),
    ...get(row), ...get(offset), ...add, ...load128(index * 16),
    ...multiplyLanes, ...addLanes, ...set(sum),
  ]); // prettier-ignore
  const allSums = [...get(sum0), ...get(sum0 + 1), ...addLanes, ...get(sum0 + 2), ...get(sum0 + 3), ...addLanes, ...addLanes, ...set(sum0)];
  const lanes = [0, 1, 2, 3].flatMap((index) => [...get(sum0), ...lane(index), ...(index === 0 ? [] : addFloat)]);
  const advance = (local: number, by: readonly number[]): number[] => [...get(local), ...by, ...add, ...set(local)];
  return [
    ...block, ...loop,
    ...get(row), ...get(end), ...notLessUnsigned, ...branchIf(1),
    ...constant(0), ...set(offset),
    ...sums.flatMap((sum) => [...zero128, ...set(sum)]),
    ...loop, ...multiplyAdd, ...advance(offset, constant(strideBytes)), ...get(offset), ...get(rowBytes), ...lessUnsigned, ...branchIf(0), ...close,
    ...allSums, ...get(result), ...lanes, ...storeFloat,
    ...advance(row, get(rowBytes)), ...advance(result, constant(4)),
    ...branch(0), ...close, ...close, ...close,
  ]; // prettier-ignore
}

function moduleBytes(): number[] {
  const code = [2, 1, i32, sums.length, v128, ...scanCode()]; // One local for the offset, one per sum.
  return [
    ...magicAndVersion,
    ...section(1, [1, 0x60, 5, i32, i32, i32, i32, i32, 0]), // One type: five numbers in, nothing out.
    ...section(2, [1, ...name('m'), ...name('m'), 0x02, 0x00, 1]), // The memory is imported.
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('scan'), 0x00, 0]),
    ...section(10, [1, ...unsignedLeb(code.length), ...code]),
  ];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsignedLeb(content.length), ...content];
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text)];
}

function unsignedLeb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsignedLeb(value >>> 7)];
}

function signedLeb(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signedLeb(value >>> 7)];
}
