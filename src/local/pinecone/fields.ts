import { parseMetadata } from './metadata.ts';
import type { Metadata } from './metadata.ts';
import { PineconeRefusal, unsupported } from './refusal.ts';
import { defaultNamespace } from './vector-index.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface UpsertRecord {
  readonly id: string;
  readonly values: readonly number[];
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
  if (typeof value === 'string') return value;
  throw new PineconeRefusal('invalid', `namespace must be a string, got ${JSON.stringify(value)}`);
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
  if (value.length !== dimension) {
    throw new PineconeRefusal('invalid', `Vector dimension ${value.length} does not match the dimension of the index ${dimension}`);
  }
  return value;
}

export function parseUpsert(value: unknown, dimension: number): readonly UpsertRecord[] {
  if (!Array.isArray(value) || value.length === 0) throw new PineconeRefusal('invalid', 'vectors must be a non-empty list');
  if (value.length > idsLimit)
    throw new PineconeRefusal('invalid', `At most ${idsLimit} vectors are allowed in one request, got ${value.length}`);
  return value.map((entry: unknown) => parseRecord(entry, dimension));
}

function parseRecord(entry: unknown, dimension: number): UpsertRecord {
  if (entry === null || typeof entry !== 'object')
    throw new PineconeRefusal('invalid', `A vector must be an object, got ${JSON.stringify(entry)}`);
  const { id: rawId, values: rawValues, metadata, sparseValues } = entry as Fields;
  if (sparseValues !== undefined && sparseValues !== null) throw unsupported('sparse values');
  const id = parseId(rawId);
  const values = parseVector(rawValues, dimension);
  if (values.every((value) => value === 0)) {
    throw new PineconeRefusal('invalid', `Dense vectors must contain at least one non-zero value. Vector ID ${id} contains only zeros.`);
  }
  return { id, values, metadata: parseMetadata(metadata) };
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
