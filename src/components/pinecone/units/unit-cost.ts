import type { VectorRecord } from '../../../model/capability.ts';
import type { RecordChange } from '../vector-index.ts';

/** Documented prices of the standard plan on AWS us-east-1, in dollars: https://docs.pinecone.io/guides/manage-cost/understanding-cost */
export const listPrices = { storageGigabyteMonth: 0.33, millionReadUnits: 16, millionWriteUnits: 4 } as const;

/** Fewest units of one write, whatever it holds. */
export const leastWriteUnits = 5;
/** Fewest units of one query. */
const leastQueryUnits = 0.25;
const bytesPerKilobyte = 1_000;
export const bytesPerGigabyte = 1_000_000_000;
const bytesPerValue = 4;
const recordsPerFetchUnit = 10;

const encoder = new TextEncoder();

/** What the service bills as the size of a record: id, metadata and four bytes a value. */
export function recordBytes({ id, values = [], metadata }: RecordChange): number {
  const metadataBytes = metadata === undefined ? 0 : encoder.encode(JSON.stringify(metadata)).length;
  return encoder.encode(id).length + metadataBytes + values.length * bytesPerValue;
}

/** One unit for each kilobyte. Overwriting costs the old record too, which a writer cannot know: this is the least. */
export function upsertUnits(records: readonly VectorRecord[]): number {
  const bytes = records.reduce((sum, record) => sum + recordBytes(record), 0);
  return Math.max(leastWriteUnits, Math.ceil(bytes / bytesPerKilobyte));
}

/** One unit for each kilobyte of the record before and after. What is not part of the change is not known: this is the least. */
export function updateUnits(change: RecordChange): number {
  const oldBytes = (change.values?.length ?? 0) * bytesPerValue;
  return Math.max(leastWriteUnits, Math.ceil((oldBytes + recordBytes(change)) / bytesPerKilobyte));
}

/** One unit for each gigabyte of the namespace; the number of matches does not matter. */
export function queryUnits(namespaceBytes: number): number {
  return Math.max(leastQueryUnits, namespaceBytes / bytesPerGigabyte);
}

export function fetchUnits(records: number): number {
  return Math.max(1, Math.ceil(records / recordsPerFetchUnit));
}
