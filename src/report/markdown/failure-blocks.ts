import type { JudgedCheck } from '../../model/run.ts';
import { cutText, markdownFence } from '../../std/escape.ts';
import { failedWalk } from '../waterfall.ts';
import { findingSubject, formatCount } from '../words.ts';
import { name, tableHead, tableRow } from './cells.ts';
import { problemBlock, type ProblemItem } from './problem-rows.ts';

const findingsShown = 8;

/** A failed check with expected beside actual: the step summary has the room. */
export function failureBlock(check: JudgedCheck, item: ProblemItem): string {
  const tries = check.outcome.attempts.length;
  const attempts = tries > 1 ? `After ${formatCount(tries)} attempts.\n\n` : '';
  const command = `${markdownFence(`$ ${cutText(check.rerun, 500)}`)}\n\n`;
  return problemBlock(item, attempts + (check.unmet.length === 0 ? reasonBlock(check) : findingsTable(check)) + walkLine(check) + command);
}

/** Where a walk over several components ended, and how long each hop took. */
function walkLine(check: JudgedCheck): string {
  const walk = failedWalk(check);
  return walk === '' ? '' : `Hops: ${name(walk, 600)}\n\n`;
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
