import type { PlannedComponent } from '../model/plan.ts';
import { makeCheckContext } from './check-context.ts';
import { Connections } from './connections.ts';
import type { Connected } from './connections.ts';
import { CreatedResources } from './created-resources.ts';
import { tryCheck } from './retry.ts';
import type { Run, RunCheck } from './run.ts';

/** Checks that never wait for anything must not keep signals and deadlines from being seen. */
const yieldEveryMilliseconds = 50;

/**
 * Runs all checks: components side by side, each with at most `concurrency` checks at a time; checks of the performance
 * layer one by one when all others are done, so that neighbours do not distort their latencies; then, one by one, those that
 * disturb others. Checks that a stop left over have no outcome.
 */
export async function schedule(run: Run): Promise<void> {
  const connections = new Connections(run);
  try {
    const left = await Promise.all(run.options.plan.components.map((component) => runComponent(run, connections, component)));
    const alone = left.flat().sort((one, other) => one.check.index - other.check.index);
    const { measuring = [], disturbing = [] } = Object.groupBy(alone, (entry) => (isDisturbing(entry) ? 'disturbing' : 'measuring'));
    await runQueue(run, [...measuring, ...disturbing], 1, (entry) => runCheck(run, entry));
  } finally {
    await connections.closeAll();
  }
}

/** A check of a component that answered. */
interface ReachedCheck {
  readonly check: RunCheck;
  readonly connected: Connected;
}

/** Gives the checks that are to run alone. */
async function runComponent(run: Run, connections: Connections, { name, concurrency }: PlannedComponent): Promise<readonly ReachedCheck[]> {
  if (run.stop.isStopped) return [];
  const checks = run.checks.filter(({ check }) => check.component === name && !check.gate);
  const reached = await connections.reach(name);
  if (run.stop.isStopped) return [];
  if ('unreachable' in reached) {
    for (const check of checks) run.finishUntried(check, reached.unreachable.status, reached.unreachable.reason);
    return [];
  }
  const entries = checks.map((check) => ({ check, connected: reached.connected }));
  await runQueue(
    run,
    entries.filter((entry) => !runsAlone(entry)),
    concurrency,
    (entry) => runCheck(run, entry),
  );
  return entries.filter(runsAlone);
}

function runsAlone(entry: ReachedCheck): boolean {
  return entry.check.check.layer === 'performance' || isDisturbing(entry);
}

function isDisturbing({ check: { check }, connected: { component } }: ReachedCheck): boolean {
  return component.disturbing?.includes(check.kind) === true;
}

/** Takes checks in order, `width` at a time, until none is left or the run is stopped. */
async function runQueue<T>(run: Run, checks: readonly T[], width: number, work: (check: T) => Promise<void>): Promise<void> {
  const queue = checks.values();
  let yieldedAt = performance.now();
  const takeTurns = async (): Promise<void> => {
    for (const check of queue) {
      if (performance.now() - yieldedAt > yieldEveryMilliseconds) {
        await new Promise((resolve) => setImmediate(resolve));
        yieldedAt = performance.now();
      }
      if (run.stop.isStopped) return;
      await work(check);
    }
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(1, width), checks.length) }, takeTurns));
}

async function runCheck(run: Run, { check: planned, connected }: ReachedCheck): Promise<void> {
  const { check, shown } = planned;
  const { component, connection, needs } = connected;
  const runner = component.checks[check.kind];
  if (runner === undefined) {
    const known = Object.keys(component.checks).join(', ');
    return run.finishUntried(planned, 'broken', `component ${check.component} cannot run checks of kind ${check.kind}: it has ${known}`);
  }
  run.startCheck(planned);
  let resources = new CreatedResources(run.ledger);
  const outcome = await tryCheck(run, {
    id: shown.id,
    check,
    work: (attempt) => {
      resources = new CreatedResources(run.ledger);
      return runner(
        connection,
        check.input,
        makeCheckContext({ run: run.facts, check, component, connection, needs, attempt, resources, stop: run.stop }),
      );
    },
    cleanUp: async (recording) => {
      if (resources.isEmpty) return false;
      recording.notes.push(...(await resources.removeAll(run.stop)));
      return true;
    },
  });
  run.finishCheck(planned, outcome);
}
