import type { PartProblem } from '../../model/part.ts';
import type { JudgedCheck, JudgedRun, JudgedTarget } from '../../model/run.ts';
import { problemsOf, warningText } from '../problems.ts';
import { failedWalk } from '../waterfall.ts';
import { findingsText, formatCount, targetWords, warningWords } from '../words.ts';

/** Failed checks, broken checks, targets that stop a pipeline, then what only warns. */
export function problemViews(run: JudgedRun): readonly PartProblem[] {
  const { checks, targets, warnedChecks, warnedTargets } = problemsOf(run);
  return [
    ...checks.map((check) => checkProblem(check, check.outcome.status === 'broken' ? 'broken' : 'failed', blockingText(check))),
    ...targets.map((target) => targetProblem(target, target.status === 'missed' ? 'failed' : 'broken', target.explained)),
    ...warnedChecks.map((check) => checkProblem(check, 'warned', `${warningWords(check)}: ${warningText(check)}`)),
    ...warnedTargets.map((target) => targetProblem(target, 'warned', `target ${targetWords[target.status]}: ${target.explained}`)),
    ...leftoverProblems(run),
  ];
}

function checkProblem(check: JudgedCheck, state: PartProblem['state'], text: string): PartProblem {
  const { id, title, layer, rerun, source } = check;
  return { state, id, title, kind: layer, text, rerun, source };
}

function blockingText(check: JudgedCheck): string {
  const { unmet, outcome } = check;
  const tries = outcome.attempts.length;
  const text = unmet.length > 0 ? findingsText(unmet) : outcome.reason;
  const walk = failedWalk(check);
  return [text, ...(walk === '' ? [] : [`hops: ${walk}`]), ...(tries > 1 ? [`after ${formatCount(tries)} attempts`] : [])].join('\n');
}

function targetProblem({ component, text, source }: JudgedTarget, state: PartProblem['state'], explained: string): PartProblem {
  return { state, id: component, title: text, kind: 'target', text: explained, rerun: '', source };
}

/** No line of a file declares what a check made: the config stands for it. */
function leftoverProblems({ leftovers, configFile }: JudgedRun): readonly PartProblem[] {
  return leftovers.map(({ component, kind, name }) => ({
    state: 'warned',
    id: component,
    title: `${kind} ${name}`,
    kind: 'leftover',
    text: 'created and not removed',
    rerun: '',
    source: { file: configFile, line: 1, column: 1 },
  }));
}
