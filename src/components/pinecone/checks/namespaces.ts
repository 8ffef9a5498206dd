import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { countOf, namesOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { shownWithin } from '../duration-option.ts';
import { pollUntil } from '../../poll-until.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { hasSameValues } from '../backup/same-record.ts';
import { sampleVector } from '../recall/sample-vector.ts';
import { writeShown } from '../scratch/scratch-namespace.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const recordsEach = 5;

const options = v.strictObject({
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(50), v.description('Scratch namespaces.')), 3),
  within: shownWithin,
});

type Options = v.InferOutput<typeof options>;

export interface NamespacesInput {
  readonly count: number;
  readonly withinMilliseconds: number;
}

/** The same ids in several namespaces, with other values: whatever leaks shows. */
export const namespaces: CheckKind<Options, PineconeSettings> = {
  summary: 'Records of one namespace are never read, found or deleted through another.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'writing records',
  options,
  primary: 'count',
  expand({ count, within }) {
    const input: NamespacesInput = { count, withinMilliseconds: parseDurationMilliseconds(within) };
    return [{ name: 'namespaces', title: 'Namespaces are apart', input }];
  },
};

interface Tenant {
  /** From 0 on; it is the metadata of its records. */
  readonly number: number;
  readonly namespace: string;
  readonly records: readonly VectorRecord[];
}

export async function runNamespaces(connection: PineconeConnection, input: NamespacesInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const dimension = denseDimension(connection.config);
  const tenants: Tenant[] = [];
  for (let number = 0; number < input.count; number += 1) {
    const records = tenantRecords(number, dimension);
    tenants.push({ number, namespace: await writeShown(connection, records, input.withinMilliseconds, context), records });
  }
  for (const tenant of tenants) await lookAt(connection, tenant, input, context);
  await lookAfterDeletion(connection, tenants, input, context);
}

function tenantRecords(tenant: number, dimension: number): readonly VectorRecord[] {
  return Array.from({ length: recordsEach }, (_, position) => ({
    // The first ids are everybody's; the last is the tenant's own.
    id: position === recordsEach - 1 ? `tenant-${tenant}` : `shared-${position}`,
    values: sampleVector(`tenant ${tenant} ${position}`, dimension),
    metadata: { tenant },
  }));
}

async function lookAt(
  { index }: PineconeConnection,
  { number, namespace, records }: Tenant,
  { withinMilliseconds }: NamespacesInput,
  context: CheckContext,
): Promise<void> {
  const vector = records[0]?.values ?? [];
  const ask = async () => (await index.query({ vector, topK: 100, namespace }, context.signal)).matches;
  const wait = { what: `a query to find the records of namespace ${namespace}`, withinMilliseconds, signal: context.signal };
  const { value: matches } = await pollUntil(wait, ask, (found) => found.length >= records.length);
  const own = new Set(records.map(({ id }) => id));
  const strange = matches.filter(({ id, metadata }) => !own.has(id) || metadata?.['tenant'] !== number).map(({ id }) => id);
  context.find({
    subject: `query in scratch namespace ${number}`,
    expected: `its own ${countOf(records.length, 'record')}`,
    actual: strange.length === 0 ? `its own ${countOf(matches.length, 'record')}` : `records of others, such as ${namesOf(strange)}`,
    met: strange.length === 0 && matches.length === records.length,
  });
  const fetched = await index.fetch([...own], namespace, context.signal);
  const right = records.filter((record) => fetched.some((back) => back.id === record.id && hasSameValues(record, back)));
  context.find({
    subject: `fetch in scratch namespace ${number}`,
    expected: `its own ${countOf(records.length, 'record')}`,
    actual: `its own ${countOf(right.length, 'record')}`,
    met: right.length === records.length,
  });
}

async function lookAfterDeletion(
  { index }: PineconeConnection,
  tenants: readonly Tenant[],
  { withinMilliseconds }: NamespacesInput,
  context: CheckContext,
): Promise<void> {
  const [emptied, ...others] = tenants;
  if (emptied === undefined) return;
  const ids = emptied.records.map(({ id }) => id);
  await index.remove(ids, emptied.namespace, context.signal);
  const { value: kept } = await pollUntil(
    { what: `the records of namespace ${emptied.namespace} to be gone`, withinMilliseconds, signal: context.signal },
    () => index.fetch(ids, emptied.namespace, context.signal),
    (left) => left.length === 0,
  );
  // A deletion that does nothing at all would leave the others alone, too.
  context.find({
    subject: `deletion in scratch namespace ${emptied.number}`,
    expected: 'gone',
    actual: kept.length === 0 ? 'gone' : `still there: ${namesOf(kept.map(({ id }) => id))}`,
    met: kept.length === 0,
  });
  for (const { number, namespace, records } of others) {
    const left = await index.fetch(
      records.map(({ id }) => id),
      namespace,
      context.signal,
    );
    context.find({
      subject: `scratch namespace ${number} after the same ids were deleted in ${emptied.number}`,
      expected: `${countOf(records.length, 'record')} still there`,
      actual: `${countOf(left.length, 'record')} still there`,
      met: left.length === records.length,
    });
  }
}
