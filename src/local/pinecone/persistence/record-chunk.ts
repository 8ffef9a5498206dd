import type { StoredRecord } from '../namespace.ts';

/** A record as a snapshot has it: `writtenAt` where it is of a namespace, not of a backup. */
export interface KeptRecord extends Omit<StoredRecord, 'values'> {
  readonly values: ArrayLike<number>;
  readonly writtenAt?: number;
}

/** Records with their vectors beside them, as float32 in the order of bytes that all our machines have. */
export interface RecordChunk {
  readonly records: string;
  readonly vectors: Uint8Array;
}

interface Printed extends Omit<KeptRecord, 'values'> {
  readonly floats: number;
}

export function encodeChunk(records: readonly KeptRecord[]): RecordChunk {
  const floats = new Float32Array(records.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  const printed = records.map(({ values, ...rest }): Printed => {
    floats.set(values, at);
    at += values.length;
    return { ...rest, floats: values.length };
  });
  return { records: JSON.stringify(printed), vectors: new Uint8Array(floats.buffer) };
}

export function decodeChunk({ records, vectors }: RecordChunk): readonly KeptRecord[] {
  const floats = new Float32Array(vectors.buffer, vectors.byteOffset, vectors.byteLength / 4);
  let at = 0;
  return (JSON.parse(records) as readonly Printed[]).map(({ floats: length, ...rest }) => {
    at += length;
    return { ...rest, values: floats.subarray(at - length, at) };
  });
}
