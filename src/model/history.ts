import type { HistogramData } from './measurement.ts';
import type { OutcomeStatus } from './words.ts';

/** What one past run answered and measured: the memory behind "is that new" and `baseline`. Holds no texts but names. */
export interface PastRun {
  readonly runId: string;
  readonly commit: string;
  readonly configFile: string;
  readonly environment: string;
  readonly stack: 'embedded' | 'live';
  /** Unix time. */
  readonly startedAtMilliseconds: number;
  /** By check id; a check that was not part of the run is absent. */
  readonly statuses: Readonly<Record<string, OutcomeStatus>>;
  readonly operations: readonly PastOperation[];
  readonly metrics: readonly PastMetric[];
}

export interface PastOperation {
  readonly component: string;
  readonly operation: string;
  readonly histogram: HistogramData;
  /** Calls that gave an error; their time is not in the histogram. */
  readonly errors: number;
}

export interface PastMetric {
  readonly component: string;
  readonly name: string;
  readonly value: number;
}

/** Runs of one branch, oldest first. */
export interface History {
  readonly branch: string;
  readonly runs: readonly PastRun[];
}
