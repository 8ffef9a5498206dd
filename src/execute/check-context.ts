import type { Capabilities } from '../model/capability.ts';
import type { Check } from '../model/check.ts';
import type { AnyComponent, CheckContext, ConnectContext, MeasureOptions } from '../model/component.ts';
import type { Environment } from '../model/environment.ts';
import type { Finding, Resource } from '../model/outcome.ts';
import { Skip } from '../std/errors.ts';
import { NotSent, runLoad } from '../std/load.ts';
import type { AttemptContext, Tried } from './attempt.ts';
import type { CreatedResources } from './created-resources.ts';
import type { Recording } from './recording.ts';

/** What all contexts of a run share. */
export interface RunFacts {
  readonly runId: string;
  readonly environment: Environment;
  readonly uniqueName: (prefix: string, separator?: '_' | '-') => string;
}

type Needs = Readonly<Record<string, Capabilities>>;

export function makeConnectContext(run: RunFacts, component: string, needs: Needs, attempt: AttemptContext): ConnectContext {
  return {
    component,
    runId: run.runId,
    environment: run.environment,
    signal: attempt.signal,
    needs,
    ...recorders(attempt.recording),
  };
}

export interface CheckContextParts {
  readonly run: RunFacts;
  readonly check: Tried & Pick<Check, 'id' | 'operations'>;
  readonly component: AnyComponent;
  readonly needs: Needs;
  readonly attempt: AttemptContext;
  readonly resources: CreatedResources;
}

export function makeCheckContext(parts: CheckContextParts): CheckContext {
  const { run, check, attempt } = parts;
  const { recording, signal } = attempt;
  return {
    checkId: check.id,
    runId: run.runId,
    environment: run.environment,
    signal,
    timeoutMilliseconds: check.timeoutMilliseconds,
    samples: check.samples,
    warmup: check.warmup,
    operations: check.operations,
    needs: parts.needs,
    ...recorders(recording),
    value(name, value) {
      recording.ensureOpen();
      recording.setValue(name, value);
    },
    metric: (name, value, unit) => recordMetric(recording, name, value, unit),
    measure: (operation, options, call) => measure({ check, attempt, operation, options, call }),
    sample(operation, milliseconds) {
      recording.ensureOpen();
      recording.operation(operation).record(milliseconds);
    },
    create: (resource, make) => create(parts, resource, make),
    uniqueName: run.uniqueName,
  };
}

function recorders(recording: Recording): Pick<ConnectContext, 'find' | 'note'> {
  return {
    find(finding: Omit<Finding, 'severity'>) {
      recording.ensureOpen();
      recording.findings.push({ ...finding, severity: 'fail' });
    },
    note(text: string) {
      recording.ensureOpen();
      recording.notes.push(text);
    },
  };
}

/** NaN would pass no comparison and fail none, and JSON has no word for it: it is refused where it is made. */
function recordMetric(recording: Recording, name: string, value: number, unit: string | undefined): void {
  recording.ensureOpen();
  if (!Number.isFinite(value)) throw new RangeError(`expected a finite number for metric ${name}, got ${value}`);
  // JSON writes -0 as 0; a replayed journal must equal what was live.
  recording.metrics.push({ name, value: value === 0 ? 0 : value, ...(unit === undefined ? {} : { unit }) });
}

interface MeasureParts {
  readonly check: Tried;
  readonly attempt: AttemptContext;
  readonly operation: string;
  readonly options: MeasureOptions;
  readonly call: (signal: AbortSignal, index: number) => Promise<unknown>;
}

async function measure({ check, attempt, operation, options, call }: MeasureParts): Promise<void> {
  const { recording, signal } = attempt;
  recording.ensureOpen();
  const record = recording.operation(operation);
  const warmup = options.warmup ?? check.warmup;
  const seen = { answered: 0, lastError: undefined as unknown };
  record.warmup += warmup;
  if (options.ratePerSecond !== undefined) record.model = 'open';
  await runLoad({
    samples: options.samples ?? check.samples,
    warmup,
    ...(options.ratePerSecond === undefined ? {} : { ratePerSecond: options.ratePerSecond }),
    signal,
    call,
    onLatency: (milliseconds) => {
      if (recording.isOver) return;
      seen.answered += 1;
      record.record(milliseconds);
    },
    onError: (error) => {
      if (recording.isOver) return;
      record.errors += 1;
      if (!(error instanceof NotSent) || seen.lastError === undefined) seen.lastError = error;
    },
    onCold: (milliseconds) => {
      record.coldMilliseconds ??= milliseconds;
    },
  });
  signal.throwIfAborted();
  if (seen.answered === 0) throw seen.lastError;
}

async function create<T>(parts: CheckContextParts, announced: Omit<Resource, 'component'>, make: () => Promise<T>): Promise<T> {
  const { attempt, check, component, resources, run } = parts;
  attempt.recording.ensureOpen();
  attempt.signal.throwIfAborted();
  if (run.environment.access === 'read-only') throw new Skip(`environment ${run.environment.name} is read-only`);
  if (component.remove === undefined) {
    throw new Error(`component ${check.component} cannot remove what it creates, so nothing was created: it has no "remove"`);
  }
  return resources.create({ component: check.component, kind: announced.kind, name: announced.name }, make);
}
