import type { Verdict } from '../../model/words.ts';
import type { SourcePosition } from '../../model/source.ts';
import type { JudgedCheck, JudgedTarget, TargetStatus } from '../../model/run.ts';
import { cutText, markdownCode } from '../../std/escape.ts';
import { checkState, type CheckState } from '../words.ts';
import { isWarnedTarget } from '../problems.ts';

export const verdictIcons: Readonly<Record<Verdict, string>> = { pass: '✅', warn: '⚠️', fail: '❌', broken: '💥' };

const stateIcons: Readonly<Record<CheckState, string>> = { passed: '✅', warned: '⚠️', failed: '❌', broken: '💥', skipped: '⏭️' };

const targetIcons: Readonly<Record<TargetStatus, string>> = { met: '✅', missed: '❌', undecided: '⚠️', broken: '💥', skipped: '⏭️' };

export function checkIcon(check: JudgedCheck): string {
  return check.outcome.flaky && !check.warned ? '🔁' : stateIcons[checkState(check)];
}

export function targetIcon(target: JudgedTarget): string {
  return isWarnedTarget(target) ? '⚠️' : targetIcons[target.status];
}

/** Text from outside: a name or a short value. */
export function name(text: string, limit = 200): string {
  return markdownCode(cutText(text, limit));
}

export function sourceText(source: SourcePosition): string {
  return name(`${source.file}:${source.line}`);
}

export function tableRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Heading row and delimiter row; `>` in front of a heading aligns its column to the right. */
export function tableHead(headings: readonly string[]): string {
  return (
    tableRow(headings.map((heading) => heading.replace(/^>/, ''))) +
    tableRow(headings.map((heading) => (heading.startsWith('>') ? '---:' : '---')))
  );
}
