import type { OutcomeStatus } from '../model/words.ts';

export const fileVersion = 1;

/**
 * The file: every name once, in tables that the runs point into. Short, because it is kept for months, and strict, because
 * it may come from anybody who could write to the cache.
 */
export interface HistoryFile {
  readonly version: typeof fileVersion;
  readonly branch: string;
  /** Check ids. */
  readonly checks: readonly string[];
  /** `[component, name]` of operations and metrics. */
  readonly names: readonly (readonly [component: string, name: string])[];
  /** Oldest first. */
  readonly runs: readonly FileRun[];
}

export interface FileRun {
  readonly id: string;
  readonly commit: string;
  readonly config: string;
  readonly environment: string;
  readonly stack: 'embedded' | 'live';
  readonly at: number;
  /** One letter for each id of the table, `-` where the run did not have it; dashes at the end are left out. */
  readonly statuses: string;
  /** `[name, errors, overflow, min, max, sum, bucket, count, step to the next bucket, count, ...]`, microseconds. */
  readonly operations: readonly (readonly number[])[];
  readonly metrics: readonly (readonly [name: number, value: number])[];
}

export const absentLetter = '-';

export const letters: Readonly<Record<OutcomeStatus, string>> = { passed: 'p', failed: 'f', broken: 'b', skipped: 's' };
