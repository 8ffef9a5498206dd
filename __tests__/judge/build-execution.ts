import type { Target } from '../../src/model/check.ts';
import type { Measurement, Metric } from '../../src/model/measurement.ts';
import type { Finding, Outcome } from '../../src/model/outcome.ts';
import type { Execution, RunHeader } from '../../src/model/run.ts';
import type { OutcomeStatus, Severity } from '../../src/model/words.ts';
import { LatencyHistogram } from '../../src/std/histogram.ts';

export interface CheckShape {
  readonly status?: OutcomeStatus;
  readonly reason?: string;
  readonly severity?: Severity;
  readonly gate?: boolean;
  readonly flaky?: boolean;
  readonly operations?: readonly string[];
  readonly findings?: readonly Finding[];
  readonly measurements?: readonly Measurement[];
  readonly metrics?: readonly Metric[];
  /** Measurements of an attempt before the last. */
  readonly earlier?: readonly Measurement[];
  /** Leaves the check without an outcome. */
  readonly isSilent?: boolean;
}

export interface RunShape {
  /** By id. */
  readonly checks?: Readonly<Record<string, CheckShape>>;
  /** By component, with or without `warn:`. */
  readonly targets?: readonly (readonly [component: string, text: string])[];
  readonly strict?: boolean;
  readonly selection?: string;
  readonly notSelected?: readonly string[];
  readonly runId?: string;
  readonly stoppedBy?: string;
  readonly environment?: string;
  readonly configFile?: string;
  readonly leftovers?: Execution['leftovers'];
}

export function samplesOf(count: number, milliseconds: number): readonly number[] {
  return Array.from({ length: count }, () => milliseconds);
}

export function measured(operation: string, samples: readonly number[], errors = 0): Measurement {
  const histogram = new LatencyHistogram();
  for (const sample of samples) histogram.record(sample);
  return { operation, histogram: histogram.toData(), samplesMilliseconds: samples, errors, warmup: 0, model: 'closed' };
}

export function finding(met: boolean, severity: Severity = 'fail', subject = 'a column'): Finding {
  return { subject, expected: 'one', actual: met ? 'one' : 'none', met, severity };
}

export function execution(shape: RunShape): Execution {
  const checks = Object.entries(shape.checks ?? {});
  return {
    header: {
      runId: shape.runId ?? 'run-1',
      configFile: shape.configFile ?? 'infra-test.yml',
      toolVersion: '0.1.0',
      environment: {
        name: shape.environment ?? 'local',
        stack: 'embedded',
        seed: 7,
        faults: [],
        access: 'read-write',
        chaos: 'allow',
        network: 'public',
      },
      components: [],
      checks: checks.map(([id, check], index) => headerCheck(id, check, index)),
      targets: (shape.targets ?? []).map(([component, text], index) => target(component, text, index)),
      selection: shape.selection ?? '',
      ...(shape.notSelected && { notSelected: shape.notSelected }),
      strict: shape.strict ?? false,
      startedAtMilliseconds: 1_000,
    },
    outcomes: checks.filter(([, { isSilent }]) => isSilent !== true).map(([id, check]) => outcome(id, check)),
    durationMilliseconds: 250,
    stoppedBy: shape.stoppedBy ?? null,
    leftovers: shape.leftovers ?? [],
  };
}

function headerCheck(id: string, shape: CheckShape, index: number): RunHeader['checks'][number] {
  return {
    id,
    component: id.split('.')[0] ?? '',
    kind: id.split('.')[1] ?? '',
    title: id,
    layer: 'unit',
    stages: ['deployment'],
    tags: [],
    severity: shape.severity ?? 'fail',
    timeoutMilliseconds: 1_000,
    retries: { count: 0, backoffMilliseconds: 0, on: [] },
    expect: [],
    operations: shape.operations ?? shape.measurements?.map(({ operation }) => operation) ?? [],
    samples: 100,
    warmup: 20,
    source: { file: 'infra-test.yml', line: index + 1, column: 1 },
    gate: shape.gate ?? false,
  };
}

function outcome(id: string, shape: CheckShape): Outcome {
  const status = shape.status ?? 'passed';
  const reason = shape.reason ?? (status === 'passed' ? '' : `${status} for a reason`);
  const attempt = { status, reason, startedAtMilliseconds: 1_000, durationMilliseconds: 5, notes: [] };
  const last = {
    ...attempt,
    number: shape.earlier === undefined ? 1 : 2,
    findings: shape.findings ?? [],
    measurements: shape.measurements ?? [],
    metrics: shape.metrics ?? [],
  };
  const earlier =
    shape.earlier === undefined ? [] : [{ ...attempt, number: 1, findings: [finding(false)], measurements: shape.earlier, metrics: [] }];
  return { checkId: id, status, reason, flaky: shape.flaky ?? false, attempts: [...earlier, last] };
}

function target(component: string, text: string, index: number): Target {
  const bare = text.replace('warn: ', '');
  const source = { file: 'infra-test.yml', line: 100 + index, column: 1 };
  return { component, text: bare, severity: bare === text ? 'fail' : 'warn', source, operations: [], isDefault: false };
}
