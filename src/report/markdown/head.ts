import type { PartRun } from '../../model/part.ts';
import type { Verdict } from '../../model/words.ts';
import { firstRunSentence } from '../change-words.ts';
import { plural, verdictWords } from '../words.ts';
import { name, verdictIcons } from './cells.ts';

/** Such as `## ❌ Failed · 2 new failures, 1 slower`. */
export function verdictHeading(verdict: Verdict, headlines: readonly string[]): string {
  const changes = headlines.length === 0 ? '' : ` · ${headlines.join(', ')}`;
  return `## ${verdictIcons[verdict]} ${verdictWords[verdict]}${changes}`;
}

/** What the runs were compared with, as one fact of the head; undefined where nothing was. */
export function comparedFact(runs: readonly PartRun[]): string | undefined {
  const compared = comparisons(runs).toSorted((left, right) => right.pastRuns - left.pastRuns)[0];
  return compared === undefined || compared.pastRuns === 0
    ? undefined
    : `compared with ${name(compared.branch)} (${plural(compared.pastRuns, 'past run')})`;
}

/** Said when a history was looked for and every run is the first. */
export function firstRunText(runs: readonly PartRun[]): string {
  const compared = comparisons(runs);
  return compared.length > 0 && compared.every(({ pastRuns }) => pastRuns === 0) ? `${firstRunSentence}\n\n` : '';
}

/** Branch that changes are told against; undefined without a past. */
export function comparedBranch(runs: readonly PartRun[]): string | undefined {
  return comparisons(runs).find(({ pastRuns }) => pastRuns > 0)?.branch;
}

function comparisons(runs: readonly PartRun[]): readonly NonNullable<PartRun['comparedWith']>[] {
  return runs.flatMap(({ comparedWith }) => (comparedWith === undefined ? [] : [comparedWith]));
}

export function environmentFacts(runs: readonly PartRun[]): readonly string[] {
  const texts = new Set(runs.map(({ environment, stack }) => `${environment} (${stack} stack)`));
  return [...texts].slice(0, 3).map((text) => name(text));
}
