import * as v from 'valibot';
import { fileVersion } from './history-file.ts';
import type { HistoryFile } from './history-file.ts';
import { largestMetric, latestMilliseconds, longestName, longestPath, longestRunId } from './limits.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(longestName));
const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Looked at one by one where they are decoded; here a schema for each of a million numbers would cost seconds. */
const numbers = v.custom<number[]>((value) => Array.isArray(value) && value.every((item) => typeof item === 'number'));

/** Types and bounds; what one part says about another (indexes, buckets) is looked at where it is decoded. */
const schema = v.strictObject({
  version: v.literal(fileVersion),
  branch: name,
  checks: v.pipe(v.array(name), v.check(isEachOnce)),
  names: v.array(v.strictTuple([name, name])),
  runs: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.minLength(1), v.maxLength(longestRunId)),
      commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{0,64}$/)),
      config: v.pipe(v.string(), v.minLength(1), v.maxLength(longestPath)),
      environment: name,
      stack: v.picklist(['embedded', 'live']),
      at: v.pipe(index, v.maxValue(latestMilliseconds)),
      statuses: v.string(),
      operations: v.array(numbers),
      metrics: v.array(v.strictTuple([index, v.pipe(v.number(), v.finite(), v.minValue(-largestMetric), v.maxValue(largestMetric))])),
    }),
  ),
});

export const historyFileSchema: v.GenericSchema<unknown, HistoryFile> = schema;

function isEachOnce(texts: string[]): boolean {
  return new Set(texts).size === texts.length;
}
