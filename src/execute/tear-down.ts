import type { Run } from './run.ts';
import type { Remains } from './stack-remains.ts';

/** The component that what stays of the embedded stack is told of. */
const stackName = 'embedded stack';

/** Undoes the deployment as the last hop of the run. What is still there afterwards is left over like anything else. */
export async function tearDown({ options, deployment, ledger }: Run): Promise<void> {
  if (options.tearDown === undefined) return;
  const plan = { name: 'tear-down', component: '', describe, isDone: (remains: readonly Remains[]) => remains.length === 0 };
  const remains = await deployment.hops.run(plan, options.tearDown);
  for (const { kind, name } of remains) ledger.announce({ component: stackName, kind, name });
}

function describe(remains: readonly Remains[]): string {
  if (remains.length === 0) return 'process ended, ports closed';
  return `still there: ${remains.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`;
}
