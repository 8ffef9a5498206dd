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
 * layer one by one when all others are done, so that neighbours do not distort their latencies. Checks that a stop left
 * over have no outcome.
 */
export async function schedule(run: Run): Promise<void> {
  const connections = new Connections(run);
  try {
    await Promise.all(run.options.plan.components.map((component) => runComponent(run, connections, component)));
    const measuring = run.checks.filter(isPerformance);
    await runQueue(run, measuring, 1, async (check) => {
      const reached = await connections.reach(check.check.component);
      if ('connected' in reached) await runCheck(run, check, reached.connected);
    });
  } finally {
    await connections.closeAll();
  }
}

async function runComponent(run: Run, connections: Connections, { name, concurrency }: PlannedComponent): Promise<void> {
  if (run.stop.isStopped) return;
  const checks = run.checks.filter(({ check }) => check.component === name && !check.gate);
  const reached = await connections.reach(name);
  if (run.stop.isStopped) return;
  if ('unreachable' in reached) {
    for (const check of checks) run.finishUntried(check, reached.unreachable.status, reached.unreachable.reason);
    return;
  }
  const others = checks.filter((check) => !isPerformance(check));
  await runQueue(run, others, concurrency, (check) => runCheck(run, check, reached.connected));
}

function isPerformance({ check }: RunCheck): boolean {
  return check.layer === 'performance' && !check.gate;
}

/** Takes checks in order, `width` at a time, until none is left or the run is stopped. */
async function runQueue(run: Run, checks: readonly RunCheck[], width: number, work: (check: RunCheck) => Promise<void>): Promise<void> {
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

async function runCheck(run: Run, planned: RunCheck, connected: Connected): Promise<void> {
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
      return runner(connection, check.input, makeCheckContext({ run: run.facts, check, component, needs, attempt, resources }));
    },
    cleanUp: async (recording) => {
      recording.notes.push(...(await resources.removeAll({ component, connection, stop: run.stop })));
    },
  });
  run.finishCheck(planned, outcome);
}
