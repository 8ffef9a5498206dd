import type { CheckContext, CheckRunner } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { printCredits } from './credits.ts';
import { tagOf } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';

type Runner = CheckRunner<SnowflakeConnection>;

/** The runners of all kinds, each telling what it cost, and skipped where the credits of the run were spent on the way. */
export function metered(runners: Readonly<Record<string, Runner>>): Readonly<Record<string, Runner>> {
  return Object.fromEntries(Object.entries(runners).map(([kind, run]) => [kind, meteredRunner(run)] as const));
}

function meteredRunner(run: Runner): Runner {
  return async (connection, input, context) => {
    const tag = tagOf(context);
    const before = connection.spend.creditsOf(tag);
    try {
      await run(connection, input, context);
    } finally {
      tellSpending(connection, connection.spend.creditsOf(tag) - before, context);
    }
    // Whatever a check makes of single refused statements: it did not see all that it was asked to see.
    const refusal = connection.spend.refusalOf(tag);
    if (refusal !== undefined) throw new Skip(refusal);
  };
}

function tellSpending({ spend }: SnowflakeConnection, credits: number, context: CheckContext): void {
  // A check that was given up at its deadline takes nothing more.
  if (credits <= 0 || context.signal.aborted) return;
  const { warehouse } = spend;
  const where = warehouse === undefined ? 'a warehouse of unknown size, counted as X-Small' : `${warehouse.name}, ${warehouse.size}`;
  context.metric('estimated_credits', credits, 'credits');
  context.note(`credits: about ${printCredits(credits)} here, ${printCredits(spend.credits)} in this run so far (estimate for ${where})`);
}
