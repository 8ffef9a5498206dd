import type { VectorRecord } from '../../model/capability.ts';
import type { CheckContext } from '../../model/component.ts';
import { countOf, namesOf } from './count-words.ts';
import type { IndexConfig } from './index-config.ts';
import { hasSameMetadata, hasSameValues } from './same-record.ts';

/** As an operation and as a value. */
export async function timed<T>(operation: string, context: CheckContext, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  const milliseconds = performance.now() - startedAt;
  context.sample(operation, milliseconds);
  context.value(operation, milliseconds);
  return result;
}

export function compareShape(expected: IndexConfig, actual: IndexConfig, context: CheckContext): void {
  const print = ({ dimension, metric, cloud, region }: IndexConfig) => `dimension ${dimension}, ${metric}, ${cloud} ${region}`;
  context.find({
    subject: 'shape of the restored index',
    expected: print(expected),
    actual: print(actual),
    met: print(expected) === print(actual),
  });
}

/** Ids, values and metadata, one finding each. */
export function compareRecords(expected: readonly VectorRecord[], actual: readonly VectorRecord[], context: CheckContext): void {
  const restored = new Map(actual.map((record) => [record.id, record]));
  const differing = (differs: (sent: VectorRecord, back: VectorRecord | undefined) => boolean) =>
    expected.filter((record) => differs(record, restored.get(record.id))).map(({ id }) => id);
  const aspects = {
    ids: differing((_sent, back) => back === undefined),
    values: differing((sent, back) => back !== undefined && !hasSameValues(sent, back)),
    metadata: differing((sent, back) => back !== undefined && !hasSameMetadata(sent, back)),
  };
  for (const [aspect, ids] of Object.entries(aspects)) {
    const all = `the ${aspect} of all ${countOf(expected.length, 'record')}`;
    const actualWords =
      ids.length === 0 ? all : `${countOf(ids.length, 'record')} ${aspect === 'ids' ? 'missing' : 'differing'}, such as ${namesOf(ids)}`;
    context.find({ subject: `restored ${aspect}`, expected: all, actual: actualWords, met: ids.length === 0 });
  }
}
