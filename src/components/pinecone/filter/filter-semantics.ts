import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext } from '../../../model/component.ts';
import type { Filter, Metadata } from './filter.ts';
import { pollUntil } from '../../poll-until.ts';
import { refusalCodeOf } from '../wire/refusal-code.ts';
import { sampleVector } from '../recall/sample-vector.ts';
import type { VectorIndex } from '../vector-index.ts';

const filterAnswers = ['matches', 'no match', 'refused'] as const;
const storageAnswers = ['kept', 'dropped', 'refused'] as const;
export type SemanticAnswer = (typeof filterAnswers)[number] | (typeof storageAnswers)[number];

interface FilterQuestion {
  readonly metadata: Metadata;
  readonly filter: Filter;
  /** What the documents say; without it they leave it open, and the service has changed some of them. */
  readonly documented?: SemanticAnswer;
}

interface StorageQuestion {
  readonly stored: Metadata;
  readonly documented?: SemanticAnswer;
}

const filterQuestions = {
  ne_missing: { metadata: {}, filter: { genre: { $ne: 'drama' } } },
  nin_missing: { metadata: {}, filter: { genre: { $nin: ['drama'] } } },
  ne_list_with_entry: { metadata: { tags: ['a', 'b'] }, filter: { tags: { $ne: 'a' } } },
  nin_list_with_entry: { metadata: { tags: ['a', 'b'] }, filter: { tags: { $nin: ['a'] } } },
  eq_list_entry: { metadata: { tags: ['a', 'b'] }, filter: { tags: 'b' }, documented: 'matches' },
  exists_empty_list: { metadata: { tags: [] }, filter: { tags: { $exists: true } } },
  eq_case: { metadata: { genre: 'Drama' }, filter: { genre: 'drama' }, documented: 'no match' },
  true_is_one: { metadata: { flag: true }, filter: { flag: { $eq: 1 } }, documented: 'no match' },
  one_is_true: { metadata: { flag: 1 }, filter: { flag: { $eq: true } }, documented: 'no match' },
  true_above_zero: { metadata: { flag: true }, filter: { flag: { $gt: 0 } } },
  true_is_text: { metadata: { flag: true }, filter: { flag: 'true' }, documented: 'no match' },
  number_is_text: { metadata: { year: 2020 }, filter: { year: '2020' }, documented: 'no match' },
  zero_is_false: { metadata: { count: 0 }, filter: { count: false }, documented: 'no match' },
  text_above_number: { metadata: { year: '2021' }, filter: { year: { $gt: 2020 } }, documented: 'no match' },
  gt_text_operand: { metadata: { genre: 'drama' }, filter: { genre: { $gt: 'comedy' } } },
  in_mixed: { metadata: { year: 2020 }, filter: { year: { $in: [2020, 'drama'] } } },
  in_empty: { metadata: { year: 2020 }, filter: { year: { $in: [] } } },
  dotted_field: { metadata: { 'a.b': 'x' }, filter: { 'a.b': 'x' } },
  unknown_operator: { metadata: { genre: 'drama' }, filter: { genre: { $regex: 'd.*' } }, documented: 'refused' },
  top_level_not: { metadata: { genre: 'drama' }, filter: { $not: { genre: 'comedy' } }, documented: 'refused' },
} as const satisfies Readonly<Record<string, FilterQuestion>>;

const storageQuestions = {
  null_metadata: { stored: { genre: null }, documented: 'refused' },
  nested_metadata: { stored: { film: { genre: 'drama' } }, documented: 'refused' },
  number_list_metadata: { stored: { years: [2020, 2021] }, documented: 'refused' },
} as const satisfies Readonly<Record<string, StorageQuestion>>;

export type SemanticName = keyof typeof filterQuestions | keyof typeof storageQuestions;
export type Semantics = Readonly<Partial<Record<SemanticName, SemanticAnswer>>>;

export const semanticNames = [...Object.keys(filterQuestions), ...Object.keys(storageQuestions)] as readonly SemanticName[];

/** What may be recorded for a question. */
export function answersTo(name: SemanticName): readonly SemanticAnswer[] {
  return name in storageQuestions ? storageAnswers : filterAnswers;
}

/** What is known of the service before anybody records it. */
export const documentedSemantics: Semantics = Object.fromEntries(
  Object.entries<FilterQuestion | StorageQuestion>({ ...filterQuestions, ...storageQuestions }).flatMap(([name, { documented }]) =>
    documented === undefined ? [] : [[name, documented]],
  ),
);

/** One record for each question about filters; the filter is asked in its turn. */
export function semanticRecords(dimension: number): readonly VectorRecord[] {
  return Object.entries(filterQuestions).map(([name, { metadata }]) => record(name, metadata, dimension));
}

function record(name: string, metadata: Metadata, dimension: number): VectorRecord {
  return { id: `semantics-${name}`, values: sampleVector(`semantics ${name}`, dimension), metadata };
}

export interface SemanticSubject {
  readonly index: VectorIndex;
  /** Holds the records of `semanticRecords`. */
  readonly namespace: string;
  readonly dimension: number;
  /** How long a write may take to show. */
  readonly withinMilliseconds: number;
}

/** Asks every question. An answer that differs from the recorded one is a finding that is not met; the others are told. */
export async function probeSemantics(subject: SemanticSubject, recorded: Semantics, context: CheckContext): Promise<void> {
  const found: Partial<Record<SemanticName, SemanticAnswer>> = {};
  for (const name of semanticNames) {
    const actual = await answerTo(name, subject, context.signal);
    found[name] = actual;
    const expected = recorded[name] ?? documentedSemantics[name];
    if (expected === undefined) continue;
    const source = recorded[name] === undefined ? 'documented' : 'recorded';
    context.find({ subject: wordsOf(name), expected: `${expected}, as ${source}`, actual, met: actual === expected });
  }
  context.value('semantics', found);
  const open = semanticNames.filter((name) => (recorded[name] ?? documentedSemantics[name]) === undefined);
  if (open.length === 0) return;
  const answers = open.map((name) => `${name}: ${found[name]}`).join(', ');
  context.note(`the documents leave these answers open; recorded in this check, a later change of one fails: semantics: { ${answers} }`);
}

/** The question for people, with its name last. */
function wordsOf(name: SemanticName): string {
  if (name in storageQuestions) {
    const { stored } = storageQuestions[name as keyof typeof storageQuestions];
    return `a record with metadata ${JSON.stringify(stored)} (${name})`;
  }
  const { metadata, filter } = filterQuestions[name as keyof typeof filterQuestions];
  return `filter ${JSON.stringify(filter)} on metadata ${JSON.stringify(metadata)} (${name})`;
}

async function answerTo(name: SemanticName, subject: SemanticSubject, signal: AbortSignal): Promise<SemanticAnswer> {
  if (name in storageQuestions) return storedAs(name, storageQuestions[name as keyof typeof storageQuestions].stored, subject, signal);
  const { filter } = filterQuestions[name as keyof typeof filterQuestions];
  const { index, namespace, dimension } = subject;
  const { id, values } = record(name, {}, dimension);
  let isFound = false;
  const code = await refusalCodeOf(async () => {
    const { matches } = await index.query({ vector: values, topK: 1_000, filter, namespace }, signal);
    isFound = matches.some((match) => match.id === id);
  });
  if (code !== undefined) return 'refused';
  return isFound ? 'matches' : 'no match';
}

async function storedAs(name: string, metadata: Metadata, subject: SemanticSubject, signal: AbortSignal): Promise<SemanticAnswer> {
  const { index, namespace, dimension, withinMilliseconds } = subject;
  const written = record(name, metadata, dimension);
  const code = await refusalCodeOf(() => index.upsert([written], namespace, signal));
  if (code !== undefined) return 'refused';
  const wait = { what: `record ${written.id} to show`, withinMilliseconds, signal };
  const { value, isDone } = await pollUntil(
    wait,
    () => index.fetch([written.id], namespace, signal),
    (found) => found.length > 0,
  );
  if (!isDone) throw new Error(`A record with metadata ${JSON.stringify(metadata)} was taken and did not show in time (within).`);
  return Object.keys(value[0]?.metadata ?? {}).length > 0 ? 'kept' : 'dropped';
}
