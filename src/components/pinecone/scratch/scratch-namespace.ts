import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext } from '../../../model/component.ts';
import { countOf } from '../count-words.ts';
import { pollUntil } from '../../poll-until.ts';
import type { Polled } from '../../poll-until.ts';
import { fetchRecords } from '../backup/scan-records.ts';
import { scratchPrefix } from './scratch-name.ts';
import { batchesOf } from './upsert-batches.ts';
import type { PineconeConnection } from '../vector-index.ts';

export interface ScratchNamespace {
  readonly name: string;
  /** The records as they were read back; `isDone` is false when some did not show in time. */
  readonly shown: Polled<readonly VectorRecord[]>;
}

/** Writes records to a namespace of its own, which is removed after the check, and waits until all can be fetched. */
export async function writeScratch(
  connection: PineconeConnection,
  records: readonly VectorRecord[],
  withinMilliseconds: number,
  context: CheckContext,
): Promise<ScratchNamespace> {
  const { index } = connection;
  const name = context.uniqueName(scratchPrefix, '-');
  await context.create({ kind: 'namespace', name }, async () => {
    for (const batch of batchesOf(records, records[0]?.values.length ?? 0)) await index.upsert(batch, name, context.signal);
  });
  return { name, shown: await fetchAll(connection, name, records, withinMilliseconds, context) };
}

/** The same for checks that can say nothing about records that do not show. Gives the name. */
export async function writeShown(
  connection: PineconeConnection,
  records: readonly VectorRecord[],
  withinMilliseconds: number,
  context: CheckContext,
): Promise<string> {
  const { name, shown } = await writeScratch(connection, records, withinMilliseconds, context);
  if (shown.isDone) return name;
  throw new Error(`Only ${shown.value.length} of ${countOf(records.length, 'written record')} could be read back in time (within).`);
}

/** Waits until all records that were written can be fetched. */
export function fetchAll(
  { index }: PineconeConnection,
  namespace: string,
  written: readonly VectorRecord[],
  withinMilliseconds: number,
  { signal }: CheckContext,
): Promise<Polled<readonly VectorRecord[]>> {
  const ids = written.map(({ id }) => id);
  const wait = { what: `${countOf(ids.length, 'record')} to show in namespace ${namespace}`, withinMilliseconds, signal };
  return pollUntil(
    wait,
    () => fetchRecords(index, namespace, ids, signal),
    (found) => found.length === ids.length,
  );
}
