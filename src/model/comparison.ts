/** How a check differs from what the target branch's newest run with an answer said. */
export type CheckChangeKind = 'new-failure' | 'fixed' | 'still-failing' | 'newly-skipped' | 'removed';

export interface CheckChange {
  readonly checkId: string;
  /** Of the check as it is now; the id where the check was removed. */
  readonly title: string;
  readonly kind: CheckChangeKind;
  /** Past runs that had an answer of this check, and how many of them were failed or broken. */
  readonly pastRuns: number;
  readonly pastFailures: number;
}

/** `noisy`: past runs differ so much among themselves that a change says nothing. `unknown`: too few past runs. */
export type LatencyTrend = 'slower' | 'faster' | 'same' | 'noisy' | 'unknown';

export interface LatencyChange {
  readonly component: string;
  readonly operation: string;
  /** Median of the past runs' p95. */
  readonly baselineP95Milliseconds: number;
  /** p95 now, divided by the baseline. */
  readonly ratio: number;
  readonly pastRuns: number;
  readonly trend: LatencyTrend;
}

/** A run beside the target branch's recent runs of the same config in the same environment. */
export interface Comparison {
  readonly branch: string;
  readonly pastRuns: number;
  /** Commit of the newest past run; empty when there is none: this is the first run. */
  readonly newestCommit: string;
  readonly checks: readonly CheckChange[];
  readonly operations: readonly LatencyChange[];
}
