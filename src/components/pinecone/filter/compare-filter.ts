import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext } from '../../../model/component.ts';
import { countOf, namesOf } from '../count-words.ts';
import { matchesFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import { pollUntil } from '../../poll-until.ts';
import type { VectorIndex } from '../vector-index.ts';

/** The most that one query returns. */
export const longestResult = 10_000;

export interface FilterSubject {
  readonly index: VectorIndex;
  readonly namespace: string;
  /** All records of the namespace. */
  readonly records: readonly VectorRecord[];
}

/** Ids for and against: those the filter must return and those it must not; the undecided are in neither. */
interface Expected {
  readonly matching: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

/**
 * Asks the service with the filter and compares with our own reading of every record. Records one finding. Returns how many
 * records the service returned.
 */
export async function compareFilter(subject: FilterSubject, filter: Filter, words: string, context: CheckContext): Promise<number> {
  const expected = expectedOf(subject.records, filter);
  const found = await queryIds(subject, filter, context.signal);
  const missing = [...expected.matching].filter((id) => !found.has(id));
  const wrong = [...found].filter((id) => expected.others.has(id));
  const problems = [
    missing.length > 0 ? `${countOf(missing.length, 'record')} left out, such as ${namesOf(missing)}` : '',
    wrong.length > 0 ? `${countOf(wrong.length, 'record')} not matching, such as ${namesOf(wrong)}` : '',
  ].filter((problem) => problem !== '');
  context.find({
    subject: `filter ${words}`,
    expected: `the ${countOf(expected.matching.size, 'record')} that match by reading all`,
    actual: [countOf(found.size, 'record'), ...problems].join(', '),
    met: problems.length === 0,
  });
  return found.size;
}

function expectedOf(records: readonly VectorRecord[], filter: Filter): Expected {
  const matching = new Set<string>();
  const others = new Set<string>();
  for (const { id, metadata = {} } of records) {
    const matches = matchesFilter(filter, metadata);
    if (matches !== undefined) (matches ? matching : others).add(id);
  }
  return { matching, others };
}

/** Until every record is found without a filter: only then is one that a filter leaves out the filter's doing. */
export async function awaitFound(subject: FilterSubject, withinMilliseconds: number, signal: AbortSignal): Promise<void> {
  const { records } = subject;
  const wait = { what: 'a query to find all records', withinMilliseconds, signal };
  const ask = async () => {
    const found = await queryIds(subject, {}, signal);
    return records.filter(({ id }) => !found.has(id)).map(({ id }) => id);
  };
  const { value: missing, isDone } = await pollUntil(wait, ask, (ids) => ids.length === 0);
  if (isDone) return;
  const words = `${countOf(missing.length, 'record')} of ${records.length}, such as ${namesOf(missing)}`;
  throw new Error(`A query without a filter did not find ${words}, in time (within): nothing can be said of filters.`);
}

async function queryIds({ index, namespace, records }: FilterSubject, filter: Filter, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const vector = records[0]?.values ?? [];
  // Room for one more than all, so that a record nobody listed shows.
  const topK = Math.min(longestResult, records.length + 1);
  const filtered = Object.keys(filter).length === 0 ? {} : { filter };
  const { matches } = await index.query({ vector, topK, namespace, ...filtered }, signal);
  return new Set(matches.map(({ id }) => id));
}
