import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { countOf, namesOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { shownWithin } from '../duration-option.ts';
import { pollUntil } from '../../poll-until.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { sampleVector } from '../recall/sample-vector.ts';
import { writeShown } from '../scratch/scratch-namespace.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection, VectorIndex } from '../vector-index.ts';

const options = v.strictObject({
  records: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1_000), v.description('Records that are written and listed.')),
    120,
  ),
  page: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100), v.description('Ids of one page.')), 50),
  within: shownWithin,
});

type Options = v.InferOutput<typeof options>;

export interface ListingInput {
  readonly records: number;
  readonly page: number;
  readonly withinMilliseconds: number;
}

export const listing: CheckKind<Options, PineconeSettings> = {
  summary: 'Listing gives every id exactly once over all pages, and the statistics count what is there.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'DataPlaneEditor or ProjectEditor; an environment that is not read-only',
  options,
  expand({ within, ...rest }) {
    const input: ListingInput = { ...rest, withinMilliseconds: parseDurationMilliseconds(within) };
    return [{ name: 'listing', title: 'Ids are listed completely and counted', input }];
  },
};

export async function runListing(connection: PineconeConnection, input: ListingInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const { index } = connection;
  const dimension = denseDimension(connection.config);
  const records = Array.from({ length: input.records }, (_, number) => {
    const id = `listed-${String(number).padStart(4, '0')}`;
    return { id, values: sampleVector(id, dimension) };
  });
  const { withinMilliseconds } = input;
  const name = await writeShown(connection, records, withinMilliseconds, context);
  const ids = records.map(({ id }) => id);
  const ask = () => listAll(index, name, input.page, ids.length, context.signal);
  const wait = { what: 'all ids to be listed', withinMilliseconds, signal: context.signal };
  const { value } = await pollUntil(wait, ask, (listed) => new Set(listed.ids).size >= ids.length);
  lookAtListed(ids, value, input, context);
  await lookAtStatistics(index, { namespace: name, count: ids.length, dimension, withinMilliseconds }, context);
}

interface Listed {
  readonly ids: readonly string[];
  /** Of each page. */
  readonly sizes: readonly number[];
  /** False when there was no last page within reason: a token that leads nowhere new. */
  readonly ends: boolean;
}

async function listAll(index: VectorIndex, namespace: string, page: number, count: number, signal: AbortSignal): Promise<Listed> {
  const ids: string[] = [];
  const sizes: number[] = [];
  const mostPages = Math.ceil(count / page) + 2;
  let next: string | undefined;
  do {
    const answer = await index.listPage(namespace, page, next, signal);
    ids.push(...answer.ids);
    sizes.push(answer.ids.length);
    next = answer.next;
  } while (next !== undefined && sizes.length < mostPages);
  return { ids, sizes, ends: next === undefined };
}

function lookAtListed(ids: readonly string[], listed: Listed, { page }: ListingInput, context: CheckContext): void {
  const seen = new Set<string>();
  const repeated = listed.ids.filter((id) => seen.has(id) || !seen.add(id));
  const missing = ids.filter((id) => !seen.has(id));
  const written = new Set(ids);
  const foreign = [...seen].filter((id) => !written.has(id));
  const problems = [
    missing.length > 0 ? `${missing.length} missing, such as ${namesOf(missing)}` : '',
    repeated.length > 0 ? `${repeated.length} repeated, such as ${namesOf(repeated)}` : '',
    foreign.length > 0 ? `${foreign.length} of nobody, such as ${namesOf(foreign)}` : '',
    listed.ends ? '' : 'no last page',
  ].filter((problem) => problem !== '');
  const every = `each of ${countOf(ids.length, 'id')} once`;
  context.find({ subject: 'listed ids', expected: every, actual: problems.join('; ') || every, met: problems.length === 0 });
  const longest = Math.max(...listed.sizes);
  context.find({ subject: 'pages', expected: `at most ${page} ids each`, actual: `at most ${longest} ids each`, met: longest <= page });
}

interface ExpectedStatistics {
  readonly namespace: string;
  readonly count: number;
  readonly dimension: number;
  readonly withinMilliseconds: number;
}

async function lookAtStatistics(
  index: VectorIndex,
  { namespace, count, dimension, withinMilliseconds }: ExpectedStatistics,
  context: CheckContext,
): Promise<void> {
  const ask = () => index.statistics(context.signal);
  const wait = { what: 'the statistics to count all records', withinMilliseconds, signal: context.signal };
  const { value } = await pollUntil(wait, ask, ({ namespaces }) => namespaces[namespace] === count);
  const counted = value.namespaces[namespace] ?? 0;
  context.find({
    subject: 'statistics of the namespace',
    expected: countOf(count, 'record'),
    actual: countOf(counted, 'record'),
    met: counted === count,
  });
  const sum = Object.values(value.namespaces).reduce((total, one) => total + one, 0);
  context.find({
    subject: 'records of the index',
    expected: 'the sum over its namespaces',
    actual: sum === value.totalRecords ? 'the sum over its namespaces' : `${value.totalRecords}, where the namespaces have ${sum}`,
    met: sum === value.totalRecords,
  });
  if (value.dimension === undefined) return;
  context.find({
    subject: 'dimension in the statistics',
    expected: String(dimension),
    actual: String(value.dimension),
    met: value.dimension === dimension,
  });
}
