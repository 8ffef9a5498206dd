import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { countOf, namesOf } from '../count-words.ts';
import { denseDimension } from '../dense-dimension.ts';
import { pollUntil } from '../poll-until.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { hasSameValues } from '../same-record.ts';
import { sampleVector } from '../sample-vector.ts';
import { freshnessLimitMilliseconds, writeScratch } from '../scratch-namespace.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const recordsEach = 5;

const options = v.strictObject({
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(50), v.description('Scratch namespaces.')), 3),
});

type Options = v.InferOutput<typeof options>;
export type NamespacesInput = Options;

/** The same ids in several namespaces, with other values: whatever leaks shows. */
export const namespaces: CheckKind<Options, PineconeSettings> = {
  summary: 'Records of one namespace are never read, found or deleted through another.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'writing records',
  options,
  primary: 'count',
  expand: (input) => [{ name: 'namespaces', title: 'Namespaces are apart', input }],
};

interface Tenant {
  readonly namespace: string;
  readonly records: readonly VectorRecord[];
}

export async function runNamespaces(connection: PineconeConnection, { count }: NamespacesInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const dimension = denseDimension(connection.config);
  const tenants: Tenant[] = [];
  for (let number = 0; number < count; number += 1) {
    const records = tenantRecords(number, dimension);
    const { name, shown } = await writeScratch(connection, records, freshnessLimitMilliseconds, context);
    if (!shown.isDone) throw new Error(`Records of namespace ${name} did not show in time: whether they leak cannot be told.`);
    tenants.push({ namespace: name, records });
  }
  for (const tenant of tenants) await lookAt(connection, tenant, context);
  await lookAfterDeletion(connection, tenants, context);
}

function tenantRecords(tenant: number, dimension: number): readonly VectorRecord[] {
  return Array.from({ length: recordsEach }, (_, position) => ({
    // The first ids are everybody's; the last is the tenant's own.
    id: position === recordsEach - 1 ? `tenant-${tenant}` : `shared-${position}`,
    values: sampleVector(`tenant ${tenant} ${position}`, dimension),
    metadata: { tenant },
  }));
}

async function lookAt({ index }: PineconeConnection, { namespace, records }: Tenant, context: CheckContext): Promise<void> {
  const vector = records[0]?.values ?? [];
  const ask = async () => (await index.query({ vector, topK: 100, namespace }, context.signal)).matches;
  const { value: matches } = await pollUntil(context.signal, freshnessLimitMilliseconds, ask, (found) => found.length >= records.length);
  const tenant = records[0]?.metadata?.['tenant'];
  const own = new Set(records.map(({ id }) => id));
  const strange = matches.filter(({ id, metadata }) => !own.has(id) || metadata?.['tenant'] !== tenant).map(({ id }) => id);
  context.find({
    subject: `query in namespace ${namespace}`,
    expected: `its own ${countOf(records.length, 'record')}`,
    actual: strange.length === 0 ? `its own ${countOf(matches.length, 'record')}` : `records of others, such as ${namesOf(strange)}`,
    met: strange.length === 0 && matches.length === records.length,
  });
  const fetched = await index.fetch([...own], namespace, context.signal);
  const right = records.filter((record) => fetched.some((back) => back.id === record.id && hasSameValues(record, back)));
  context.find({
    subject: `fetch in namespace ${namespace}`,
    expected: `its own ${countOf(records.length, 'record')}`,
    actual: `its own ${countOf(right.length, 'record')}`,
    met: right.length === records.length,
  });
}

async function lookAfterDeletion({ index }: PineconeConnection, tenants: readonly Tenant[], context: CheckContext): Promise<void> {
  const [emptied, ...others] = tenants;
  if (emptied === undefined) return;
  const ids = emptied.records.map(({ id }) => id);
  await index.remove(ids, emptied.namespace, context.signal);
  await pollUntil(
    context.signal,
    freshnessLimitMilliseconds,
    () => index.fetch(ids, emptied.namespace, context.signal),
    (left) => left.length === 0,
  );
  for (const { namespace, records } of others) {
    const left = await index.fetch(
      records.map(({ id }) => id),
      namespace,
      context.signal,
    );
    context.find({
      subject: `namespace ${namespace} after the same ids were deleted in ${emptied.namespace}`,
      expected: `${countOf(records.length, 'record')} still there`,
      actual: `${countOf(left.length, 'record')} still there`,
      met: left.length === records.length,
    });
  }
}
