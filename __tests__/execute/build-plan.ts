import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../../src/execute/execute.ts';
import type { ExecuteOptions } from '../../src/execute/execute.ts';
import { Journal } from '../../src/execute/journal.ts';
import type { Check, Target } from '../../src/model/check.ts';
import type { AnyComponent, CheckContext, ConnectContext } from '../../src/model/component.ts';
import type { Environment } from '../../src/model/environment.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Plan, PlannedComponent } from '../../src/model/plan.ts';
import type { Execution, JournalEntry } from '../../src/model/run.ts';
import { stages } from '../../src/model/words.ts';

const source = { file: 'infra-test.yml', line: 1, column: 1 };

/** A check of the component before the first dot of its id; its kind is the part behind it. */
export function aCheck(id: string, fields: Partial<Check> = {}): Check {
  const [component = '', ...kind] = id.split('.');
  return {
    id,
    component,
    kind: kind.join('.'),
    title: `title of ${id}`,
    layer: 'integration',
    stages,
    tags: [],
    severity: 'fail',
    timeoutMilliseconds: 10_000,
    retries: { count: 0, backoffMilliseconds: 1, on: ['network', 'timeout', '5xx', '429'] },
    input: undefined,
    expect: [],
    operations: [],
    samples: 5,
    warmup: 0,
    source,
    gate: false,
    ...fields,
  };
}

export function aGate(component: string, fields: Partial<Check> = {}): Check {
  return aCheck(`${component}.connection`, { layer: 'unit', gate: true, ...fields });
}

export function conditions(...texts: readonly string[]): Check['expect'] {
  return texts.map((text) => ({
    text: text.replace(/^warn: /, ''),
    severity: text.startsWith('warn: ') ? ('warn' as const) : ('fail' as const),
    source,
  }));
}

export function aPlannedComponent(name: string, fields: Partial<PlannedComponent> = {}): PlannedComponent {
  return { name, uses: name, declared: {}, settings: {}, address: `${name}.example.test`, needs: [], concurrency: 4, ...fields };
}

export function aTarget(component: string, text: string, operations: readonly string[] = []): Target {
  return { component, text, operations, isDefault: false, severity: 'fail', source };
}

const environment: Environment = {
  name: 'test',
  stack: 'live',
  seed: 7,
  faults: [],
  access: 'read-write',
  chaos: 'forbid',
  network: 'loopback',
};

export interface PlanFields extends Partial<Omit<Plan, 'environment'>> {
  readonly environment?: Partial<Environment>;
}

export function aPlan(checks: readonly Check[], fields: PlanFields = {}): Plan {
  const names = [...new Set(checks.map((check) => check.component))];
  return {
    file: 'infra-test.yml',
    components: names.map((name) => aPlannedComponent(name)),
    checks,
    targets: [],
    warnings: [],
    secrets: [],
    runTimeoutMilliseconds: 60_000,
    strict: false,
    selection: '',
    ...fields,
    environment: { ...environment, ...fields.environment },
  };
}

export interface ComponentParts {
  readonly connect?: (context: ConnectContext, settings: unknown) => Promise<void> | void;
  readonly close?: () => Promise<void> | void;
  readonly checks?: Readonly<Record<string, (context: CheckContext, input: unknown) => Promise<void> | void>>;
  readonly remove?: AnyComponent['remove'];
  readonly capabilities?: AnyComponent['capabilities'];
  readonly disturbing?: readonly string[];
}

/** A component written out in a test; its connection is a plain object. */
export function aComponent({ connect, close, checks = {}, ...rest }: ComponentParts): AnyComponent {
  return {
    async connect(settings, context) {
      await connect?.(context, settings);
      return { [Symbol.asyncDispose]: async () => close?.() };
    },
    checks: Object.fromEntries(
      Object.entries(checks).map(([kind, run]) => [
        kind,
        async (_connection: unknown, input: unknown, context: CheckContext) => run(context, input),
      ]),
    ),
    ...(rest.remove === undefined ? {} : { remove: rest.remove }),
    ...(rest.capabilities === undefined ? {} : { capabilities: rest.capabilities }),
    ...(rest.disturbing === undefined ? {} : { disturbing: rest.disturbing }),
  };
}

export interface RunResult {
  readonly execution: Execution;
  readonly text: string;
  readonly entries: readonly JournalEntry[];
  readonly outcome: (id: string) => Outcome;
}

/** Executes a plan against components by kind, with a journal of its own. */
export async function run(
  plan: Plan,
  components: Readonly<Record<string, AnyComponent>>,
  options: Partial<ExecuteOptions> = {},
): Promise<RunResult> {
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-run-'));
  const file = join(directory, 'journal.ndjson');
  try {
    const execution = await executeWith(file, plan, components, options);
    const text = readFileSync(file, 'utf8');
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as JournalEntry);
    return { execution, text, entries, outcome: (id) => outcomeOf(execution, id) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function executeWith(
  file: string,
  plan: Plan,
  components: Readonly<Record<string, AnyComponent>>,
  options: Partial<ExecuteOptions>,
): Promise<Execution> {
  using journal = Journal.open(file);
  return await execute({
    plan,
    runId: `run-${randomUUID()}`,
    toolVersion: '0.0.0',
    journal,
    signal: new AbortController().signal,
    async load(uses) {
      const component = components[uses];
      if (component === undefined) throw new Error(`no component ${uses}`);
      return component;
    },
    ...options,
  });
}

function outcomeOf({ outcomes }: Execution, id: string): Outcome {
  const outcome = outcomes.find(({ checkId }) => checkId === id);
  if (outcome === undefined) throw new Error(`no outcome of ${id}`);
  return outcome;
}
