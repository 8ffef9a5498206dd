import type { CheckChange } from '../../model/comparison.ts';
import type { PartCheck, PartComponent, PartOperation, PartProblem, PartRun } from '../../model/part.ts';
import type { SourcePosition } from '../../model/source.ts';
import { cutText } from '../../std/escape.ts';
import { maxTargetsOfOperation, partTextLimits } from './limits.ts';

/** The same run with every text bounded. Equal ids stay equal, so that changes still meet their checks. */
export function cutRun(run: PartRun): PartRun {
  return {
    ...run,
    configFile: cutName(run.configFile),
    environment: cutName(run.environment),
    reasons: run.reasons.map((reason) => cutText(reason, partTextLimits.sentence)),
    ...(run.comparedWith && {
      comparedWith: { ...run.comparedWith, branch: cutName(run.comparedWith.branch), commit: cutName(run.comparedWith.commit) },
    }),
    changes: run.changes.map(cutChange),
    problems: run.problems.map(cutProblem),
    operations: run.operations.map(cutOperation),
    components: run.components.map(cutComponent),
  };
}

function cutName(text: string): string {
  return cutText(text, partTextLimits.name);
}

function cutChange(change: CheckChange): CheckChange {
  return { ...change, checkId: cutName(change.checkId), title: cutName(change.title) };
}

function cutProblem(problem: PartProblem): PartProblem {
  return {
    ...problem,
    id: cutName(problem.id),
    title: cutName(problem.title),
    text: cutText(problem.text, partTextLimits.text),
    rerun: cutText(problem.rerun, partTextLimits.line),
    source: cutSource(problem.source),
  };
}

function cutSource({ file, line, column }: SourcePosition): SourcePosition {
  return { file: cutName(file), line, column };
}

function cutOperation(operation: PartOperation): PartOperation {
  return {
    ...operation,
    component: cutName(operation.component),
    operation: cutName(operation.operation),
    targets: operation.targets.slice(0, maxTargetsOfOperation).map((target) => cutText(target, partTextLimits.line)),
  };
}

function cutComponent(component: PartComponent): PartComponent {
  return { ...component, name: cutName(component.name), uses: cutName(component.uses), checks: component.checks.map(cutCheck) };
}

function cutCheck(check: PartCheck): PartCheck {
  return { ...check, id: cutName(check.id), title: cutName(check.title), why: cutText(check.why, partTextLimits.line) };
}
