import { isDeepStrictEqual } from 'node:util';
import type { VectorRecord } from '../../../model/capability.ts';

/** The service keeps float32: values are equal when they are equal there. */
export function hasSameValues(left: VectorRecord, right: VectorRecord): boolean {
  return left.values.length === right.values.length && left.values.every((value, index) => isSameFloat(value, right.values[index]));
}

function isSameFloat(left: number, right: number | undefined): boolean {
  return right !== undefined && Math.fround(left) === Math.fround(right);
}

/** No metadata and empty metadata are the same to the service. */
export function hasSameMetadata(left: VectorRecord, right: VectorRecord): boolean {
  return isDeepStrictEqual(left.metadata ?? {}, right.metadata ?? {});
}

export function isSameRecord(left: VectorRecord, right: VectorRecord | undefined): boolean {
  return right !== undefined && hasSameValues(left, right) && hasSameMetadata(left, right);
}
