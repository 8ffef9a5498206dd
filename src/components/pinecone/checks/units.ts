import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { countOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import { bytesPerGigabyte, fetchUnits, queryUnits, recordBytes } from '../units/unit-cost.ts';
import { printUnits, unitsSoFar } from '../units/unit-meter.ts';
import type { PineconeConnection } from '../vector-index.ts';

const sampledRecords = 100;

const options = v.strictObject({
  tolerance: v.optional(
    v.pipe(v.number(), v.minValue(0), v.description('How much more than the documented units may be billed, as a share.')),
    0.25,
  ),
});

type Options = v.InferOutput<typeof options>;
export type UnitsInput = Options;

/** Reads are billed as the service says in each answer; the documentation says how much that is. */
export const units: CheckKind<Options, PineconeSettings> = {
  summary: 'A query, a fetch and a listing are billed as documented.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'reading records',
  options,
  expand: (input) => [{ name: 'units', title: 'Reads are billed as documented', input }],
};

export async function runUnits(connection: PineconeConnection, { tolerance }: UnitsInput, context: CheckContext): Promise<void> {
  const { index, namespace, config } = connection;
  denseDimension(config);
  const listed = await billed(() => index.listPage(namespace, sampledRecords, undefined, context.signal));
  const { ids } = listed.value;
  if (ids.length === 0) throw new Error(`Namespace ${namespace} has no records: what a read of it costs says nothing.`);
  const fetched = await billed(() => index.fetch(ids, namespace, context.signal));
  const vector = fetched.value[0]?.values ?? [];
  const queried = await billed(() => index.query({ vector, topK: 10, namespace }, context.signal));
  const count = await index.count(namespace, context.signal);
  const meanBytes = fetched.value.reduce((sum, record) => sum + recordBytes(record), 0) / Math.max(1, fetched.value.length);
  const compare = (what: string, name: string, told: number | undefined, documented: number): void => {
    if (told !== undefined) context.value(name, told);
    context.find({
      subject: `read units of ${what}`,
      expected: `at most ${printUnits(documented * (1 + tolerance))}, ${printUnits(documented)} by the documentation`,
      actual: told === undefined ? 'not told' : printUnits(told),
      met: told !== undefined && told > 0 && told <= documented * (1 + tolerance) + 1e-9,
    });
  };
  compare('a page of ids', 'list_units', listed.told, 1);
  compare(`fetching ${countOf(ids.length, 'record')}`, 'fetch_units', fetched.told, fetchUnits(ids.length));
  const gigabytes = ((count * meanBytes) / bytesPerGigabyte).toPrecision(2);
  compare(`a query on ${gigabytes} GB`, 'query_units', queried.told, queryUnits(count * meanBytes));
}

async function billed<T>(call: () => Promise<T>): Promise<{ readonly value: T; readonly told: number | undefined }> {
  const before = unitsSoFar();
  const value = await call();
  const after = unitsSoFar();
  return { value, told: after.untold > before.untold ? undefined : after.read - before.read };
}
