import type { JudgedCheck, JudgedRun, JudgedTarget } from '../../model/run.ts';
import { cutText, markdownFence } from '../../std/escape.ts';
import { type Problems, problemsOf, warningText } from '../problems.ts';
import { checkWords, findingSubject, formatCount, targetWords, warningWords } from '../words.ts';
import { checkIcon, name, sourceText, tableHead, tableRow, targetIcon } from './cells.ts';
import type { Row, Section } from './fit.ts';

const findingsShown = 8;

/** What a reviewer reads first: failed checks, broken checks, missed targets; then what only warns. */
export function problemSections(runs: readonly JudgedRun[]): readonly Section[] {
  const problems = runs.map((run) => problemsOf(run));
  return [
    { head: '### What failed\n\n', rows: problems.flatMap((found) => failureRows(found)), tail: '' },
    { head: '### Warnings\n\n', rows: runs.flatMap((run, index) => warningRows(run, problems[index])), tail: '\n' },
  ];
}

function failureRows(problems: Problems): readonly Row[] {
  return [
    ...problems.checks.map((check) => ({ text: checkBlock(check), importance: 90, noun: 'failure' })),
    ...problems.targets.map((target) => ({ text: targetBlock(target), importance: 85, noun: 'missed target' })),
  ];
}

function checkBlock(check: JudgedCheck): string {
  const head = `${checkIcon(check)} **${checkWords(check)}** ${name(check.title)} · ${name(check.id)} · ${check.layer} · ${sourceText(check.source)}\n\n`;
  const tries = check.outcome.attempts.length;
  const attempts = tries > 1 ? `After ${formatCount(tries)} attempts.\n\n` : '';
  const command = `Run it alone:\n${markdownFence(cutText(check.rerun, 500))}\n\n`;
  return head + attempts + (check.unmet.length === 0 ? reasonBlock(check) : findingsTable(check)) + command;
}

function reasonBlock(check: JudgedCheck): string {
  return `${markdownFence(cutText(check.outcome.reason, 2000))}\n\n`;
}

function findingsTable(check: JudgedCheck): string {
  const shown = check.unmet.slice(0, findingsShown);
  const rows = shown.map((finding) =>
    tableRow([
      name(findingSubject(finding)) + (finding.severity === 'warn' ? ' (warning)' : ''),
      name(finding.expected, 400),
      name(finding.actual, 400),
    ]),
  );
  const more = check.unmet.length - shown.length;
  const note = more > 0 ? `and ${formatCount(more)} more\n\n` : '';
  return `${tableHead(['what', 'expected', 'actual'])}${rows.join('')}\n${note}`;
}

function targetBlock(target: JudgedTarget): string {
  return `${targetIcon(target)} **target ${targetWords[target.status]}** ${name(target.explained, 600)} · ${name(target.component)} · ${sourceText(target.source)}\n\n`;
}

function warningRows(run: JudgedRun, problems: Problems | undefined): readonly Row[] {
  const lines = [
    ...(problems?.warnedChecks.map((check) => warnedCheckLine(check)) ?? []),
    ...(problems?.warnedTargets.map((target) => warnedTargetLine(target)) ?? []),
    ...run.leftovers.map((left) => `⚠️ created and not removed: ${name(`${left.kind} ${left.name}`)} of ${name(left.component)}`),
  ];
  return lines.map((line) => ({ text: `- ${line}\n`, importance: 50, noun: 'warning' }));
}

function warnedCheckLine(check: JudgedCheck): string {
  return `⚠️ ${warningWords(check)}: ${name(check.title)} · ${name(warningText(check), 400)} · ${sourceText(check.source)}`;
}

function warnedTargetLine(target: JudgedTarget): string {
  return `⚠️ target ${targetWords[target.status]}: ${name(target.explained, 400)} · ${name(target.component)} · ${sourceText(target.source)}`;
}
