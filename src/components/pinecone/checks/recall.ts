import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { countOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { exactSearch, recallOf, recallOnPart } from '../recall/exact-search.ts';
import { percent } from '../percent.ts';
import { vectorsNear } from '../recall/query-vectors.ts';
import { recallClaim } from '../recall/recall-claim.ts';
import { scanRecords } from '../backup/scan-records.ts';
import type { Scan } from '../backup/scan-records.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  k: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000), v.description('Neighbours asked for.')), 10),
  queries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000), v.description('Queries compared.')), 100),
  sample: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000), v.description('Records searched exactly, at most.')),
    10_000,
  ),
  at_least: v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('Share of the nearest records that must be found.')),
    0.9,
  ),
});

type Options = v.InferOutput<typeof options>;
export type RecallInput = Options;

/** The service searches approximately; how much it misses is told by a search of our own over the same records. */
export const recall: CheckKind<Options, PineconeSettings> = {
  summary: 'Share of the truly nearest records that queries find, against an exact search: metric `recall@<k>`.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'reading records',
  options,
  primary: 'k',
  expand: (input) => [{ name: `recall.k${input.k}`, title: `Queries find the nearest ${input.k}`, input }],
};

export async function runRecall(connection: PineconeConnection, input: RecallInput, context: CheckContext): Promise<void> {
  const { index, namespace, config } = connection;
  denseDimension(config);
  const scan = await scanRecords(index, namespace, input.sample, context.signal);
  if (scan.records.length === 0) throw new Error(`Namespace ${namespace} has no records: there is nothing to find.`);
  if (!scan.isComplete) {
    context.note(
      `the first ${countOf(scan.records.length, 'record')} by id were searched exactly, of more: recall is told by those among them`,
    );
  }
  const recalls: number[] = [];
  for (const vector of vectorsNear(scan.records, input.queries, namespace)) {
    const { matches } = await index.query({ vector, topK: input.k, namespace }, context.signal);
    const ids = matches.map(({ id }) => id);
    const share = recallIn(scan, config.metric ?? 'cosine', vector, { ids, lastScore: matches.at(-1)?.score ?? Number.NaN, k: input.k });
    if (share !== undefined) recalls.push(share);
  }
  judge(recalls, input, context);
}

interface Found {
  readonly ids: readonly string[];
  readonly lastScore: number;
  readonly k: number;
}

function recallIn(
  { records, isComplete }: Scan,
  metric: string,
  vector: readonly number[],
  { ids, lastScore, k }: Found,
): number | undefined {
  const ranked = exactSearch(metric, vector, records);
  if (isComplete) return recallOf(ids, ranked, k);
  // A short answer has no last one: whatever is in the sample should have been in it.
  const last = ids.length < k ? Number.NEGATIVE_INFINITY : metric === 'euclidean' ? -lastScore : lastScore;
  return recallOnPart(ids, last, ranked);
}

/** Of a mean of shares: 50 times 0.9 add up to a little less than 45. */
const roundingError = 1e-9;

function judge(recalls: readonly number[], { k, queries, at_least: atLeast }: RecallInput, context: CheckContext): void {
  if (recalls.length === 0) throw new Error(`None of ${queries} queries is near a record that was read: read more (sample).`);
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  context.metric(`recall@${k}`, mean);
  context.value(`recall@${k}`, mean);
  context.value('recall', mean);
  context.metric(`recall@${k}_worst`, Math.min(...recalls));
  const { claim, more } = recallClaim(recalls, atLeast);
  context.find({
    subject: `mean recall@${k} of ${recalls.length} queries`,
    expected: `at least ${percent(atLeast)}`,
    actual: percent(mean),
    met: mean >= atLeast - roundingError,
  });
  if (claim !== 'undecided') return;
  const wanted = Number.isFinite(more) ? `${more} more would` : 'no number of queries would, so near is it to the limit';
  context.find({
    subject: `claim at 95 % that recall@${k} is at least ${percent(atLeast)}`,
    expected: 'decided',
    actual: `not decided by ${recalls.length} queries: ${wanted}`,
    met: false,
    severity: 'warn',
  });
}
