import type { CheckContext } from '../../../model/component.ts';
import { countOf } from '../count-words.ts';
import { pollUntil } from '../../poll-until.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import type { IndexStatistics, VectorIndex } from '../vector-index.ts';

/** Records by namespace, as the statistics of an index tell them. */
type Counts = IndexStatistics['namespaces'];

/** How many records a namespace of the copy may have. */
interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The namespace that was read, in which so many records may be missing for their age. */
export interface ReadNamespace {
  readonly namespace: string;
  readonly young: number;
  /** All of it was read. */
  readonly isComplete: boolean;
}

/**
 * What a backup made between two countings must hold: as many records as either counted. Where young ones may be missing, it is
 * known how many only for a namespace that was read as a whole; of the others something must be there. Namespaces of other
 * checks, which come and go, do not count.
 */
export function countBounds(before: Counts, after: Counts, read: ReadNamespace | undefined): Readonly<Record<string, Bounds>> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !name.startsWith(`${scratchPrefix}-`));
  const bounds = names.map((name) => {
    const counts = [before[name] ?? 0, after[name] ?? 0];
    const fewest = Math.min(...counts);
    const isKnown = read?.namespace === name && read.isComplete;
    const least = read === undefined ? fewest : isKnown ? Math.max(0, fewest - read.young) : Math.min(1, fewest);
    return [name, { least, most: Math.max(...counts) }] as const;
  });
  return Object.fromEntries(bounds.filter(([, { most }]) => most > 0));
}

export interface ExpectedCounts {
  readonly bounds: Readonly<Record<string, Bounds>>;
  /** What the backup says it holds, where it says so. */
  readonly total: number | undefined;
}

/** How long the statistics of a new index may lag behind its records. */
const settledWithinMilliseconds = 20_000;

/** The namespaces of a copy against those of the index. Records one finding that names what is wrong. */
export async function compareCounts(
  copy: VectorIndex,
  expected: ExpectedCounts,
  withinMilliseconds: number,
  context: CheckContext,
): Promise<void> {
  const wait = {
    what: 'the statistics to count what was restored',
    withinMilliseconds: Math.min(settledWithinMilliseconds, withinMilliseconds),
    signal: context.signal,
  };
  const ask = async () => problemsOf(await copy.statistics(context.signal), expected);
  const { value: problems } = await pollUntil(wait, ask, (found) => found.length === 0);
  const all = `as in the index: ${countOf(Object.keys(expected.bounds).length, 'namespace')}`;
  const actual = problems.length === 0 ? all : problems.slice(0, 3).join(', ');
  context.find({ subject: 'records per namespace', expected: all, actual, met: problems.length === 0 });
}

function problemsOf({ namespaces, totalRecords }: IndexStatistics, { bounds, total }: ExpectedCounts): readonly string[] {
  const wrong = Object.entries(bounds).flatMap(([name, { least, most }]) => {
    const count = namespaces[name] ?? 0;
    const wanted = least === most ? `${least}` : `${least} to ${most}`;
    return count < least || count > most ? [`${count} instead of ${wanted} in ${name}`] : [];
  });
  const strange = Object.keys(namespaces).filter((name) => !Object.hasOwn(bounds, name) && !name.startsWith(`${scratchPrefix}-`));
  return [
    ...wrong,
    ...strange.map((name) => `${namespaces[name]} in ${name}, which the index does not have`),
    ...(total === undefined || total === totalRecords ? [] : [`${totalRecords} in all, where the backup says ${total}`]),
  ];
}
