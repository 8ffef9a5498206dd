import type { CheckChange, LatencyTrend } from './comparison.ts';
import type { Counts, TargetStatus } from './run.ts';
import type { SourcePosition } from './source.ts';
import type { Layer, Verdict } from './words.ts';

/**
 * What one job tells of its report to the comment of its whole workflow: data only, bounded in size (at most 256 KiB as
 * JSON), so that jobs can exchange it and a trusted workflow can read it from an untrusted one.
 */
export interface ReportPart {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  /** The job as GitHub knows it; `identity` stays the same when the job runs again. */
  readonly leg: { readonly identity: string; readonly name: string; readonly checkRunId: string };
  /** GitHub's run and its attempt. */
  readonly githubRunId: string;
  readonly attempt: number;
  readonly verdict: Verdict;
  readonly counts: Counts;
  /** For people, such as why the embedded stack was used. */
  readonly notes: readonly string[];
  readonly runs: readonly PartRun[];
  /** Rows that the size limit left out, by noun: `passed check` -> 9,700. */
  readonly leftOut: Readonly<Record<string, number>>;
}

export interface PartRun {
  readonly configFile: string;
  readonly environment: string;
  readonly stack: 'embedded' | 'live';
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly counts: Counts;
  readonly durationMilliseconds: number;
  /** Absent: nothing to compare with was looked for. `pastRuns` 0: the first run. */
  readonly comparedWith?: { readonly branch: string; readonly pastRuns: number; readonly commit: string };
  readonly changes: readonly CheckChange[];
  /** Failed, broken, missed, then warnings: most important first. */
  readonly problems: readonly PartProblem[];
  readonly operations: readonly PartOperation[];
  readonly components: readonly PartComponent[];
}

export interface PartProblem {
  readonly state: 'failed' | 'broken' | 'warned';
  /** Id of the check, or of a target's component. */
  readonly id: string;
  readonly title: string;
  /** Such as `unit`, or `target`. */
  readonly kind: Layer | 'target' | 'leftover';
  /** What was expected and what came, one finding a line. */
  readonly text: string;
  /** Command that runs it alone; empty for a target. */
  readonly rerun: string;
  readonly source: SourcePosition;
}

export interface PartOperation {
  readonly component: string;
  readonly operation: string;
  readonly count: number;
  readonly errors: number;
  /** `null` where nothing was measured. */
  readonly p50Milliseconds: number | null;
  readonly p95Milliseconds: number | null;
  readonly p99Milliseconds: number | null;
  readonly targets: readonly string[];
  readonly status: TargetStatus | 'warned' | null;
  readonly change?: { readonly baselineP95Milliseconds: number; readonly ratio: number; readonly trend: LatencyTrend };
}

export interface PartComponent {
  readonly name: string;
  readonly uses: string;
  readonly counts: Counts;
  readonly checks: readonly PartCheck[];
}

export interface PartCheck {
  readonly id: string;
  readonly title: string;
  readonly state: 'passed' | 'warned' | 'failed' | 'broken' | 'skipped';
  readonly layer: Layer;
  readonly milliseconds: number;
  /** Why it did not pass; empty when it did. */
  readonly why: string;
}
