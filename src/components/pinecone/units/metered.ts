import type { CheckRunner } from '../../../model/component.ts';
import type { PineconeConnection } from '../vector-index.ts';

type Runner = CheckRunner<PineconeConnection>;

/** The runners of all kinds, each telling the units it used, and skipped where those of the run were used up on the way. */
export function metered(runners: Readonly<Record<string, Runner>>): Readonly<Record<string, Runner>> {
  return Object.fromEntries(Object.entries(runners).map(([kind, run]) => [kind, meteredRunner(run)] as const));
}

function meteredRunner(run: Runner): Runner {
  return async (connection, input, context) => {
    await connection.units.during(
      () => run(connection, input, context),
      ({ read, write }) => {
        // A check that was given up at its deadline takes nothing more.
        if (context.signal.aborted) return;
        if (read > 0) context.metric('read_units', read, 'RU');
        if (write > 0) context.metric('write_units', write, 'WU');
      },
    );
  };
}
