import type { Deployment } from '../model/hop.ts';
import type { Outcome, Resource } from '../model/outcome.ts';
import type { Execution, JournalEntry, RunHeader } from '../model/run.ts';
import { parseJournalLine } from './journal-line.ts';
import { resourceKey } from './ledger.ts';

/** Shown for a check that a killed run left without an outcome. */
export const unfinishedReason = 'the run ended before this check finished';
/** What stopped a run whose journal has no end: nobody could write who it was. */
export const unknownStop = 'an end without a word';

/**
 * The runs that a journal tells of, in the order they started. Lines that a kill or a full disk tore are left out: what
 * they would have told becomes broken, never green. Throws with a sentence when no run starts in it.
 */
export function replayJournal(text: string): readonly Execution[] {
  const runs = new Map<string, ReplayedRun>();
  for (const line of text.split('\n')) {
    const entry = parseJournalLine(line);
    if (entry === undefined) continue;
    if (entry.type === 'run-started') runs.set(entry.run, new ReplayedRun(entry.header));
    else runs.get(entry.run)?.take(entry);
  }
  if (runs.size === 0) throw new Error(describeEmpty(text));
  return [...runs.values()].map((run) => run.toExecution());
}

function describeEmpty(text: string): string {
  if (text.trim() === '') return 'the journal is empty: the run ended before its first entry';
  return 'this is not the journal of a run: expected a line with "type":"run-started", found none';
}

class ReplayedRun {
  readonly #header: RunHeader;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #resources = new Map<string, Resource>();
  #deployments: readonly Deployment[] | undefined;
  #lastSeenAt: number;
  #end: { readonly durationMilliseconds: number; readonly stoppedBy: string | null } | undefined;

  constructor(header: RunHeader) {
    this.#header = header;
    this.#lastSeenAt = header.startedAtMilliseconds;
  }

  take(entry: Exclude<JournalEntry, { readonly type: 'run-started' }>): void {
    switch (entry.type) {
      case 'check-started':
        this.#see(entry.atMilliseconds);
        return;
      case 'check-finished':
        this.#takeOutcome(entry.outcome);
        return;
      case 'resource-creating':
        this.#resources.set(resourceKey(entry.resource), entry.resource);
        return;
      case 'resource-removed':
        this.#resources.delete(resourceKey(entry.resource));
        return;
      case 'deployments':
        this.#deployments = entry.deployments;
        return;
      case 'run-finished':
        this.#end = entry;
    }
  }

  toExecution(): Execution {
    return {
      header: this.#header,
      outcomes: this.#header.checks.map(({ id }) => this.#outcomes.get(id) ?? unfinished(id)),
      durationMilliseconds: this.#end?.durationMilliseconds ?? this.#lastSeenAt - this.#header.startedAtMilliseconds,
      stoppedBy: this.#end === undefined ? unknownStop : this.#end.stoppedBy,
      leftovers: [...this.#resources.values()],
      ...(this.#deployments && { deployments: this.#deployments }),
    };
  }

  #takeOutcome(outcome: Outcome): void {
    this.#outcomes.set(outcome.checkId, outcome);
    for (const attempt of outcome.attempts) this.#see(attempt.startedAtMilliseconds + attempt.durationMilliseconds);
  }

  #see(atMilliseconds: number): void {
    this.#lastSeenAt = Math.max(this.#lastSeenAt, atMilliseconds);
  }
}

function unfinished(checkId: string): Outcome {
  return { checkId, status: 'broken', reason: unfinishedReason, flaky: false, attempts: [] };
}
