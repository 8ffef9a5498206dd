import type { JudgedCheck, JudgedRun, JudgedTarget, OperationRow, Report, TargetStatus } from '../../src/model/run.ts';
import type { Hop } from '../../src/model/hop.ts';
import type { Attempt, Finding } from '../../src/model/outcome.ts';
import type { Measurement } from '../../src/model/measurement.ts';
import type { Layer, OutcomeStatus, Severity, Verdict } from '../../src/model/words.ts';
import { countNames } from '../../src/model/words.ts';
import { countRun } from '../../src/judge/counts.ts';
import { sumOfEach } from '../../src/std/sum-of-each.ts';
import { LatencyHistogram } from '../../src/std/histogram.ts';

const startedAtMilliseconds = Date.UTC(2026, 10, 22, 18, 4, 11, 250);

/** Small deterministic generator (mulberry32), so that goldens never move. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Log-normal latencies around a median with a long tail, as real ones are. */
export function latencies(count: number, medianMilliseconds: number, spread: number, seed: number): LatencyHistogram {
  const random = randomNumbers(seed);
  const histogram = new LatencyHistogram();
  for (let index = 0; index < count; index += 1) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const tail = random() < 0.03 ? 2.5 : 1;
    // Whole microseconds, so that a platform's last digit of log and cos cannot move a golden.
    histogram.record(Math.round(medianMilliseconds * Math.exp(spread * normal) * tail * 1000) / 1000);
  }
  return histogram;
}

export function finding(subject: string, expected: string, actual: string, met = false, severity: Severity = 'fail'): Finding {
  return { subject, expected, actual, met, severity };
}

export function hop(
  name: string,
  component: string,
  startMilliseconds: number,
  durationMilliseconds: number,
  more: Partial<Pick<Hop, 'state' | 'detail'>> = {},
): Hop {
  return { name, component, startMilliseconds, durationMilliseconds, state: 'done', detail: '', ...more };
}

export interface CheckShape {
  readonly id: string;
  readonly title: string;
  readonly layer: Layer;
  readonly status?: OutcomeStatus;
  readonly reason?: string;
  readonly severity?: Severity;
  readonly findings?: readonly Finding[];
  readonly measurements?: readonly Measurement[];
  readonly notes?: readonly string[];
  readonly line?: number;
  readonly file?: string;
  readonly durationMilliseconds?: number;
  /** Earlier attempts, before the last. */
  readonly before?: readonly { readonly status: OutcomeStatus; readonly reason: string; readonly retryReason?: 'network' | '5xx' }[];
  readonly tags?: readonly string[];
  readonly kind?: string;
  readonly gate?: boolean;
  /** Of the last attempt. */
  readonly hops?: readonly Hop[];
  readonly cleanUpMilliseconds?: number;
  /** Of the first attempt, since the start of the run. */
  readonly startMilliseconds?: number;
}

export function judgedCheck(shape: CheckShape): JudgedCheck {
  const status = shape.status ?? 'passed';
  const severity = shape.severity ?? 'fail';
  const findings = shape.findings ?? [];
  const attempts = status === 'skipped' ? [] : attemptsOf(shape, status);
  const unmet = findings.filter((found) => !found.met);
  return {
    id: shape.id,
    component: shape.id.split('.')[0] ?? '',
    kind: shape.kind ?? 'structure',
    title: shape.title,
    layer: shape.layer,
    stages: ['pre-deployment', 'deployment', 'post-deployment'],
    tags: shape.tags ?? [],
    severity,
    timeoutMilliseconds: 30_000,
    retries: { count: 2, backoffMilliseconds: 500, on: ['network', '5xx', '429'] },
    expect: [],
    operations: shape.measurements?.map((measurement) => measurement.operation) ?? [],
    samples: 100,
    warmup: 20,
    source: { file: shape.file ?? 'infra-test.yml', line: shape.line ?? 12, column: 9 },
    gate: shape.gate ?? false,
    outcome: {
      checkId: shape.id,
      status,
      reason: shape.reason ?? '',
      flaky: status === 'passed' && attempts.length > 1,
      attempts,
    },
    unmet,
    warned: (status === 'passed' && unmet.length > 0) || (severity === 'warn' && (status === 'failed' || status === 'broken')),
    rerun: `infra-test run --check ${shape.id}`,
  };
}

function attemptsOf(shape: CheckShape, status: OutcomeStatus): Attempt[] {
  const before = shape.before ?? [];
  const duration = shape.durationMilliseconds ?? 14.2;
  const attempts = [...before, { status, reason: shape.reason ?? '', last: true }];
  return attempts.map((attempt, index) => ({
    number: index + 1,
    status: attempt.status,
    reason: attempt.reason,
    ...('retryReason' in attempt && attempt.retryReason ? { retryReason: attempt.retryReason } : {}),
    startedAtMilliseconds: startedAtMilliseconds + (shape.startMilliseconds ?? 900) + index * 700,
    durationMilliseconds: 'last' in attempt ? duration : 212.4,
    findings: 'last' in attempt ? (shape.findings ?? []) : [],
    measurements: 'last' in attempt ? (shape.measurements ?? []) : [],
    metrics: [],
    notes: 'last' in attempt ? (shape.notes ?? []) : [],
    ...('last' in attempt && shape.hops && { hops: shape.hops }),
    ...('last' in attempt && shape.cleanUpMilliseconds !== undefined && { cleanUpMilliseconds: shape.cleanUpMilliseconds }),
  }));
}

export function measurement(operation: string, histogram: LatencyHistogram, errors = 0): Measurement {
  return {
    operation,
    histogram: histogram.toData(),
    samplesMilliseconds: [],
    errors,
    warmup: 20,
    coldMilliseconds: 31.25,
    model: 'closed',
  };
}

export function operationRow(
  component: string,
  operation: string,
  histogram: LatencyHistogram,
  more: { readonly errors?: number; readonly targets?: readonly string[]; readonly status?: TargetStatus; readonly line?: number } = {},
): OperationRow {
  return {
    component,
    operation,
    count: histogram.count,
    errors: more.errors ?? 0,
    p50Milliseconds: histogram.quantileMilliseconds(0.5),
    p95Milliseconds: histogram.quantileMilliseconds(0.95),
    p99Milliseconds: histogram.quantileMilliseconds(0.99),
    maxMilliseconds: histogram.maxMilliseconds,
    histogram: histogram.toData(),
    targets: more.targets ?? [],
    status: more.status ?? null,
    source: { file: 'infra-test.yml', line: more.line ?? 30, column: 11 },
  };
}

export function judgedTarget(
  component: string,
  text: string,
  status: TargetStatus,
  explained: string,
  more: {
    readonly severity?: Severity;
    readonly isDefault?: boolean;
    readonly line?: number;
    readonly operations?: readonly string[];
  } = {},
): JudgedTarget {
  return {
    component,
    text,
    status,
    explained,
    severity: more.severity ?? 'fail',
    isDefault: more.isDefault ?? false,
    operations: more.operations ?? [text.split(' ')[0] ?? ''],
    source: { file: 'infra-test.yml', line: more.line ?? 30, column: 11 },
  };
}

export interface RunShape {
  readonly configFile?: string;
  readonly verdict: Verdict;
  readonly reasons?: readonly string[];
  readonly checks: readonly JudgedCheck[];
  readonly targets?: readonly JudgedTarget[];
  readonly operations?: readonly OperationRow[];
  readonly components: JudgedRun['components'];
  readonly durationMilliseconds?: number;
  readonly stoppedBy?: string;
  readonly leftovers?: JudgedRun['leftovers'];
  readonly selection?: string;
  readonly faults?: readonly string[];
  /** Since `deployedMilliseconds` before the start of the run. */
  readonly deployment?: readonly Hop[];
  readonly deployedMilliseconds?: number;
}

export function judgedRun(shape: RunShape): JudgedRun {
  return {
    runId: 'r-20261122-180411-7f3a',
    configFile: shape.configFile ?? 'infra-test.yml',
    environment: {
      name: 'local',
      stack: 'embedded',
      seed: 7,
      faults: shape.faults ?? [],
      access: 'read-write',
      chaos: 'allow',
      network: 'loopback',
    },
    components: shape.components,
    selection: shape.selection ?? '',
    verdict: shape.verdict,
    reasons: shape.reasons ?? [],
    counts: countRun(shape.checks, shape.targets ?? []),
    checks: shape.checks,
    targets: shape.targets ?? [],
    operations: shape.operations ?? [],
    startedAtMilliseconds,
    durationMilliseconds: shape.durationMilliseconds ?? 11_840,
    stoppedBy: shape.stoppedBy ?? null,
    leftovers: shape.leftovers ?? [],
    ...(shape.deployment && {
      deployments: [{ startedAtMilliseconds: startedAtMilliseconds - (shape.deployedMilliseconds ?? 0), hops: shape.deployment }],
    }),
  };
}

export function reportOf(verdict: Verdict, exitCode: number, runs: readonly JudgedRun[]): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'infra-test', version: '0.1.0' },
    verdict,
    exitCode,
    counts: sumOfEach(
      runs.map((run) => run.counts),
      countNames,
    ),
    runs,
  };
}
