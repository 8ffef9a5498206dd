import { parseMetadata } from './metadata.ts';
import type { Metadata } from './metadata.ts';
import { invalid, PineconeRefusal } from './refusal.ts';
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
  return asObject(parseJson(body), 'The request body');
}

/** @throws PineconeRefusal when it is not a JSON object */
export function asObject(value: unknown, what: string): Fields {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw invalid(`${what} must be a JSON object, got ${JSON.stringify(value)?.slice(0, 40) ?? 'nothing'}`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw invalid(`The request body is not JSON: ${String(error)}`);
  }
}

export function parseNamespace(value: unknown): string {
  if (value === undefined || value === null || value === '') return defaultNamespace;
  if (typeof value !== 'string') throw invalid(`namespace must be a string, got ${JSON.stringify(value)}`);
  if (value.length > 512 || !isAscii(value)) {
    throw invalid(`namespace must be 1 to 512 ASCII characters, got ${JSON.stringify(value.slice(0, 40))}`);
  }
  return value;
}

export function parseId(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw invalid(`Vector ID must be a non-empty string, got ${JSON.stringify(value)}`);
  if (value.length > 512) throw invalid(`Vector ID must be at most 512 characters, got ${value.length}`);
  if (isAscii(value)) return value;
  throw invalid(`Vector ID must be ASCII, got ${JSON.stringify(value.slice(0, 40))}`);
}

/** What ids and names of namespaces are made of: ASCII without the NUL character. */
function isAscii(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the service names the NUL character
  return /^[\u0001-\u007f]*$/.test(text);
}

/** What ids, or names of namespaces, begin with. */
export function parsePrefix(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' && value.length <= 512 && isAscii(value)) return value;
  throw invalid('prefix must be at most 512 ASCII characters');
}

export function parseIds(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('ids must be a non-empty list of vector IDs');
  if (value.length > idsLimit) throw invalid(`At most ${idsLimit} ids are allowed in one request, got ${value.length}`);
  return value.map(parseId);
}

/** @throws PineconeRefusal with the service's words when the length is not that of the index */
export function parseVector(value: unknown, dimension: number): readonly number[] {
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'number')) {
    throw invalid('A dense vector must be a list of numbers');
  }
  if (value.some((entry) => !Number.isFinite(Math.fround(entry)))) {
    throw invalid('The values of a dense vector must be finite float32 numbers');
  }
  if (value.length !== dimension) {
    throw invalid(`Vector dimension ${value.length} does not match the dimension of the index ${dimension}`);
  }
  return value;
}

export function parseUpsert(value: unknown, space: VectorSpace): readonly UpsertRecord[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('vectors must be a non-empty list');
  if (value.length > idsLimit) throw invalid(`At most ${idsLimit} vectors are allowed in one request, got ${value.length}`);
  return value.map((entry: unknown) => parseRecord(entry, space));
}

function parseRecord(entry: unknown, space: VectorSpace): UpsertRecord {
  if (entry === null || typeof entry !== 'object') throw invalid(`A vector must be an object, got ${JSON.stringify(entry)}`);
  const { id: rawId, values: rawValues, metadata, sparseValues } = entry as Fields;
  const id = parseId(rawId);
  const sparse = parseSparse(sparseValues, `Sparse vector of ${id}`);
  if (sparse !== undefined) checkTakesSparse(space);
  if (space.dense !== undefined)
    return { id, values: parseStored(rawValues, space.dense.dimension, id), sparse, metadata: parseMetadata(metadata) };
  checkNoDense(rawValues);
  if (sparse === undefined) throw invalid(`Vector ${id} must have sparse values: the index is sparse`);
  return { id, values: [], sparse, metadata: parseMetadata(metadata) };
}

const leastMagnitude = 1e-8;

/** Values of a record, of which one at least must not be as good as zero. */
export function parseStored(value: unknown, dimension: number, id: string): readonly number[] {
  const values = parseVector(value, dimension);
  if (values.some((entry) => Math.abs(entry) >= leastMagnitude)) return values;
  throw invalid(`Dense vectors must contain at least one non-zero value. Vector ID ${id} contains only zeros.`);
}

/** @throws PineconeRefusal with the service's words when the index has no place for sparse values */
export function checkTakesSparse(space: VectorSpace): void {
  if (space.sparse !== undefined) return;
  throw invalid('Index configuration does not support sparse values - only indexes that are sparse or using dotproduct are supported');
}

export function checkNoDense(value: unknown): void {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return;
  throw invalid('Index configuration does not support dense vectors: the index is sparse');
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
  throw invalid(`topK must be a whole number from 1 to 10000, got ${JSON.stringify(value)}`);
}

/** Size of a page; from a query string it is text. */
export function parseLimit(value: unknown, most = 100): number {
  if (value === undefined || value === null) return 100;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw invalid(`limit must be a whole number from 1 to ${most}, got ${JSON.stringify(value)}`);
}

/** A page that holds the records themselves may be larger than one of ids. */
export const recordsOfPage = 10_000;

/** Of an operation on all records that match. @throws PineconeRefusal when it would be all there are */
export function parseSelection(filter: unknown): unknown {
  if (filter !== null && typeof filter === 'object' && Object.keys(filter).length > 0) return filter;
  throw invalid('A non-empty filter must be given');
}
