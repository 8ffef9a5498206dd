import type { CheckContext, CheckRunner } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import type { OutputWatch } from '../../output-watch.ts';

type Runner = CheckRunner<McpConnection>;

/** The runners of all kinds, each with its outputs looked into for credentials: no kind can forget it. */
export function watched(runners: Readonly<Record<string, Runner>>): Readonly<Record<string, Runner>> {
  return Object.fromEntries(Object.entries(runners).map(([kind, run]) => [kind, watchedRunner(run)] as const));
}

function watchedRunner(run: Runner): Runner {
  return async (connection, input, context) => {
    const watch = connection.watch.fresh();
    try {
      await run(connection.watchedBy(watch), input, context);
    } finally {
      // Also when a condition or an error is about to show the output.
      tellLeaks(watch, context);
    }
  };
}

function tellLeaks(watch: OutputWatch, context: CheckContext): void {
  const leaks = watch.leaks();
  // A check that was given up at its deadline takes nothing more.
  if (context.signal.aborted) return;
  for (const { subject, words } of leaks) {
    context.find({ subject, expected: 'no credentials in what it answers', actual: words, met: false });
  }
}
