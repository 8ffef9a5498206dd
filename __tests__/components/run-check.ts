import * as v from 'valibot';
import { uniqueNames } from '../../src/execute/unique-name.ts';
import type { Capabilities } from '../../src/model/capability.ts';
import type { AnyComponent, CheckContext, CheckDraft, ComponentSettings, ConnectContext, SecretKeeper } from '../../src/model/component.ts';
import { HopRecord } from '../../src/execute/hop-record.ts';
import type { Environment } from '../../src/model/environment.ts';
import type { Hop } from '../../src/model/hop.ts';
import type { NewFinding, Resource } from '../../src/model/outcome.ts';
import { LearningRedactor } from '../../src/std/learning-redactor.ts';

export const loopback: Environment = {
  name: 'test',
  stack: 'live',
  seed: 7,
  faults: [],
  access: 'read-write',
  chaos: 'forbid',
  network: 'loopback',
};

/** Severity is there when the check said one. */
export type Found = NewFinding;

/** Both doors of a component, already loaded. */
export interface Doors {
  readonly settings: ComponentSettings;
  readonly component: AnyComponent;
}

export interface ConnectOptions {
  readonly environment?: Environment;
  readonly needs?: Readonly<Record<string, Capabilities>>;
  readonly signal?: AbortSignal;
  /** What the run knows as secret; checks may add to it. */
  readonly secrets?: LearningRedactor;
}

interface RunOptions extends ConnectOptions {
  /** Which of the drafts that the options expand to; the first by default. */
  readonly draft?: string;
  readonly samples?: number;
  readonly warmup?: number;
  /** What the check is asked to measure; by default all operations of the draft but the optional ones. */
  readonly operations?: readonly string[];
  readonly timeoutMilliseconds?: number;
  readonly configDirectory?: string;
  readonly updatesSnapshots?: boolean;
}

/** What a check recorded, and the error that ended it if one did. */
export interface Recorded {
  readonly draft: CheckDraft;
  readonly findings: readonly Found[];
  readonly unmet: readonly Found[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  /** Milliseconds of counted calls by operation. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly created: readonly Resource[];
  readonly hops: readonly Hop[];
  readonly error?: unknown;
}

/** A connected component; checks run on it as execute runs them, one attempt, no conditions. */
export interface Connected extends AsyncDisposable {
  readonly connection: AsyncDisposable;
  readonly capabilities: Capabilities;
  readonly findings: readonly Found[];
  readonly notes: readonly string[];
  run(kind: string, options?: unknown, run?: RunOptions): Promise<Recorded>;
}

/** Drafts of a kind, through the settings door: what a config entry of that kind declares. */
export function expand(doors: Pick<Doors, 'settings'>, kind: string, options: unknown, declared: unknown): readonly CheckDraft[] {
  const checkKind = doors.settings.checks[kind];
  if (checkKind === undefined) throw new Error(`there is no check kind ${kind}`);
  return checkKind.expand(v.parse(checkKind.options, options), v.parse(doors.settings.with, declared));
}

/** Validates `with:` and connects: the gate. What `connect` throws is thrown. */
export async function connectComponent(doors: Doors, declared: unknown, options: ConnectOptions = {}): Promise<Connected> {
  const findings: Found[] = [];
  const notes: string[] = [];
  const secrets = options.secrets ?? new LearningRedactor([]);
  await using removals = new AsyncDisposableStack();
  const context: ConnectContext = {
    ...keeper(secrets),
    component: 'tested',
    runId: 'run-1',
    environment: options.environment ?? loopback,
    signal: options.signal ?? AbortSignal.timeout(20_000),
    needs: options.needs ?? {},
    find: (finding) => findings.push(finding),
    note: (text) => notes.push(text),
    create: async (_resource, make, remove) => {
      removals.defer(() => remove(AbortSignal.timeout(20_000)));
      return await make();
    },
    uniqueName: uniqueNames('run-1', Date.now),
  };
  const connection = await doors.component.connect(v.parse(doors.settings.with, declared), context);
  const created = removals.move();
  return {
    connection,
    capabilities: doors.component.capabilities?.(connection) ?? {},
    findings,
    notes,
    run: (kind, checkOptions = {}, run = {}) => runCheck(doors, declared, connection, kind, checkOptions, { ...options, secrets, ...run }),
    [Symbol.asyncDispose]: async () => {
      await connection[Symbol.asyncDispose]();
      await created.disposeAsync();
    },
  };
}

async function runCheck(
  doors: Doors,
  declared: unknown,
  connection: AsyncDisposable,
  kind: string,
  checkOptions: unknown,
  options: RunOptions,
): Promise<Recorded> {
  const drafts = expand(doors, kind, checkOptions, declared);
  const draft = drafts.find(({ name }) => options.draft === undefined || name === options.draft);
  if (draft === undefined) throw new Error(`no draft ${options.draft} among ${drafts.map(({ name }) => name).join(', ')}`);
  const runner = doors.component.checks[kind];
  if (runner === undefined) throw new Error(`the component has no runner for ${kind}`);
  const recorder = createRecorder(draft, options, async (resource) =>
    doors.component.remove?.(connection, resource, AbortSignal.timeout(20_000)),
  );
  try {
    await runner(connection, draft.input, recorder.context);
  } catch (error) {
    recorder.error = error;
  }
  await recorder.context.removeCreated();
  return recorder.recorded();
}

function keeper(secrets: LearningRedactor): SecretKeeper {
  return { redact: secrets.redact, keepSecret: (value) => secrets.add(value) };
}

function createRecorder(draft: CheckDraft, options: RunOptions, remove: (resource: Resource) => Promise<void>) {
  const findings: Found[] = [];
  const values: Record<string, unknown> = {};
  const metrics: Record<string, number> = {};
  const notes: string[] = [];
  const samples: Record<string, number[]> = {};
  const errors: Record<string, number> = {};
  const created: Resource[] = [];
  const left: Resource[] = [];
  const hops = new HopRecord();
  const signal = options.signal ?? AbortSignal.timeout(options.timeoutMilliseconds ?? 30_000);
  let names = 0;
  const context: CheckContext = {
    ...keeper(options.secrets ?? new LearningRedactor([])),
    configDirectory: options.configDirectory ?? '/nowhere',
    updatesSnapshots: options.updatesSnapshots ?? false,
    checkId: `tested.${draft.name}`,
    runId: 'run-1',
    environment: options.environment ?? loopback,
    signal,
    timeoutMilliseconds: options.timeoutMilliseconds ?? 30_000,
    samples: options.samples ?? 5,
    warmup: options.warmup ?? 1,
    operations: options.operations ?? (draft.operations ?? []).filter(({ optional }) => optional !== true).map(({ name }) => name),
    needs: options.needs ?? {},
    find: (finding) => findings.push(finding),
    value: (name, value) => (values[name] = value),
    metric: (name, value) => (metrics[name] = value),
    note: (text) => notes.push(text),
    sample: (operation, milliseconds) => (samples[operation] ??= []).push(milliseconds),
    measure: async (operation, measure, call) => {
      const times = (samples[operation] ??= []);
      const warmup = measure.warmup ?? context.warmup;
      let lastError: unknown;
      for (let index = 0; index < warmup + (measure.samples ?? context.samples); index++) {
        const start = performance.now();
        try {
          await call(signal, index);
          if (index >= warmup) times.push(performance.now() - start);
        } catch (error) {
          errors[operation] = (errors[operation] ?? 0) + 1;
          lastError = error;
        }
      }
      if (times.length === 0) throw lastError;
    },
    create: async (resource, make) => {
      created.push({ ...resource, component: 'tested' });
      left.push({ ...resource, component: 'tested' });
      return await make();
    },
    removeCreated: async () => {
      for (const resource of left.toReversed()) await remove(resource);
      left.splice(0);
      return [];
    },
    hop: (plan, work) => hops.run(plan, work),
    uniqueName: (prefix, separator = '_') => `${prefix}${separator}test${separator}${Date.now().toString(36)}${++names}`,
  };
  return {
    context,
    created,
    error: undefined as unknown,
    recorded(): Recorded {
      const unmet = findings.filter(({ met }) => !met);
      return {
        draft,
        findings,
        unmet,
        values,
        metrics,
        notes,
        samples,
        errors,
        created,
        hops: hops.hops(),
        ...(this.error !== undefined && { error: this.error }),
      };
    },
  };
}
