import type { VectorRecord } from '../../model/capability.ts';
import type { CheckContext } from '../../model/component.ts';
import { countOf, namesOf } from './count-words.ts';
import { matchesFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import type { VectorIndex } from './vector-index.ts';

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

async function queryIds({ index, namespace, records }: FilterSubject, filter: Filter, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const vector = records[0]?.values ?? [];
  // Room for one more than all, so that a record nobody listed shows.
  const topK = Math.min(longestResult, records.length + 1);
  const { matches } = await index.query({ vector, topK, filter, namespace }, signal);
  return new Set(matches.map(({ id }) => id));
}
