import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { Skip } from '../../../std/errors.ts';
import { awaitFound, compareFilter, longestResult } from '../filter/compare-filter.ts';
import type { FilterSubject } from '../filter/compare-filter.ts';
import { countOf, namesOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { durationOption } from '../duration-option.ts';
import { matchesFilter } from '../filter/filter.ts';
import type { Filter } from '../filter/filter.ts';
import { fixtureFilters, fixtureRecords } from '../filter/filter-fixture.ts';
import { answersTo, probeSemantics, semanticNames, semanticRecords } from '../filter/filter-semantics.ts';
import type { Semantics } from '../filter/filter-semantics.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { scanRecords } from '../backup/scan-records.ts';
import { writeShown } from '../scratch/scratch-namespace.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const scalar = v.union([v.string(), v.number(), v.boolean()]);

const options = v.strictObject({
  field: v.optional(v.pipe(v.string(), v.nonEmpty(), v.description('Metadata field of the records of the index.'))),
  values: v.optional(v.pipe(v.array(scalar), v.minLength(1), v.description('Values to filter by; absent: those found.'))),
  required: v.optional(v.pipe(v.boolean(), v.description('Every record must have the field.')), true),
  filter: v.optional(v.pipe(v.record(v.string(), v.unknown()), v.description("A filter of Pinecone's language."))),
  name: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, _ and -'))),
  within: durationOption('How long records of its own may take to show, where there is no field and no filter.', '20s'),
  semantics: v.optional(
    v.pipe(
      v.strictObject(Object.fromEntries(semanticNames.map((name) => [name, v.optional(v.picklist(answersTo(name)))]))),
      v.description('Answers of the service that were recorded: another one is a failure. A run without them tells what they are.'),
    ),
  ),
});

type Options = v.InferOutput<typeof options>;
type Scalar = v.InferOutput<typeof scalar>;

export type FilterInput =
  | { readonly of: 'fixture'; readonly semantics: Semantics; readonly withinMilliseconds: number }
  | { readonly of: 'field'; readonly field: string; readonly values: readonly Scalar[] | undefined; readonly required: boolean }
  | { readonly of: 'filter'; readonly name: string; readonly filter: Filter };

/** Values of a field that are tried where the config names none: the most frequent ones. */
const triedValues = 20;

/**
 * Filters against a full reading of the records. With a field: every record has it, and each value returns exactly the records
 * that carry it. With a filter: the same for that filter. With neither: all operators on records of its own.
 */
export const metadataFilter: CheckKind<Options, PineconeSettings> = {
  summary: 'Metadata filters return the records that match, no more and no fewer.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'DataPlaneViewer; DataPlaneEditor without a field or a filter, where records of its own are written',
  options,
  primary: 'field',
  expand(declared) {
    const { field, values, required, filter, semantics = {} } = declared;
    if (field !== undefined && filter !== undefined) throw new Error('metadata-filter takes a field or a filter, not both.');
    if (declared.semantics !== undefined && (field ?? filter) !== undefined)
      throw new Error('semantics belong to metadata-filter without a field or a filter.');
    if (field !== undefined)
      return [draft(declared.name ?? field, `Filters by ${field} return what matches`, { of: 'field', field, values, required })];
    if (values !== undefined) throw new Error('metadata-filter has values, but no field that they belong to.');
    if (filter === undefined) {
      const withinMilliseconds = parseDurationMilliseconds(declared.within);
      return [draft(declared.name, 'All filter operators return what matches', { of: 'fixture', semantics, withinMilliseconds })];
    }
    if (declared.name === undefined) throw new Error('metadata-filter with a filter needs a name, which becomes part of its id.');
    // Reads every operator once, so that a misspelt one is a config error with a place.
    matchesFilter(filter, {});
    return [draft(declared.name, `Filter ${declared.name} returns what matches`, { of: 'filter', name: declared.name, filter })];
  },
};

function draft(name: string | undefined, title: string, input: FilterInput): CheckDraft {
  const idPart = name?.replaceAll(/[^A-Za-z0-9_-]+/g, '_');
  return {
    name: idPart === undefined ? 'metadata-filter' : `metadata-filter.${idPart}`,
    title,
    input,
  };
}

export async function runMetadataFilter(connection: PineconeConnection, input: FilterInput, context: CheckContext): Promise<void> {
  const dimension = denseDimension(connection.config);
  if (input.of === 'fixture') return lookAtFixture(connection, dimension, input, context);
  const subject = await readAll(connection, context.signal);
  context.value('records', subject.records.length);
  if (input.of === 'field') return lookAtField(subject, input, context);
  context.value('matches', await compareFilter(subject, input.filter, input.name, context));
}

async function readAll({ index, namespace }: PineconeConnection, signal: AbortSignal): Promise<FilterSubject> {
  const { records, isComplete } = await scanRecords(index, namespace, longestResult, signal);
  if (!isComplete) throw new Skip(`namespace ${namespace} has more than ${longestResult} records, the most that one query returns`);
  if (records.length === 0) throw new Error(`Namespace ${namespace} has no records: a filter on it proves nothing.`);
  return { index, namespace, records };
}

async function lookAtField(
  subject: FilterSubject,
  { field, values, required }: FilterInput & { of: 'field' },
  context: CheckContext,
): Promise<void> {
  if (required) findRecordsWithout(field, subject.records, context);
  await compareFilter(subject, { [field]: { $exists: false } }, `${field} does not exist`, context);
  const tried = values ?? frequentValues(subject.records, field);
  for (const value of tried) await compareFilter(subject, { [field]: value }, `${field} = ${JSON.stringify(value)}`, context);
  if (tried.length < 2) return;
  await compareFilter(subject, { [field]: { $in: [...tried] } }, `${field} is any of ${tried.length} values`, context);
}

function findRecordsWithout(field: string, records: readonly VectorRecord[], context: CheckContext): void {
  const without = records.filter(({ metadata = {} }) => !Object.hasOwn(metadata, field)).map(({ id }) => id);
  context.value('missing', without.length);
  context.find({
    subject: `metadata field ${field}`,
    expected: `on all ${countOf(records.length, 'record')}`,
    actual:
      without.length === 0
        ? `on all ${countOf(records.length, 'record')}`
        : `missing on ${without.length} of ${countOf(records.length, 'record')}, such as ${namesOf(without)}: filters by ${field} never find them`,
    met: without.length === 0,
  });
}

function frequentValues(records: readonly VectorRecord[], field: string): readonly Scalar[] {
  const counts = new Map<Scalar, number>();
  for (const { metadata = {} } of records) {
    const value = Object.hasOwn(metadata, field) ? metadata[field] : undefined;
    for (const entry of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (v.is(scalar, entry)) counts.set(entry, (counts.get(entry) ?? 0) + 1);
    }
  }
  const byCount = [...counts].toSorted(([, left], [, right]) => right - left);
  return byCount.slice(0, triedValues).map(([value]) => value);
}

async function lookAtFixture(
  connection: PineconeConnection,
  dimension: number,
  { semantics, withinMilliseconds }: FilterInput & { of: 'fixture' },
  context: CheckContext,
): Promise<void> {
  refuseReadOnly(context);
  const records = [...fixtureRecords(dimension), ...semanticRecords(dimension)];
  const { index } = connection;
  const namespace = await writeShown(connection, records, withinMilliseconds, context);
  const subject = { index, namespace, records };
  await awaitFound(subject, withinMilliseconds, context.signal);
  for (const { words, filter } of fixtureFilters) await compareFilter(subject, filter, words, context);
  await probeSemantics({ index, namespace, dimension, withinMilliseconds }, semantics, context);
}
