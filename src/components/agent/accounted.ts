import type { CheckContext, CheckRunner } from '../../model/component.ts';
import { Skip } from '../../std/errors.ts';
import type { AgentConnection } from './client.ts';
import { costOf, printDollars } from './usage.ts';

type Runner = CheckRunner<AgentConnection>;

/** The runners, each followed by what its questions used, who answered them, and credentials in the answers. */
export function accounted(runners: Readonly<Record<string, Runner>>): Readonly<Record<string, Runner>> {
  return Object.fromEntries(Object.entries(runners).map(([kind, run]) => [kind, accountedRunner(run)] as const));
}

function accountedRunner(run: Runner): Runner {
  return async (connection, input, context) => {
    const own = connection.forCheck();
    try {
      await run(own, input, context);
    } finally {
      // A check that was given up at its deadline takes nothing more.
      if (!context.signal.aborted) tell(own, context);
    }
    // Whatever a check makes of single questions that were not asked: it did not see all that it was asked to see.
    if (own.refusal !== undefined) throw new Skip(own.refusal);
  };
}

function tell(connection: AgentConnection, context: CheckContext): void {
  const { used, answeredBy, settings, watch } = connection;
  if (used !== undefined) {
    context.metric('input_tokens', used.input);
    context.metric('output_tokens', used.output);
  }
  if (used !== undefined && settings.prices !== undefined) {
    const cost = costOf(used, settings.prices);
    context.metric('cost', cost, 'USD');
    context.note(`cost ${printDollars(cost)}`);
  }
  if (answeredBy.size > 0) context.note(`answered by ${[...answeredBy].sort().join(', ')}`);
  for (const { subject, words } of watch.leaks()) context.find({ subject, expected: 'no credentials', actual: words, met: false });
}
