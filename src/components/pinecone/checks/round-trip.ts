import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds, parseDurationMilliseconds } from '../../../std/duration.ts';
import { countOf, namesOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { shownWithin } from '../duration-option.ts';
import { pollUntil } from '../../poll-until.ts';
import { hasSameMetadata, hasSameValues } from '../backup/same-record.ts';
import { sampleVector } from '../recall/sample-vector.ts';
import { writeScratch } from '../scratch/scratch-namespace.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection, VectorIndex } from '../vector-index.ts';

const options = v.strictObject({ within: shownWithin });

type Options = v.InferOutput<typeof options>;

export interface RoundTripInput {
  readonly withinMilliseconds: number;
}

/** Everything that a record goes through, in a namespace of its own. */
export const roundTrip: CheckKind<Options, PineconeSettings> = {
  summary: 'Records are written, read back equal, found by a query, deleted and gone.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'DataPlaneEditor or ProjectEditor; an environment that is not read-only',
  options,
  expand: ({ within }) => [
    {
      name: 'round-trip',
      title: 'Records are written, found, deleted',
      input: { withinMilliseconds: parseDurationMilliseconds(within) } satisfies RoundTripInput,
      operations: [{ name: 'freshness' }],
    },
  ],
};

export async function runRoundTrip(connection: PineconeConnection, input: RoundTripInput, context: CheckContext): Promise<void> {
  const { withinMilliseconds } = input;
  const records = sampleRecords(denseDimension(connection.config));
  const { name, shown } = await writeScratch(connection, records, withinMilliseconds, context);
  context.sample('freshness', shown.milliseconds);
  context.value('freshness', shown.milliseconds);
  lookAtRecords(records, shown.value, withinMilliseconds, context);
  const written: Written = { index: connection.index, namespace: name, records, withinMilliseconds };
  await lookForFirst(written, context);
  await lookAtDeletion(written, context);
}

interface Written {
  readonly index: VectorIndex;
  readonly namespace: string;
  readonly records: readonly VectorRecord[];
  readonly withinMilliseconds: number;
}

function sampleRecords(dimension: number): readonly VectorRecord[] {
  return ['a', 'b', 'c'].map((letter, position) => ({
    id: `round-trip-${letter}`,
    values: sampleVector(`round-trip ${letter}`, dimension),
    metadata: { letter, position, half: position + 0.5, is_first: position === 0, letters: [letter, 'all'] },
  }));
}

function lookAtRecords(
  sent: readonly VectorRecord[],
  found: readonly VectorRecord[],
  withinMilliseconds: number,
  context: CheckContext,
): void {
  for (const record of sent) {
    const back = found.find(({ id }) => id === record.id);
    const problem = back === undefined ? `not there within ${formatMilliseconds(withinMilliseconds)}` : difference(record, back);
    context.find({
      subject: `record ${record.id}`,
      expected: 'read back as written',
      actual: problem ?? 'read back as written',
      met: !problem,
    });
  }
}

function difference(sent: VectorRecord, back: VectorRecord): string | undefined {
  if (!hasSameValues(sent, back))
    return `other values: ${back.values.slice(0, 3).join(', ')}... instead of ${sent.values.slice(0, 3).join(', ')}...`;
  if (!hasSameMetadata(sent, back)) return `other metadata: ${JSON.stringify(back.metadata)} instead of ${JSON.stringify(sent.metadata)}`;
  return undefined;
}

async function lookForFirst({ index, namespace, records, withinMilliseconds }: Written, context: CheckContext): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  const ask = () => index.query({ vector: first.values, topK: records.length, namespace }, context.signal);
  const wait = { what: 'a query to find the records', withinMilliseconds, signal: context.signal };
  const { value } = await pollUntil(wait, ask, ({ matches }) => matches.length === records.length);
  const ids = value.matches.map(({ id }) => id);
  context.find({
    subject: `query with the vector of ${first.id}`,
    expected: `${first.id} first of ${records.length}`,
    actual: ids.length === 0 ? 'no match' : ids.join(', '),
    met: ids[0] === first.id && ids.length === records.length,
  });
}

async function lookAtDeletion({ index, namespace, records, withinMilliseconds }: Written, context: CheckContext): Promise<void> {
  const ids = records.map(({ id }) => id);
  await index.remove(ids, namespace, context.signal);
  const ask = () => index.fetch(ids, namespace, context.signal);
  const wait = { what: 'deleted records to be gone', withinMilliseconds, signal: context.signal };
  const { value } = await pollUntil(wait, ask, (left) => left.length === 0);
  context.find({
    subject: `deletion of ${countOf(ids.length, 'record')}`,
    expected: 'gone',
    actual: value.length === 0 ? 'gone' : `still there: ${namesOf(value.map(({ id }) => id))}`,
    met: value.length === 0,
  });
}
