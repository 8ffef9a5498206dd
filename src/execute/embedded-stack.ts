import type { Plan } from '../model/plan.ts';
import { errorMessage } from '../std/errors.ts';
import type { DeploymentRecord } from './deployment-record.ts';
import type { Progress } from './progress.ts';
import { startStack } from './stack.ts';
import type { RunningStack } from './stack.ts';
import type { Unavailable } from './unavailable.ts';
import { wholeMicroseconds } from './whole-microseconds.ts';

export interface EmbeddedStack extends Pick<RunningStack, 'endpoints' | 'end'>, AsyncDisposable {
  readonly unavailable: readonly Unavailable[];
}

export interface EmbeddedStackOptions {
  /** Command line of the process that runs the stack; the request is added as the last argument. */
  readonly stackCommand: readonly string[];
  readonly signal: AbortSignal;
  readonly progress?: Progress;
  readonly deployment: DeploymentRecord;
}

/** The endpoints that a plan's components talk to: undefined when the stack is live. A stack that does not start is a broken run. */
export async function embeddedStack(plan: Plan, options: EmbeddedStackOptions): Promise<EmbeddedStack | undefined> {
  const { deployment, progress } = options;
  const uses = [...new Set(plan.components.map((component) => component.uses))];
  if (plan.environment.stack === 'live' || uses.length === 0) return undefined;
  const { seed, faults } = plan.environment;
  progress?.note?.(`Starting the embedded stack (seed ${seed}).`);
  try {
    const start = () => startStack({ command: options.stackCommand, request: { uses, seed, faults }, signal: options.signal });
    const running = await deployment.hops.run({ name: 'deploy', component: '', describe: describeStart }, start);
    tellKinds(running, deployment);
    const unavailable = running.unavailable.map((kind) => ({ ...kind, isFault: false }));
    return {
      endpoints: running.endpoints,
      unavailable,
      end: () => running.end(),
      [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
    };
  } catch (error) {
    const reason = `the embedded stack did not start: ${errorMessage(error)}`;
    const unavailable = uses.map((kind) => ({ uses: kind, reason, isFault: true }));
    return { endpoints: [], unavailable, end: () => Promise.resolve([]), [Symbol.asyncDispose]: async () => {} };
  }
}

function describeStart({ endpoints, unavailable }: RunningStack): string {
  const missing = unavailable.map(({ uses }) => uses).join(', ');
  return `${endpoints.length} ${endpoints.length === 1 ? 'endpoint' : 'endpoints'} ready${missing === '' ? '' : `, not available: ${missing}`}`;
}

/** What the child says about its own start, counted back from the moment at which it was ready. */
function tellKinds({ starts }: RunningStack, { hops }: DeploymentRecord): void {
  const readyMilliseconds = hops.elapsedMilliseconds;
  for (const { uses, beforeReadyMilliseconds, durationMilliseconds } of starts) {
    const startMilliseconds = Math.max(0, readyMilliseconds - beforeReadyMilliseconds);
    hops.add({
      name: 'endpoint',
      component: uses,
      startMilliseconds: wholeMicroseconds(startMilliseconds),
      durationMilliseconds: wholeMicroseconds(durationMilliseconds),
      state: 'done',
      detail: '',
    });
  }
}
