import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registry as allComponents } from './components/registry.ts';
import { ConfigError } from './config/config-error.ts';
import { atEndpoint } from './config/endpoint.ts';
import { findConfigs } from './config/find-configs.ts';
import type { RunInputs } from './config/inputs.ts';
import { loadSuite } from './config/load.ts';
import type { LoadOptions, SuiteOptions } from './config/load.ts';
import { DeploymentRecord } from './execute/deployment-record.ts';
import { embeddedStack } from './execute/embedded-stack.ts';
import { execute } from './execute/execute.ts';
import { Journal } from './execute/journal.ts';
import { clearJournal, journalName } from './execute/leftover-journal.ts';
import { mergeJournalFiles } from './execute/merge-journals.ts';
import type { Progress } from './execute/progress.ts';
import { replayJournal } from './execute/replay.ts';
import { newRunId } from './execute/run-id.ts';
import { withUnavailable } from './execute/unavailable.ts';
import { judgeRun } from './judge/judge.ts';
import { combineRuns } from './judge/report.ts';
import type { FailOn } from './judge/report.ts';
import type { AnyComponent, Registry } from './model/component.ts';
import type { History } from './model/history.ts';
import type { Plan, Suite } from './model/plan.ts';
import type { Execution, Report } from './model/run.ts';
import { planSuites } from './plan/plan-suites.ts';
import type { Selection } from './plan/selection.ts';
import { shardOf } from './plan/shard.ts';
import { writeReports } from './publish/files.ts';
import { redactReport } from './report/redact-report.ts';
import { ambientSecrets } from './std/ambient-secrets.ts';
import { createRedactor } from './std/redact.ts';
import type { Redact } from './std/redact.ts';

export interface RunResult {
  readonly report: Report;
  /** Absolute paths of the reports. */
  readonly files: readonly string[];
}

/** What to load and how: the same for every config of an invocation. */
export interface LoadRequest extends Omit<LoadOptions, 'file' | 'registry'> {
  readonly files: readonly string[];
  readonly registry?: Registry;
  readonly selection: Selection;
  /** What one file is loaded with besides, such as the environments of a trusted branch. */
  readonly optionsOf?: (file: string) => Promise<Partial<SuiteOptions>>;
}

export interface RunRequest {
  readonly plans: readonly Plan[];
  readonly registry?: Registry;
  readonly failOn?: FailOn;
  /** Where the journal and the reports are written. */
  readonly directory: string;
  /** Command line of the process that runs the embedded stack; the request is added as the last argument. */
  readonly stackCommand: readonly string[];
  readonly toolVersion: string;
  readonly signal: AbortSignal;
  readonly progress?: Progress;
  /** Records what checks would compare with: for a terminal, never for a pipeline, which would approve its own changes. */
  readonly updatesSnapshots?: boolean;
  /** Recent runs of the target branch, for `baseline` and for what is new. */
  readonly history?: History;
  /** Takes secrets out of the report; absent: one that knows the secrets of the plans. */
  readonly redact?: Redact;
}

/**
 * config -> plan. Reads every config before anything is contacted, so that a bad one costs nothing.
 * Throws `ConfigError` with the problems of all files, or `EmptySelection`.
 * @public the benchmark calls it with a registry of its own, from `lib/`
 */
export async function loadPlans({
  files,
  selection,
  registry = allComponents,
  optionsOf,
  ...options
}: LoadRequest): Promise<readonly Plan[]> {
  const loaded = await Promise.allSettled(
    files.map(async (file) => loadSuite({ file, registry, ...options, ...(await optionsOf?.(file)) })),
  );
  const errors = loaded.filter((result) => result.status === 'rejected').map((result) => result.reason as unknown);
  const foreign = errors.find((error) => !(error instanceof ConfigError));
  if (foreign !== undefined) throw foreign;
  if (errors.length > 0) throw new ConfigError((errors as ConfigError[]).flatMap((error) => error.problems));
  return planSuites(
    loaded.filter((result) => result.status === 'fulfilled').map((result) => result.value),
    selection,
  );
}

interface InputOptions extends Pick<LoadRequest, 'optionsOf'> {
  /** Narrows to these check ids. */
  readonly lastFailed?: readonly string[];
}

/** `loadPlans` for what a user typed, on a terminal or as inputs of the Action. */
export async function plansOfInputs(inputs: RunInputs, { lastFailed, optionsOf }: InputOptions = {}): Promise<readonly Plan[]> {
  const { configs, selection, environment, stack, overrides, shard } = inputs;
  const plans = await loadPlans({
    files: await findConfigs(configs),
    selection: { ...selection, ...(lastFailed && { lastFailed }) },
    ...(environment && { environment }),
    ...(stack && { stack }),
    overrides,
    variables: process.env,
    secrets: ambientSecrets(process.env),
    ...(optionsOf && { optionsOf }),
  });
  return shard ? plans.map((plan) => shardOf(plan, shard.number, shard.count)) : plans;
}

/** execute -> judge -> report -> publish. Never throws for what a component does: that is an outcome in the report. */
export async function runPlans(request: RunRequest): Promise<RunResult> {
  const kept = clearJournal(request.directory);
  if (kept) request.progress?.note?.(`An earlier run left resources behind: its journal is kept as ${kept}.`);
  const executions: Execution[] = [];
  for (const plan of request.plans) executions.push(await executePlan(plan, request));
  return await reportExecutions(executions, { redact: createRedactor(secretsOf(request.plans)), ...request });
}

/** judge -> report -> publish of what a journal holds: complete, or cut off by a SIGKILL. Throws when it cannot be read. */
export async function reportJournal(request: Pick<RunRequest, 'directory' | 'failOn' | 'toolVersion' | 'redact'>): Promise<RunResult> {
  return await reportExecutions(replayJournal(await readFile(join(request.directory, journalName), 'utf8')), request);
}

/** What `mergeJournals` is asked for. */
export interface MergeRequest extends Pick<RunRequest, 'directory' | 'failOn' | 'toolVersion' | 'progress' | 'history' | 'redact'> {
  /** Journals of shards, or folders that hold some. */
  readonly sources: readonly string[];
}

/** merge -> judge -> report -> publish of the journals of shards. Throws when they cannot be read or put together. */
export async function mergeJournals({ sources, ...request }: MergeRequest): Promise<RunResult> {
  const note = (text: string): void => request.progress?.note?.(text);
  return await reportExecutions(await mergeJournalFiles({ sources, directory: request.directory, note }), request);
}

async function reportExecutions(
  executions: readonly Execution[],
  request: Pick<RunRequest, 'directory' | 'failOn' | 'toolVersion' | 'history' | 'redact'>,
): Promise<RunResult> {
  const { directory, failOn, toolVersion, history, redact = createRedactor(ambientSecrets(process.env)) } = request;
  const runs = executions.map((execution) => judgeRun(execution, history ? { history } : {}));
  const report = redactReport(combineRuns(runs, { name: 'infra-test', version: toolVersion }, failOn), redact);
  return { report, files: await writeReports(directory, report) };
}

async function executePlan(plan: Plan, request: RunRequest): Promise<Execution> {
  const { registry = allComponents, stackCommand, signal, toolVersion, progress, updatesSnapshots = false } = request;
  const deployment = new DeploymentRecord();
  await using stack = await embeddedStack(plan, { stackCommand, signal, deployment, ...(progress && { progress }) });
  const components = await Promise.all(plan.components.map((component) => atEndpoint(component, stack?.endpoints ?? [], registry)));
  using journal = Journal.open(join(request.directory, journalName));
  const load = withUnavailable((uses) => loadComponent(registry, uses), stack?.unavailable ?? []);
  const planned = { ...plan, components };
  const options = { plan: planned, runId: newRunId(), toolVersion, load, journal, signal, updatesSnapshots, deployment };
  return await execute({ ...options, ...(stack && { tearDown: () => stack.end() }), ...(progress && { progress }) });
}

function loadComponent(registry: Registry, uses: string): Promise<AnyComponent> {
  const entry = registry[uses];
  if (entry === undefined) throw new Error(`no component is called ${uses}`);
  return entry.component();
}

/** Values that must never be printed, of all suites. */
export function secretsOf(suites: readonly Suite[]): readonly string[] {
  return [...new Set(suites.flatMap((suite) => suite.secrets))];
}
