import { invalid } from './refusal.ts';

export type MetadataValue = string | number | boolean | readonly string[];
export type Metadata = Readonly<Record<string, MetadataValue>>;

const limitBytes = 40_960;

/** @throws PineconeRefusal for nulls, nested values, lists that are not of strings, and more than 40 KB */
export function parseMetadata(value: unknown): Metadata | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid('Metadata must be an object.');
  for (const [field, entry] of Object.entries(value)) {
    if (field.startsWith('$')) throw invalid(`Metadata field names may not begin with $, got '${field}'`);
    if (isMetadataValue(entry)) continue;
    const got = JSON.stringify(entry);
    throw invalid(`Metadata value must be a string, number, boolean or list of strings, got '${got}' for field '${field}'`);
  }
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size > limitBytes) {
    throw invalid(`Metadata size is ${size} bytes, which exceeds the limit of ${limitBytes} bytes per vector`);
  }
  return value as Metadata;
}

function isMetadataValue(value: unknown): value is MetadataValue {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === 'string');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
