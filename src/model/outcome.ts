import type { Hop } from './hop.ts';
import type { Measurement, Metric } from './measurement.ts';
import type { OutcomeStatus, RetryReason, Severity } from './words.ts';

/** One thing that was looked at: what was expected, what came. */
export interface Finding {
  /** Such as `column CORE.CALLS.DURATION` or the text of a condition. */
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
  readonly met: boolean;
  readonly severity: Severity;
}

/** As it is recorded: its severity is `fail` unless it says so. */
export type NewFinding = Omit<Finding, 'severity'> & Partial<Pick<Finding, 'severity'>>;

/** Something created in a live system, written to the ledger before it is created. */
export interface Resource {
  readonly component: string;
  /** Such as `table` or `index`. */
  readonly kind: string;
  readonly name: string;
}

export interface Attempt {
  readonly number: number;
  readonly status: OutcomeStatus;
  /** Why it is not passed; empty when it is. */
  readonly reason: string;
  /** Set when the attempt ended with an error that may be retried. */
  readonly retryReason?: RetryReason;
  readonly startedAtMilliseconds: number;
  readonly durationMilliseconds: number;
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly metrics: readonly Metric[];
  /** For people, such as `simulated GPU`. Shown wherever the result is shown. */
  readonly notes: readonly string[];
  /** Legs of a walk over several components, in the order they began; absent where there was none. */
  readonly hops?: readonly Hop[];
  /** How long removing what it created took, after its end; absent when nothing was left to remove. */
  readonly cleanUpMilliseconds?: number;
}

/** Final result of a check in one run. */
export interface Outcome {
  readonly checkId: string;
  readonly status: OutcomeStatus;
  readonly reason: string;
  readonly flaky: boolean;
  readonly attempts: readonly Attempt[];
}
