import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds, parseDurationMilliseconds } from '../../../std/duration.ts';
import { targetOf } from '../../target-of.ts';
import { awaitShown, summarize } from '../scratch/await-shown.ts';
import type { ShownWrite, Watched } from '../scratch/await-shown.ts';
import { countOf, namesOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { durationOption } from '../duration-option.ts';
import { pollUntil } from '../../poll-until.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { hasSameMetadata, hasSameValues } from '../backup/same-record.ts';
import { sampleVector } from '../recall/sample-vector.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  rounds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500), v.description('Records that are written, updated and deleted.')),
    10,
  ),
  within: durationOption('How long one write may take to show.', '5s'),
  target: v.optional(v.pipe(v.string(), v.description('Condition on each of the three operations, such as `p(95) < 1s`.'))),
});

type Options = v.InferOutput<typeof options>;

export interface FreshnessInput {
  readonly rounds: number;
  readonly withinMilliseconds: number;
}

const operations = { write: 'write_freshness', update: 'update_freshness', delete: 'delete_freshness' } as const;

/** How long the index answers with the past. Writes are acknowledged before they are indexed, and nothing promises how long. */
export const freshness: CheckKind<Options, PineconeSettings> = {
  summary: 'How long writes, updates and deletes take to show in queries, and how many first reads miss them.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'DataPlaneEditor or ProjectEditor; an environment that is not read-only',
  options,
  expand({ rounds, within, target }) {
    const input: FreshnessInput = { rounds, withinMilliseconds: parseDurationMilliseconds(within) };
    const drafted = Object.values(operations).map((name) => ({
      name,
      ...(target === undefined ? {} : { target: targetOf(name, target) }),
    }));
    return [{ name: 'freshness', title: 'Writes show soon', input, operations: drafted }];
  },
};

export async function runFreshness(connection: PineconeConnection, input: FreshnessInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const { index } = connection;
  const dimension = denseDimension(connection.config);
  const namespace = context.uniqueName(scratchPrefix, '-');
  const watched: Watched = { index, namespace, withinMilliseconds: input.withinMilliseconds, signal: context.signal };
  // It stays, so that the namespace is there from the first to the last reading.
  const anchor = recordOf('anchor', dimension, 1);
  await context.create({ kind: 'namespace', name: namespace }, () => index.upsert([anchor], namespace, context.signal));
  const ids = Array.from({ length: input.rounds }, (_, round) => `fresh-${round}`);

  const writes = await inTurn(ids, (id) => {
    const record = recordOf(id, dimension, 1);
    return awaitShown(watched, record, () => index.upsert([record], namespace, context.signal), isAtVersion(1));
  });
  tell('write', writes, input, context);

  const updated = ids.map((id) => recordOf(id, dimension, 2));
  const updates = await inTurn(updated, (record) => {
    const change = { id: record.id, values: record.values, metadata: { version: 2 } };
    return awaitShown(watched, record, () => index.update(change, namespace, context.signal), isAtVersion(2));
  });
  tell('update', updates, input, context);
  await compareUpdated(watched, updated, context);

  // That a record is gone says nothing where it never was seen.
  const seen = updated.filter((_, round) => updates[round]?.isShown === true);
  const deletes = await inTurn(seen, (record) =>
    awaitShown(
      watched,
      record,
      () => index.remove([record.id], namespace, context.signal),
      (found) => found === undefined,
    ),
  );
  tell('delete', deletes, input, context);
  tellMisses([...writes, ...updates, ...deletes], context);
}

function recordOf(id: string, dimension: number, version: number): VectorRecord {
  // `kept` is not part of the update: metadata is merged.
  return { id, values: sampleVector(`${id} ${version}`, dimension), metadata: { version, kept: id } };
}

function isAtVersion(version: number) {
  return (found: VectorRecord['metadata'] | undefined): boolean => found?.['version'] === version;
}

async function inTurn<T>(items: readonly T[], call: (item: T) => Promise<ShownWrite>): Promise<readonly ShownWrite[]> {
  const shown: ShownWrite[] = [];
  for (const item of items) shown.push(await call(item));
  return shown;
}

function tell(action: keyof typeof operations, shown: readonly ShownWrite[], input: FreshnessInput, context: CheckContext): void {
  if (shown.length === 0) return context.note(`${action}s were not measured: nothing was seen that they could change`);
  for (const { isShown, milliseconds } of shown) if (isShown) context.sample(operations[action], milliseconds);
  const late = shown.filter(({ isShown }) => !isShown).map(({ id }) => id);
  const limit = formatMilliseconds(input.withinMilliseconds);
  context.find({
    subject: countOf(shown.length, action),
    expected: `shown within ${limit}`,
    actual: late.length === 0 ? `shown within ${limit}` : `${late.length} not shown within ${limit}, such as ${namesOf(late)}`,
    met: late.length === 0,
  });
  const early = shown.filter(({ isAnnouncedEarly }) => isAnnouncedEarly).map(({ id }) => id);
  if (early.length === 0) return;
  context.find({
    subject: `sequence numbers of ${countOf(shown.length, action)}`,
    expected: 'indexed as far as the service says',
    actual: `${early.length} said to be indexed and not shown, such as ${namesOf(early)}`,
    met: false,
  });
}

function tellMisses(shown: readonly ShownWrite[], context: CheckContext): void {
  const { misses, byHeaders } = summarize(shown);
  const share = misses / shown.length;
  context.metric('first_read_misses', share);
  context.value('first_read_misses', share);
  context.note(
    byHeaders === shown.length
      ? 'measured by the sequence numbers of the service'
      : `measured by sequence numbers for ${byHeaders} of ${shown.length} writes, by asking for the record itself for the others`,
  );
}

async function compareUpdated(
  { index, namespace, withinMilliseconds }: Watched,
  updated: readonly VectorRecord[],
  context: CheckContext,
): Promise<void> {
  const ids = updated.map(({ id }) => id);
  const differing = (found: readonly VectorRecord[]) =>
    updated.filter(
      (record) => !found.some((back) => back.id === record.id && hasSameValues(record, back) && hasSameMetadata(record, back)),
    );
  const ask = async () => differing(await index.fetch(ids, namespace, context.signal));
  const wait = { what: 'updated records to show', withinMilliseconds, signal: context.signal };
  const { value } = await pollUntil(wait, ask, (left) => left.length === 0);
  context.find({
    subject: 'updated records',
    expected: 'new values, changed metadata merged into the old',
    actual:
      value.length === 0
        ? 'new values, changed metadata merged into the old'
        : `${countOf(value.length, 'record')} otherwise, such as ${namesOf(value.map(({ id }) => id))}`,
    met: value.length === 0,
  });
}
