import type { VectorRecord } from '../../../model/capability.ts';

/** Limits of one upsert: 2 MB and 1,000 records. Some room is left for names and punctuation. */
const batchBytes = 1_500_000;
const batchRecords = 500;
/** A float32 in its shortest decimal form, sign, exponent and comma included. */
const bytesPerValue = 15;
const bytesPerRecord = 500;

/** Records in portions that the service takes in one request. */
export function batchesOf(records: readonly VectorRecord[], dimension: number): readonly (readonly VectorRecord[])[] {
  const batches: VectorRecord[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const recordBytes = dimension * bytesPerValue + JSON.stringify(record.metadata ?? {}).length + bytesPerRecord;
    const last = batches.at(-1);
    if (last === undefined || last.length >= batchRecords || size + recordBytes > batchBytes) {
      batches.push([record]);
      size = recordBytes;
    } else {
      last.push(record);
      size += recordBytes;
    }
  }
  return batches;
}
