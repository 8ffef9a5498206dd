import type { PartRun, ReportPart } from '../../model/part.ts';

/** When a comment is made. One that exists is kept up to date whatever the mode says, so that it never tells of the past. */
export type CommentMode = 'always' | 'on-change' | 'on-failure' | 'never';

export function wantsComment(mode: CommentMode, parts: readonly ReportPart[]): boolean {
  if (mode === 'always' || mode === 'never') return mode === 'always';
  const hasFailed = parts.some(({ verdict }) => verdict === 'fail' || verdict === 'broken');
  if (mode === 'on-failure') return hasFailed;
  return parts.some((part) => part.runs.some(hasChanged)) || (hasFailed && parts.some(isWithoutPast));
}

function hasChanged({ changes, operations }: PartRun): boolean {
  const isOther = changes.some(({ kind }) => kind !== 'still-failing');
  return isOther || operations.some(({ change }) => change?.trend === 'slower' || change?.trend === 'faster');
}

/** With nothing to compare with, a failure counts as a change: nobody can say that it is old. */
function isWithoutPast({ runs }: ReportPart): boolean {
  return runs.length === 0 || runs.some(({ comparedWith }) => (comparedWith?.pastRuns ?? 0) === 0);
}
