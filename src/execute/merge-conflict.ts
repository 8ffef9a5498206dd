import type { Execution, RunHeader, ShardFacts } from '../model/run.ts';
import type { ShownCheck } from './progress.ts';

/**
 * Throws when runs that are to be merged were not split from one plan, naming two of them and what differs. Parts of
 * different plans put together would tell of a run that never was.
 */
export function refuseConflicts(group: readonly Execution[]): void {
  const [first, ...others] = group.map(({ header }) => header);
  if (first === undefined) return;
  const expected = fingerprint(first);
  const other = others.find((header) => fingerprint(header) !== expected);
  if (other === undefined) return;
  throw new Error(
    `cannot merge ${describeRun(first)} with ${describeRun(other)}: both tested ${first.configFile} in environment ${first.environment.name}, but by different plans: ${difference(first, other)}. Run all shards from one commit with the same inputs`,
  );
}

/** All that parts of one plan have in common. */
function fingerprint({ environment, strict, checks, targets, shards }: RunHeader): string {
  const { present: _present, ...whole } = shards ?? { present: [], checks, targets };
  return JSON.stringify([environment, strict, whole]);
}

function describeRun({ runId, shards }: RunHeader): string {
  if (shards === undefined) return `run ${runId}`;
  return `shard ${shards.present.join(', ')} of ${shards.count} (run ${runId})`;
}

function difference(first: RunHeader, other: RunHeader): string {
  const [left, right] = [wholeOf(first), wholeOf(other)];
  if (left.count !== right.count) return `one was split into ${left.count} shards, the other into ${right.count}`;
  for (const [here, there, run] of [
    [left.plan, right.plan, first],
    [right.plan, left.plan, other],
  ] as const) {
    const known = new Set(there.map(({ id }) => id));
    const lonely = here.find(({ id }) => !known.has(id));
    if (lonely !== undefined) return `only run ${run.runId} has the check ${lonely.id}`;
  }
  const changed = left.plan.find((check, index) => JSON.stringify(check) !== JSON.stringify(right.plan[index]));
  if (changed !== undefined) return `the check ${changed.id} differs`;
  if (JSON.stringify(first.environment) !== JSON.stringify(other.environment)) return 'the environment has other settings';
  return 'the targets, the selection or the strictness differ';
}

function wholeOf({ shards, checks }: RunHeader): { readonly count: ShardFacts['count']; readonly plan: readonly ShownCheck[] } {
  return { count: shards?.count ?? 1, plan: shards?.plan ?? checks };
}
