import type { CheckChange } from '../../model/comparison.ts';
import type { PartProblem, PartRun } from '../../model/part.ts';
import { foldedSections, foldSection } from '../markdown/folded.ts';
import type { Section } from '../markdown/fit.ts';
import { name } from '../markdown/cells.ts';
import { comparedBranch } from '../markdown/head.ts';
import { nounOf, problemBlock, problemFence, type ProblemItem, problemLine, targetLine, warningLine } from '../markdown/problem-rows.ts';
import { plural } from '../words.ts';
import { type JobRun, tellOnce } from './job-runs.ts';

/** Shown at once; the others are one line each, behind a fold. */
const failuresShown = 6;
const targetsShown = 8;
/** Kept longer than new failures beyond the first, so that the fold itself is never lost to them. */
const oldKept = 3;
const warningsShown = 6;

interface Found {
  readonly problem: PartProblem;
  readonly change: CheckChange | undefined;
}

/** What failed because of this pull request, then what fails on the target branch too, then missed targets. */
export function failureSections(runs: readonly JobRun[]): readonly Section[] {
  const found = problemItems(runs, ({ state }) => state !== 'warned');
  const targets = found.filter(({ problem }) => problem.kind === 'target');
  const checks = found.filter(({ problem }) => problem.kind !== 'target');
  const old = checks.filter(({ change }) => change?.kind === 'still-failing');
  const fresh = checks.filter(({ change }) => change?.kind !== 'still-failing');
  const isNew = fresh.length > 0 && fresh.every(({ change }) => change?.kind === 'new-failure');
  const branch = comparedBranch(runs.map(({ run }) => run));
  return [
    ...foldedSections({
      head: isNew ? '### New failures\n\n' : '### What failed\n\n',
      opening: '',
      rows: fresh.map((item) => ({ text: problemBlock(item, problemFence(item.problem)), importance: 95, noun: nounOf(item.problem) })),
      shortRows: fresh.map((item) => problemLine(item, 70)),
      visible: failuresShown,
      summary: (count) => plural(count, isNew ? 'more new failure' : 'more failure'),
    }),
    ...foldedSections({
      head: '### Missed targets\n\n',
      opening: '',
      rows: targets.map((item) => targetLine(item, 90)),
      visible: targetsShown,
      summary: (count) => plural(count, 'more target'),
    }),
    foldSection(
      `🔁 ${plural(old.length, 'check')} already failing on ${name(branch ?? '')}`,
      '',
      old.map((item, index) => problemLine(item, index < oldKept ? 88 : 66)),
    ),
  ];
}

export function warningSections(runs: readonly JobRun[]): readonly Section[] {
  return foldedSections({
    head: '### Warnings\n\n',
    opening: '',
    rows: problemItems(runs, ({ state }) => state === 'warned').map(warningLine),
    visible: warningsShown,
    summary: (count) => plural(count, 'more warning'),
  });
}

/** A problem that is the same in several jobs, of a check with the same past, is told once. */
function problemItems(runs: readonly JobRun[], accept: (problem: PartProblem) => boolean): readonly ProblemItem[] {
  const told = tellOnce(
    runs,
    (run) => foundIn(run, accept),
    ({ problem, change }) => JSON.stringify([problem, change?.kind]),
  );
  return told.map(({ value, where }) => ({ ...value, where }));
}

function foundIn(run: PartRun, accept: (problem: PartProblem) => boolean): readonly Found[] {
  const changes = new Map(run.changes.map((change) => [change.checkId, change]));
  return run.problems.filter(accept).map((problem) => ({
    problem,
    change: problem.kind === 'target' ? undefined : changes.get(problem.id),
  }));
}
