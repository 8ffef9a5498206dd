import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext } from '../../../model/component.ts';
import { differencesOf, valuesOf } from '../shape/config-difference.ts';
import type { ComparedProperty } from '../shape/config-difference.ts';
import { countOf, namesOf } from '../count-words.ts';
import type { IndexConfig } from '../shape/index-config.ts';
import { hasSameMetadata, hasSameValues } from './same-record.ts';

/** As an operation and as a value; work that came to nothing, and gives undefined, has no time. */
export async function timed<T>(operation: string, context: CheckContext, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  const milliseconds = performance.now() - startedAt;
  if (result !== undefined) {
    context.sample(operation, milliseconds);
    context.value(operation, milliseconds);
  }
  return result;
}

/** What a new index has from the one that it was made after; a restored one has these and more. */
const copiedProperties: readonly ComparedProperty[] = ['dimension', 'metric', 'vectorType', 'deployment', 'cloud', 'region'];
export const restoredProperties: readonly ComparedProperty[] = [...copiedProperties, 'embedModel', 'cmekId'];

/** One finding for each property that the original has. `subject` names the new index for people. */
export function compareShape(
  original: IndexConfig,
  found: IndexConfig,
  subject: string,
  context: CheckContext,
  compared: readonly ComparedProperty[] = copiedProperties,
): void {
  const values = valuesOf(original);
  const properties = compared.flatMap((property) => {
    const expected = values[property];
    return expected === undefined ? [] : [{ property, expected: String(expected) }];
  });
  for (const { words, expected, actual, met } of differencesOf({ properties, tags: [], exactTags: false }, found)) {
    context.find({ subject: `${words} of the ${subject}`, expected, actual, met });
  }
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
