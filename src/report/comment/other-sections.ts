import type { PartRun, ReportPart } from '../../model/part.ts';
import { name, tableHead, tableRow, verdictIcons } from '../markdown/cells.ts';
import { changeRows, untoldChanges } from '../markdown/change-rows.ts';
import { checksFold, componentSummary, outcomesText } from '../markdown/check-rows.ts';
import { foldedSections } from '../markdown/folded.ts';
import type { Row, Section } from '../markdown/fit.ts';
import { comparedBranch } from '../markdown/head.ts';
import { firstOperations, latencyTable, urgency } from '../markdown/latency-rows.ts';
import { prose } from '../markdown/prose.ts';
import { countsSentence, latencyText, plural, verdictWords } from '../words.ts';
import { type JobRun, tellOnce } from './job-runs.ts';

const changesShown = 8;
const reasonsShown = 20;

/** Reasons of the verdict that no problem below tells anyway, such as a shard that did not report. */
export function reasonSection(runs: readonly JobRun[]): Section {
  const told = tellOnce(runs, untoldReasons, (reason) => reason);
  const rows = told.slice(0, reasonsShown).map(({ value, where }) => ({
    text: `- ${prose(value)}${where === '' ? '' : ` · ${where}`}\n`,
    importance: 97,
    noun: 'reason',
  }));
  return { head: '', rows, tail: '\n' };
}

function untoldReasons({ reasons, problems, counts }: PartRun): readonly string[] {
  const told = new Set(
    problems.map((problem) => (problem.kind === 'target' ? problem.text : problem.kind === 'leftover' ? problem.title : problem.id)),
  );
  const countsWarnings = `${plural(counts.warned, 'warning')} to read.`;
  return reasons.filter((reason) => reason !== countsWarnings && ![...told].some((text) => text !== '' && reason.includes(text)));
}

export function changeSections(runs: readonly JobRun[]): readonly Section[] {
  const told = tellOnce(runs, untoldChanges, ({ change, why }) => JSON.stringify([change.kind, change.checkId, why]));
  return foldedSections({
    head: '### Changes\n\n',
    opening: '',
    rows: changeRows(told.map(({ value, where }) => ({ ...value, where }))),
    visible: changesShown,
    summary: (count) => plural(count, 'more change'),
  });
}

/** One table for all jobs, what is missed or slower first. */
export function latencySections(runs: readonly JobRun[]): readonly Section[] {
  const rows = runs
    .flatMap(({ run, where }) => run.operations.map((operation) => ({ operation, where })))
    .toSorted((left, right) => urgency(left.operation) - urgency(right.operation));
  const table = latencyTable(rows, { full: false, branch: comparedBranch(runs.map(({ run }) => run)) });
  return foldedSections({
    head: '### Latency\n\n',
    opening: table.opening,
    rows: table.rows,
    visible: firstOperations,
    summary: (count) => plural(count, 'more operation'),
  });
}

/** What people must know about the jobs, such as why the embedded stack was used; the same note once. */
export function noteSection(notes: readonly string[]): Section {
  const rows = [...new Set(notes)].map((note) => ({ text: `> ℹ️ ${prose(note, 1000)}\n>\n`, importance: 94, noun: 'note' }));
  return { head: '', rows, tail: '\n' };
}

export function jobSection(parts: readonly ReportPart[]): Section {
  if (parts.length < 2) return { head: '', rows: [], tail: '' };
  const rows = parts.map((part): Row => ({
    text: tableRow([
      name(part.leg.name),
      `${verdictIcons[part.verdict]} ${verdictWords[part.verdict]}`,
      countsSentence(part.counts),
      latencyText(partMilliseconds(part)),
      part.attempt,
    ]),
    importance: 82,
    noun: 'job',
  }));
  return { head: `### Jobs\n\n${tableHead(['job', 'verdict', 'checks', '>time', '>attempt'])}`, rows, tail: '\n' };
}

/** Runs of one job follow each other. */
export function partMilliseconds({ runs }: ReportPart): number {
  return runs.reduce((sum, run) => sum + run.durationMilliseconds, 0);
}

/** Every check: folded per component, with several jobs per job. */
export function detailSections(runs: readonly JobRun[]): readonly Section[] {
  return runs.flatMap(({ run, where }) =>
    where === ''
      ? run.components.map((component) => checksFold(componentSummary(component), [component]))
      : [checksFold(`${where} · ${outcomesText(run.counts)}`, run.components)],
  );
}
