import type { JudgedCheck, JudgedRun, OperationRow } from '../../model/run.ts';
import { formatMilliseconds } from '../../std/duration.ts';
import { byComponent, layerCounts, operationState } from '../problems.ts';
import { checkDurationMilliseconds, checkState, checkWords, formatCount, latencyText } from '../words.ts';
import { checkIcon, name, tableHead, tableRow } from './cells.ts';
import type { Row, Section } from './fit.ts';

const stateImportance = { failed: 45, broken: 45, warned: 35, skipped: 20, passed: 10 } as const;
const operationIcons = { met: '✅', missed: '❌', undecided: '⚠️', broken: '💥', skipped: '⏭️', warned: '⚠️' } as const;

export function latencySection(run: JudgedRun, title: string): Section {
  const headings = ['operation', '>n', '>errors', '>p50', '>p95', '>p99', '>max', 'target', 'verdict'];
  return {
    head: `### Latency${title}\n\n${tableHead(headings)}`,
    rows: run.operations.map((row) => latencyRow(run, row)),
    tail: '\n',
  };
}

function latencyRow(run: JudgedRun, row: OperationRow): Row {
  const state = operationState(run, row);
  const cells = [
    name(`${row.component} ${row.operation}`),
    formatCount(row.count),
    formatCount(row.errors),
    latencyText(row.p50Milliseconds),
    latencyText(row.p95Milliseconds),
    latencyText(row.p99Milliseconds),
    latencyText(row.maxMilliseconds),
    row.targets.map((target) => name(target)).join('<br>') || '–',
    state === null ? '–' : `${operationIcons[state.icon]} ${state.words}`,
  ];
  const importance = row.status === null ? 40 : row.status === 'met' ? 60 : 80;
  return { text: tableRow(cells), importance, noun: 'latency row' };
}

export function layerSection(checks: readonly JudgedCheck[]): Section {
  const rows = layerCounts(checks)
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
export function checkSections(run: JudgedRun, title: string): readonly Section[] {
  return [...byComponent(run.checks)].map(([component, checks]) => {
    const uses = run.components.find((candidate) => candidate.name === component)?.uses ?? '';
    const summary = `All checks of ${name(component)}${uses === '' ? '' : ` · ${name(uses)}`} · ${componentCounts(checks)}${title}`;
    return {
      head: `<details><summary>${summary}</summary>\n\n${tableHead(['', 'check', 'id', 'layer', '>time', 'why'])}`,
      rows: checks.map((check) => checkRow(check)),
      tail: '\n</details>\n\n',
    };
  });
}

function componentCounts(checks: readonly JudgedCheck[]): string {
  return (['passed', 'failed', 'broken', 'skipped'] as const)
    .map((status) => ({ status, count: checks.filter((check) => check.outcome.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${formatCount(count)} ${status}`)
    .join(', ');
}

function checkRow(check: JudgedCheck): Row {
  const time = check.outcome.attempts.length === 0 ? '–' : formatMilliseconds(checkDurationMilliseconds(check));
  const notes = check.outcome.attempts.at(-1)?.notes ?? [];
  const why = [check.outcome.reason, ...notes].filter((text) => text !== '').map((text) => name(text, 300));
  const cells = [`${checkIcon(check)} ${checkWords(check)}`, name(check.title), name(check.id), check.layer, time, why.join('<br>')];
  return { text: tableRow(cells), importance: stateImportance[checkState(check)], noun: `${check.outcome.status} check` };
}
