import type { VectorRecord } from '../../model/capability.ts';
import type { CheckContext } from '../../model/component.ts';
import { pollUntil } from './poll-until.ts';
import type { Polled } from './poll-until.ts';
import { scratchPrefix } from './scratch-name.ts';
import { batchesOf } from './upsert-batches.ts';
import type { PineconeConnection } from './vector-index.ts';

/** How long a write may take to show: usually below a second, and nothing is promised. Below the default limit of a check. */
export const freshnessLimitMilliseconds = 20_000;

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
  const ids = records.map(({ id }) => id);
  const shown = await pollUntil(
    context.signal,
    withinMilliseconds,
    () => index.fetch(ids, name, context.signal),
    (found) => found.length === records.length,
  );
  return { name, shown };
}
