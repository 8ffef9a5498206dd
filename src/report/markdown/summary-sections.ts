import type { PartRun } from '../../model/part.ts';
import type { JudgedCheck, JudgedRun } from '../../model/run.ts';
import { runView } from '../part/run-view.ts';
import { layerCounts } from '../problems.ts';
import { formatCount } from '../words.ts';
import { name, tableHead, tableRow } from './cells.ts';
import { changeRows, untoldChanges } from './change-rows.ts';
import { checksFold, componentSummary } from './check-rows.ts';
import { failureBlock } from './failure-blocks.ts';
import type { Section } from './fit.ts';
import { comparedBranch } from './head.ts';
import { latencyTable } from './latency-rows.ts';
import { nounOf, targetLine, warningLine } from './problem-rows.ts';

/** A judged run with what people are told of it. */
export interface ViewedRun {
  readonly run: JudgedRun;
  readonly view: PartRun;
  /** Markdown that tells it from other runs: its config. Empty where there is one. */
  readonly where: string;
}

export function viewRuns(runs: readonly JudgedRun[]): readonly ViewedRun[] {
  return runs.map((run) => ({ run, view: runView(run), where: runs.length > 1 ? name(run.configFile) : '' }));
}

export function changeSection(runs: readonly ViewedRun[]): Section {
  const items = runs.flatMap(({ view, where }) => untoldChanges(view).map((item) => ({ ...item, where })));
  const branch = comparedBranch(runs.map(({ view }) => view));
  const title = branch === undefined ? '' : ` against ${name(branch)}`;
  return { head: `### Changes${title}\n\n`, rows: changeRows(items), tail: '\n' };
}

/** What a reviewer reads first: failed checks, broken checks, missed targets. */
export function failureSections(runs: readonly ViewedRun[]): readonly Section[] {
  const blocks = runs.flatMap((viewed) => failureRows(viewed));
  const targets = runs.flatMap(({ view, where }) =>
    view.problems
      .filter(({ kind, state }) => kind === 'target' && state !== 'warned')
      .map((problem) => targetLine({ problem, change: undefined, where }, 85)),
  );
  return [
    { head: '### What failed\n\n', rows: blocks, tail: '' },
    { head: '### Missed targets\n\n', rows: targets, tail: '\n' },
  ];
}

function failureRows({ run, view, where }: ViewedRun): Section['rows'] {
  const checks = new Map<string, JudgedCheck>(run.checks.map((check) => [check.id, check]));
  const changes = new Map(view.changes.map((change) => [change.checkId, change]));
  return view.problems.flatMap((problem) => {
    const check = checks.get(problem.id);
    if (check === undefined || problem.state === 'warned' || problem.kind === 'target') return [];
    const text = failureBlock(check, { problem, change: changes.get(problem.id), where });
    return [{ text, importance: 90, noun: nounOf(problem) }];
  });
}

export function warningSection(runs: readonly ViewedRun[]): Section {
  const rows = runs.flatMap(({ view, where }) =>
    view.problems.filter(({ state }) => state === 'warned').map((problem) => warningLine({ problem, change: undefined, where })),
  );
  return { head: '### Warnings\n\n', rows, tail: '\n' };
}

export function latencySection({ run, view, where }: ViewedRun): Section {
  const rows = view.operations.map((operation, index) => ({
    operation,
    where: '',
    maxMilliseconds: run.operations[index]?.maxMilliseconds ?? Number.NaN,
  }));
  const table = latencyTable(rows, { full: true, branch: comparedBranch([view]) });
  return { head: `### Latency${titleOf(where)}\n\n${table.opening}`, rows: table.rows, tail: '\n' };
}

export function layerSection(runs: readonly ViewedRun[]): Section {
  const rows = layerCounts(runs.flatMap(({ run }) => run.checks))
    .filter((row) => row.total > 0)
    .map((row) => ({
      text: tableRow([row.layer, ...[row.passed, row.failed, row.broken, row.skipped, row.warned].map((count) => formatCount(count))]),
      importance: 95,
      noun: 'layer',
    }));
  const headings = ['layer', '>passed', '>failed', '>broken', '>skipped', '>warned'];
  return { head: `### Layers\n\n${tableHead(headings)}`, rows, tail: '\n' };
}

/** Every check, folded per component. */
export function checkSections({ view, where }: ViewedRun): readonly Section[] {
  return view.components.map((component) => checksFold(`All checks of ${componentSummary(component)}${titleOf(where)}`, [component]));
}

function titleOf(where: string): string {
  return where === '' ? '' : ` · ${where}`;
}
