import type { Execution, JournalEntry } from '../model/run.ts';

/** The journal that replays to this execution. */
export function journalOf({
  header,
  outcomes,
  leftovers,
  deployments,
  durationMilliseconds,
  stoppedBy,
}: Execution): readonly JournalEntry[] {
  const run = header.runId;
  return [
    { type: 'run-started', run, header },
    ...outcomes.map((outcome) => ({ type: 'check-finished', run, outcome }) as const),
    ...leftovers.map((resource) => ({ type: 'resource-creating', run, resource }) as const),
    ...(deployments ? [{ type: 'deployments', run, deployments } as const] : []),
    { type: 'run-finished', run, durationMilliseconds, stoppedBy },
  ];
}
