import type { Check, Target } from './check.ts';
import type { Comparison } from './comparison.ts';
import type { Environment } from './environment.ts';
import type { Deployment } from './hop.ts';
import type { HistogramData } from './measurement.ts';
import type { Finding, Outcome, Resource } from './outcome.ts';
import type { SourcePosition } from './source.ts';
import type { Severity, Verdict } from './words.ts';

/** Everything about a run that is known before it starts; first entry of the journal. No settings, no secrets. */
export interface RunHeader {
  readonly runId: string;
  readonly configFile: string;
  readonly toolVersion: string;
  readonly environment: Environment;
  readonly components: readonly { readonly name: string; readonly uses: string; readonly address: string }[];
  /** In plan order, `input` left out. */
  readonly checks: readonly Omit<Check, 'input'>[];
  readonly targets: readonly Target[];
  readonly selection: string;
  /** Ids that the config declares and the selection left out: so a check that was removed can be told from one that was not asked. */
  readonly notSelected?: readonly string[];
  /** Set when the plan was split: which shards this tells of, and the whole plan, so that a missing shard can be named. */
  readonly shards?: ShardFacts;
  readonly strict: boolean;
  /** Unix time. */
  readonly startedAtMilliseconds: number;
}

export interface ShardFacts {
  /** Into how many the plan was split. */
  readonly count: number;
  /** Numbers of the shards that are here, ascending, from 1. */
  readonly present: readonly number[];
  /** All checks of the plan in its order. */
  readonly plan: readonly Omit<Check, 'input'>[];
  /** For each check of `plan`, the shards that hold it, ascending: one, or several for a connection check. */
  readonly heldBy: readonly (readonly number[])[];
  /** Of the whole plan, as the other fields. Addresses are known to the shards that connect. */
  readonly components: readonly { readonly name: string; readonly uses: string }[];
  readonly targets: readonly Target[];
  readonly selection: string;
  readonly notSelected?: readonly string[];
}

/** One line of the journal. `run` is the run's id. */
export type JournalEntry =
  | { readonly type: 'run-started'; readonly run: string; readonly header: RunHeader }
  | { readonly type: 'check-started'; readonly run: string; readonly check: string; readonly atMilliseconds: number }
  | { readonly type: 'check-finished'; readonly run: string; readonly outcome: Outcome }
  | { readonly type: 'resource-creating'; readonly run: string; readonly resource: Resource }
  | { readonly type: 'resource-removed'; readonly run: string; readonly resource: Resource }
  /** All that is known by then: the last entry counts. */
  | { readonly type: 'deployments'; readonly run: string; readonly deployments: readonly Deployment[] }
  | { readonly type: 'run-finished'; readonly run: string; readonly durationMilliseconds: number; readonly stoppedBy: string | null };

/** The facts of a run: what `execute` returns and what a replayed journal gives. */
export interface Execution {
  readonly header: RunHeader;
  /** One for each check of the header, in the same order. */
  readonly outcomes: readonly Outcome[];
  readonly durationMilliseconds: number;
  /** Signal or deadline that ended the run early, or null. */
  readonly stoppedBy: string | null;
  /** Created and not removed. */
  readonly leftovers: readonly Resource[];
  /** What was deployed for the checks and undone after them, one for each machine that took part; absent where nobody told. */
  readonly deployments?: readonly Deployment[];
}

export interface JudgedCheck extends Omit<Check, 'input'> {
  readonly outcome: Outcome;
  /** Findings of the last attempt that were not met, blocking ones first. */
  readonly unmet: readonly Finding[];
  /** Passed, but with an unmet `warn:` finding; or failed with severity warn. */
  readonly warned: boolean;
  /** Command that runs this check alone. */
  readonly rerun: string;
}

export type TargetStatus = 'met' | 'missed' | 'undecided' | 'broken' | 'skipped';

export interface JudgedTarget extends Target {
  readonly status: TargetStatus;
  readonly severity: Severity;
  /** The condition with its values, such as `simple p(95) < 100ms: p(95) is 212ms`. */
  readonly explained: string;
}

/** One row of the latency table, merged over all checks of a component. Milliseconds. */
export interface OperationRow {
  readonly component: string;
  readonly operation: string;
  readonly count: number;
  readonly errors: number;
  readonly p50Milliseconds: number;
  readonly p95Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly maxMilliseconds: number;
  readonly histogram: HistogramData;
  /** Texts of the targets that speak of it. */
  readonly targets: readonly string[];
  /** Worst status among them; `null` when it has no target. */
  readonly status: TargetStatus | null;
  readonly source: SourcePosition | null;
}

export interface Counts {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly broken: number;
  readonly skipped: number;
  /** Of any status: findings, checks or targets of severity warn that were not met. */
  readonly warned: number;
  /** Of the passed. */
  readonly flaky: number;
}

export interface JudgedRun {
  readonly runId: string;
  readonly configFile: string;
  readonly environment: Environment;
  readonly components: RunHeader['components'];
  readonly selection: string;
  readonly verdict: Verdict;
  /** One sentence for each reason behind a verdict that is not pass. */
  readonly reasons: readonly string[];
  readonly counts: Counts;
  readonly checks: readonly JudgedCheck[];
  readonly targets: readonly JudgedTarget[];
  readonly operations: readonly OperationRow[];
  readonly startedAtMilliseconds: number;
  readonly durationMilliseconds: number;
  readonly stoppedBy: string | null;
  readonly leftovers: readonly Resource[];
  readonly deployments?: readonly Deployment[];
  /** Beside the target branch; absent when no history was looked for. */
  readonly comparison?: Comparison;
}

/** All runs of one invocation, judged. Every report format is a pure function of this. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly counts: Counts;
  readonly runs: readonly JudgedRun[];
}
