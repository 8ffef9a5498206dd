import type { Comparison } from '../model/comparison.ts';
import type { History } from '../model/history.ts';
import type { JudgedCheck, OperationRow, RunHeader } from '../model/run.ts';
import { checkChanges } from './check-changes.ts';
import { latencyChanges } from './latency-changes.ts';
import { pastRunsLike } from './past-runs.ts';

interface Compared {
  readonly header: RunHeader;
  readonly checks: readonly JudgedCheck[];
  readonly operations: readonly OperationRow[];
}

/** The run beside the newest past runs of its kind. It is for people: no verdict depends on it. */
export function compareRun({ header, checks, operations }: Compared, history: History): Comparison {
  const runs = pastRunsLike(header, history);
  return {
    branch: history.branch,
    pastRuns: runs.length,
    newestCommit: runs.at(-1)?.commit ?? '',
    checks: checkChanges(checks, declaredIds(header), runs),
    operations: latencyChanges(operations, runs),
  };
}

/** Every id that the config declares today; undefined when the header cannot tell. */
function declaredIds({ checks, notSelected: own, selection, shards }: RunHeader): ReadonlySet<string> | undefined {
  const notSelected = own ?? shards?.notSelected;
  if (selection !== '' && notSelected === undefined) return undefined;
  return new Set([...checks, ...(shards?.plan ?? [])].map(({ id }) => id).concat(notSelected ?? []));
}
