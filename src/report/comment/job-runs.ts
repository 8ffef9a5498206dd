import type { PartRun, ReportPart } from '../../model/part.ts';
import { name } from '../markdown/cells.ts';
import { formatCount, plural } from '../words.ts';

/** One run of one job. */
export interface JobRun {
  readonly run: PartRun;
  /** Markdown that tells it from the other runs: job, config or both; empty where there is one. */
  readonly where: string;
  /** What such places are called when they are counted. */
  readonly placeNoun: string;
}

/** By name and identity, so that the order in which jobs finished shows nowhere. */
export function sortedParts(parts: readonly ReportPart[]): readonly ReportPart[] {
  return parts.toSorted(
    (left, right) =>
      compareTexts(left.leg.name, right.leg.name) ||
      compareTexts(left.leg.identity, right.leg.identity) ||
      compareTexts(left.leg.checkRunId, right.leg.checkRunId) ||
      left.attempt - right.attempt ||
      compareTexts(JSON.stringify(left), JSON.stringify(right)),
  );
}

/** By UTF-16 units with numbers by value: the same on every machine, and `test (2)` before `test (10)`. */
function compareTexts(left: string, right: string): number {
  const [leftKey, rightKey] = [left, right].map((text) => text.replaceAll(/\d{1,15}/g, (digits) => digits.padStart(15, '0')));
  if (leftKey === rightKey) return left < right ? -1 : Number(left > right);
  return (leftKey ?? '') < (rightKey ?? '') ? -1 : 1;
}

export function jobRuns(parts: readonly ReportPart[]): readonly JobRun[] {
  const severalConfigs = new Set(parts.flatMap(({ runs }) => runs.map(({ configFile }) => configFile))).size > 1;
  const severalJobs = parts.length > 1;
  const placeNoun = severalJobs && severalConfigs ? 'run' : severalJobs ? 'job' : 'config';
  const short = shortNames(parts.map(({ leg }) => leg.name));
  return parts.flatMap(({ runs }, index) =>
    runs.map((run) => ({
      run,
      placeNoun,
      where: [...(severalJobs ? [name(short[index] ?? '')] : []), ...(severalConfigs ? [name(run.configFile)] : [])].join(' · '),
    })),
  );
}

/** Jobs of one matrix differ in the values that GitHub writes in brackets: these alone tell them apart. */
function shortNames(names: readonly string[]): readonly string[] {
  const matches = names.map((text) => /^([^(]*) \((.+)\)$/.exec(text));
  const isOneMatrix = matches.every((match) => match !== null && match[1] === matches[0]?.[1]);
  return isOneMatrix ? matches.map((match) => match?.[2] ?? '') : names;
}

/** Something that several jobs say alike, and where. */
interface Told<T> {
  readonly value: T;
  readonly where: string;
}

const placesNamed = 3;

/** Each value once, in the order first told; `where` says in which places. Values with equal keys are the same. */
export function tellOnce<T>(
  runs: readonly JobRun[],
  valuesOf: (run: PartRun) => readonly T[],
  keyOf: (value: T) => string,
): readonly Told<T>[] {
  const told = new Map<string, { readonly value: T; readonly places: Set<string> }>();
  for (const { run, where } of runs) {
    for (const value of valuesOf(run)) {
      const key = keyOf(value);
      const known = told.get(key) ?? { value, places: new Set<string>() };
      known.places.add(where);
      told.set(key, known);
    }
  }
  const all = plural(new Set(runs.map(({ where }) => where)).size, runs[0]?.placeNoun ?? '');
  const isSingle = runs.every(({ where }) => where === '');
  return [...told.values()].map(({ value, places }) => ({ value, where: isSingle ? '' : placesText([...places], all) }));
}

function placesText(places: readonly string[], all: string): string {
  const count = formatCount(places.length);
  if (all.startsWith(`${count} `)) return `in all ${all}`;
  return places.length > placesNamed ? `in ${count} of ${all}` : `in ${places.join(', ')}`;
}
