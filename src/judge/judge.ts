import type { Target } from '../model/check.ts';
import type { History } from '../model/history.ts';
import type { Execution, JudgedCheck, JudgedRun, JudgedTarget, OperationRow } from '../model/run.ts';
import { baselineOf } from './baseline.ts';
import { compareRun } from './compare-run.ts';
import { ComponentFacts } from './component-facts.ts';
import { countRun } from './counts.ts';
import { judgeCheck } from './judge-check.ts';
import { judgeTarget } from './judge-target.ts';
import { operationRows } from './operation-rows.ts';
import { pastRunsLike } from './past-runs.ts';
import { judgeVerdict } from './verdict.ts';

export interface JudgeOptions {
  /** Recent runs of the target branch: what `baseline` means and what the run is compared with. */
  readonly history?: History;
}

/** Facts in, verdict out. The same facts always give the same verdict. */
export function judgeRun(execution: Execution, options: JudgeOptions = {}): JudgedRun {
  const { header } = execution;
  const checks = judgeChecks(execution);
  const { targets, operations } = judgeComponents(execution, checks, options);
  const counts = countRun(checks, targets);
  const { verdict, reasons } = judgeVerdict({ checks, targets, counts, execution });
  return {
    runId: header.runId,
    configFile: header.configFile,
    environment: header.environment,
    components: header.components,
    selection: header.selection,
    verdict,
    reasons,
    counts,
    checks,
    targets,
    operations,
    startedAtMilliseconds: header.startedAtMilliseconds,
    durationMilliseconds: execution.durationMilliseconds,
    stoppedBy: execution.stoppedBy,
    leftovers: execution.leftovers,
    ...(execution.deployments && { deployments: execution.deployments }),
    ...(options.history && { comparison: compareRun({ header, checks, operations }, options.history) }),
  };
}

function judgeChecks({ header, outcomes }: Execution): readonly JudgedCheck[] {
  const byId = new Map(outcomes.map((outcome) => [outcome.checkId, outcome]));
  return header.checks.map((check) => judgeCheck(check, byId.get(check.id), header));
}

interface JudgedComponents {
  /** In the order of the config. */
  readonly targets: readonly JudgedTarget[];
  readonly operations: readonly OperationRow[];
}

function judgeComponents({ header }: Execution, checks: readonly JudgedCheck[], { history }: JudgeOptions): JudgedComponents {
  const byComponent = Map.groupBy(checks, ({ component }) => component);
  const names = [...new Set([...byComponent.keys(), ...header.targets.map(({ component }) => component)])];
  const facts = new Map(names.map((name) => [name, new ComponentFacts(byComponent.get(name) ?? [])]));
  const past = history && pastRunsLike(header, history);
  const judge = (target: Target): JudgedTarget => {
    const own = facts.get(target.component) ?? new ComponentFacts([]);
    return judgeTarget(target, own, {
      strict: header.strict,
      isWhole: header.selection === '',
      ...(past && { baseline: baselineOf(target.component, own.operationNames, past) }),
    });
  };
  const targets = header.targets.map(judge);
  const operations = [...facts].flatMap(([name, own]) =>
    operationRows(
      name,
      own,
      targets.filter(({ component }) => component === name),
    ),
  );
  return { targets, operations };
}
