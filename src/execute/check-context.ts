import type { Capabilities } from '../model/capability.ts';
import type { Check } from '../model/check.ts';
import type { AnyComponent, CheckContext, ConnectContext, MeasureOptions, SecretKeeper } from '../model/component.ts';
import type { Environment } from '../model/environment.ts';
import type { NewFinding, Resource } from '../model/outcome.ts';
import { Skip } from '../std/errors.ts';
import { NotSent, runLoad } from '../std/load.ts';
import type { LearningRedactor } from '../std/learning-redactor.ts';
import type { AttemptContext, Tried } from './attempt.ts';
import type { CreatedResources } from './created-resources.ts';
import type { Recording } from './recording.ts';
import type { StopControl } from './stop.ts';

/** What all contexts of a run share. */
export interface RunFacts {
  readonly runId: string;
  readonly environment: Environment;
  readonly uniqueName: (prefix: string, separator?: '_' | '-') => string;
  readonly secrets: LearningRedactor;
  readonly configDirectory: string;
  readonly updatesSnapshots: boolean;
}

type Needs = Readonly<Record<string, Capabilities>>;

export interface ConnectContextParts {
  readonly run: RunFacts;
  readonly component: string;
  readonly needs: Needs;
  readonly attempt: AttemptContext;
  readonly resources: CreatedResources;
}

export function makeConnectContext({ run, component, needs, attempt, resources }: ConnectContextParts): ConnectContext {
  return {
    component,
    runId: run.runId,
    environment: run.environment,
    signal: attempt.signal,
    needs,
    ...keeper(run),
    ...recorders(attempt.recording),
    async create({ kind, name }, make, remove) {
      refuseCreation(run, attempt);
      return await resources.create({ component, kind, name }, make, remove);
    },
    uniqueName: run.uniqueName,
  };
}

export interface CheckContextParts {
  readonly run: RunFacts;
  readonly check: Tried & Pick<Check, 'id' | 'operations'>;
  readonly needs: Needs;
  readonly attempt: AttemptContext;
  readonly resources: CreatedResources;
  readonly component: AnyComponent;
  readonly connection: AsyncDisposable;
  readonly stop: StopControl;
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
    configDirectory: run.configDirectory,
    updatesSnapshots: run.updatesSnapshots,
    ...keeper(run),
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
    removeCreated: () => parts.resources.removeAll(parts.stop),
    async hop(plan, work) {
      recording.ensureOpen();
      return await recording.hops.run(plan, work);
    },
    uniqueName: run.uniqueName,
  };
}

function keeper({ secrets }: RunFacts): SecretKeeper {
  return { redact: secrets.redact, keepSecret: (value) => secrets.add(value) };
}

function recorders(recording: Recording): Pick<ConnectContext, 'find' | 'note'> {
  return {
    find(finding: NewFinding) {
      recording.ensureOpen();
      recording.findings.push({ severity: 'fail', ...finding });
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
  const { attempt, check, component, connection, resources, run } = parts;
  refuseCreation(run, attempt);
  if (component.remove === undefined) {
    throw new Error(`component ${check.component} cannot remove what it creates, so nothing was created: it has no "remove"`);
  }
  const resource = { component: check.component, kind: announced.kind, name: announced.name };
  return resources.create(resource, make, async (signal) => await component.remove?.(connection, resource, signal));
}

function refuseCreation({ environment }: RunFacts, { recording, signal }: AttemptContext): void {
  recording.ensureOpen();
  signal.throwIfAborted();
  if (environment.access === 'read-only') throw new Skip(`environment ${environment.name} is read-only`);
}
