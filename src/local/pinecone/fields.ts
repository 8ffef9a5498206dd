import { parseMetadata } from './metadata.ts';
import type { Metadata } from './metadata.ts';
import { PineconeRefusal } from './refusal.ts';
import { parseSparse } from './sparse.ts';
import type { SparseValues } from './sparse.ts';
import type { VectorSpace } from './vector-space.ts';
import { defaultNamespace } from './vector-index.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface UpsertRecord {
  readonly id: string;
  readonly values: readonly number[];
  readonly sparse: SparseValues | undefined;
  readonly metadata: Metadata | undefined;
}

const idsLimit = 1000;

/** @throws PineconeRefusal when it is not a JSON object */
export function parseFields(body: string): Fields {
  const value = parseJson(body);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw new PineconeRefusal('invalid', `The request body must be a JSON object, got ${body.slice(0, 40)}`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new PineconeRefusal('invalid', `The request body is not JSON: ${String(error)}`);
  }
}

export function parseNamespace(value: unknown): string {
  if (value === undefined || value === null || value === '') return defaultNamespace;
  if (typeof value !== 'string') throw new PineconeRefusal('invalid', `namespace must be a string, got ${JSON.stringify(value)}`);
  // oxlint-disable-next-line no-control-regex -- the service names the NUL character
  if (!/^[\u0001-\u007f]{1,512}$/.test(value)) {
    throw new PineconeRefusal('invalid', `namespace must be 1 to 512 ASCII characters, got ${JSON.stringify(value.slice(0, 40))}`);
  }
  return value;
}

export function parseId(value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw new PineconeRefusal('invalid', `Vector ID must be a non-empty string, got ${JSON.stringify(value)}`);
  if (value.length > 512) throw new PineconeRefusal('invalid', `Vector ID must be at most 512 characters, got ${value.length}`);
  return value;
}

export function parseIds(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new PineconeRefusal('invalid', 'ids must be a non-empty list of vector IDs');
  if (value.length > idsLimit)
    throw new PineconeRefusal('invalid', `At most ${idsLimit} ids are allowed in one request, got ${value.length}`);
  return value.map(parseId);
}

/** @throws PineconeRefusal with the service's words when the length is not that of the index */
export function parseVector(value: unknown, dimension: number): readonly number[] {
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'number')) {
    throw new PineconeRefusal('invalid', 'A dense vector must be a list of numbers');
  }
  if (value.some((entry) => !Number.isFinite(Math.fround(entry)))) {
    throw new PineconeRefusal('invalid', 'The values of a dense vector must be finite float32 numbers');
  }
  if (value.length !== dimension) {
    throw new PineconeRefusal('invalid', `Vector dimension ${value.length} does not match the dimension of the index ${dimension}`);
  }
  return value;
}

export function parseUpsert(value: unknown, space: VectorSpace): readonly UpsertRecord[] {
  if (!Array.isArray(value) || value.length === 0) throw new PineconeRefusal('invalid', 'vectors must be a non-empty list');
  if (value.length > idsLimit)
    throw new PineconeRefusal('invalid', `At most ${idsLimit} vectors are allowed in one request, got ${value.length}`);
  return value.map((entry: unknown) => parseRecord(entry, space));
}

function parseRecord(entry: unknown, space: VectorSpace): UpsertRecord {
  if (entry === null || typeof entry !== 'object')
    throw new PineconeRefusal('invalid', `A vector must be an object, got ${JSON.stringify(entry)}`);
  const { id: rawId, values: rawValues, metadata, sparseValues } = entry as Fields;
  const id = parseId(rawId);
  const sparse = parseSparse(sparseValues, `Sparse vector of ${id}`);
  if (sparse !== undefined) checkTakesSparse(space);
  if (space.dense !== undefined)
    return { id, values: parseStored(rawValues, space.dense.dimension, id), sparse, metadata: parseMetadata(metadata) };
  checkNoDense(rawValues);
  if (sparse === undefined) throw new PineconeRefusal('invalid', `Vector ${id} must have sparse values: the index is sparse`);
  return { id, values: [], sparse, metadata: parseMetadata(metadata) };
}

/** Values of a record, of which one at least must not be zero as float32. */
export function parseStored(value: unknown, dimension: number, id: string): readonly number[] {
  const values = parseVector(value, dimension);
  if (values.some((entry) => Math.fround(entry) !== 0)) return values;
  throw new PineconeRefusal('invalid', `Dense vectors must contain at least one non-zero value. Vector ID ${id} contains only zeros.`);
}

/** @throws PineconeRefusal with the service's words when the index has no place for sparse values */
export function checkTakesSparse(space: VectorSpace): void {
  if (space.sparse !== undefined) return;
  throw new PineconeRefusal(
    'invalid',
    'Index configuration does not support sparse values - only indexes that are sparse or using dotproduct are supported',
  );
}

export function checkNoDense(value: unknown): void {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return;
  throw new PineconeRefusal('invalid', 'Index configuration does not support dense vectors: the index is sparse');
}

const upsertLimitBytes = 2_097_152;

/** @throws PineconeRefusal when an upsert is larger than the service takes */
export function checkUpsertSize(body: string): void {
  const size = Buffer.byteLength(body);
  if (size <= upsertLimitBytes) return;
  throw new PineconeRefusal('tooLarge', `Error, message length too large: found ${size} bytes, the limit is: ${upsertLimitBytes} bytes`);
}

export function parseTopK(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10_000) return value;
  throw new PineconeRefusal('invalid', `topK must be a whole number from 1 to 10000, got ${JSON.stringify(value)}`);
}

/** Size of a page; from a query string it is text. */
export function parseLimit(value: unknown): number {
  if (value === undefined || value === null) return 100;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
  throw new PineconeRefusal('invalid', `limit must be a whole number from 1 to 100, got ${JSON.stringify(value)}`);
}
