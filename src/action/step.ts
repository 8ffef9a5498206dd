import { join, resolve } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import { InputError } from '../config/inputs.ts';
import { listenForInterrupt } from '../execute/interrupt.ts';
import { exitCodes } from '../judge/report.ts';
import type { History } from '../model/history.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/run.ts';
import { mergeJournals, reportJournal, runPlans } from '../pipeline.ts';
import type { RunResult } from '../pipeline.ts';
import { EmptySelection } from '../plan/empty-selection.ts';
import { ambientSecrets } from '../std/ambient-secrets.ts';
import { errorMessage } from '../std/errors.ts';
import { createRedactor } from '../std/redact.ts';
import { toolVersion } from '../version.ts';
import { readActionInputs } from './action-inputs.ts';
import type { ActionInputs } from './action-inputs.ts';
import { installEngines } from './engines.ts';
import { openJob } from './job.ts';
import type { Job } from './job.ts';
import { createLog } from './log.ts';
import { keepForLater, loadPast } from './past.ts';
import { plansOfJob } from './plans-of-job.ts';
import { publish } from './publish.ts';
import { annotate, saveState, setOutput } from './runner.ts';
import { fetchShards, shareShard } from './shards.ts';

/** The file that the runner started; the lock file of the engines is beside its folder. */
const bundle = process.argv[1] as string;

/** The step of the Action; returns its exit code. The runner's `post:` finds the saved state and has nothing left to do. */
export async function runStep(): Promise<number> {
  const secrets = ambientSecrets(process.env);
  if (process.env['STATE_started'] === 'true') return afterStep(secrets);
  saveState('started', 'true');
  try {
    const job = await openJob(readActionInputs(), secrets);
    return await modes[job.inputs.mode](job);
  } catch (problem) {
    return reportProblem(problem, secrets);
  }
}

/** What a run created it has removed itself, or its journal says so: the artifact has it. */
function afterStep(secrets: readonly string[]): number {
  createLog(createRedactor(secrets)).say('infra-test: nothing left to do.');
  return 0;
}

const modes: Readonly<Record<ActionInputs['mode'], (job: Job) => Promise<number>>> = {
  run,
  plan,
  merge,
  report: reportAgain,
  'fork-report': async (job) => {
    const { reportFork } = await import('./report-fork.ts');
    return await reportFork(job);
  },
};

async function run(opened: Job): Promise<number> {
  const { job, plans, notes } = await plansOfJob(opened);
  const { inputs, log, redact } = job;
  using interrupt = listenForInterrupt();
  const [past] = await Promise.all([loadPast(job), provideEngines(plans, job)]);
  const result = await runPlans({
    plans,
    directory: inputs.directory,
    failOn: inputs.failOn,
    stackCommand: [bundle, 'stack'],
    toolVersion,
    signal: interrupt.signal,
    progress: log.progress,
    redact,
    ...(past && { history: past }),
  });
  if (inputs.shard) log.say(`The results of this shard are shared as ${await shareShard(job, resolve(inputs.directory))}.`);
  return await finish(result, { job, notes, past });
}

async function reportAgain(job: Job): Promise<number> {
  const { directory, failOn } = job.inputs;
  return await finish(await reportJournal({ directory, failOn, redact: job.redact, toolVersion }), { job, notes: [] });
}

/** Lists what would run and contacts nothing. A plan is never split into more shards than it has checks. */
async function plan(opened: Job): Promise<number> {
  const { job, plans } = await plansOfJob(opened);
  for (const { file, checks, environment } of plans) {
    job.log.say(`${file}: ${checks.length} checks in environment ${environment.name}`);
    for (const check of checks) job.log.say(`  ${check.id} (${check.layer}) ${check.title}`);
  }
  const most = Math.max(1, ...plans.map(({ checks }) => checks.length));
  const count = Math.min(job.inputs.shards, most);
  setOutput('shards', JSON.stringify(Array.from({ length: count }, (_, index) => `${index + 1}/${count}`)));
  return exitCodes.pass;
}

/** The shards of this workflow run as one. It has no config and no secrets: journals are all it needs. */
async function merge(job: Job): Promise<number> {
  const { inputs, trust, log, redact } = job;
  const directory = resolve(inputs.directory);
  const [past, sources] = await Promise.all([loadPast(job), fetchShards(job, directory)]);
  if (sources.length === 0) throw new Error('no shard of this workflow run has left its results: either none ran, or all were stopped');
  const options = { sources, directory, failOn: inputs.failOn, toolVersion, redact, progress: log.progress };
  const result = await mergeJournals({ ...options, ...(past && { history: past }) });
  const isEmbedded = result.report.runs.some(({ environment }) => environment.stack === 'embedded');
  return await finish(result, { job, notes: isEmbedded && trust.live === 'embedded-instead' ? [trust.reason] : [], past });
}

/** Without engines the embedded endpoints that need them are reported as unavailable, each with the reason. */
async function provideEngines(plans: readonly Plan[], { log }: Job): Promise<void> {
  if (plans.every((plan) => plan.environment.stack === 'live') || process.env['INFRA_TEST_ENGINES']) return;
  try {
    process.env['INFRA_TEST_ENGINES'] = await installEngines({
      lockDirectory: join(bundle, '..', '..', 'engines'),
      toolCache: process.env['RUNNER_TOOL_CACHE'],
      say: (text) => log.say(text),
    });
  } catch (problem) {
    annotate('warning', errorMessage(problem));
  }
}

interface Ending {
  readonly job: Job;
  readonly notes: readonly string[];
  readonly past?: History | undefined;
}

async function finish({ report, files }: RunResult, { job, notes, past }: Ending): Promise<number> {
  const outputs = await publish({ report, files, directory: resolve(job.inputs.directory), notes }, job);
  writeOutputs(outputs, job);
  await keepForLater(job, past, report);
  job.log.say(verdictLine(report));
  return report.exitCode;
}

/** GitHub drops an output that holds a masked value, without an error: what reads it should know why it is empty. */
function writeOutputs(outputs: Readonly<Record<string, string>>, { redact, log }: Job): void {
  for (const [name, value] of Object.entries(outputs)) {
    const shown = redact(value);
    if (shown !== value) log.say(`The output ${name} holds a secret, which is masked in it.`);
    setOutput(name, shown);
  }
}

function verdictLine({ verdict, counts }: Report): string {
  return `infra-test ${verdict}: ${counts.passed} passed, ${counts.failed} failed, ${counts.broken} broken, ${counts.skipped} skipped, ${counts.warned} warnings`;
}

/** Mistakes of the config become annotations at their place; anything else is ours and is broken. */
function reportProblem(problem: unknown, secrets: readonly string[]): number {
  const redact = createRedactor(secrets);
  const exitWith = (code: number): number => {
    setOutput('exit-code', String(code));
    return code;
  };
  if (problem instanceof ConfigError) {
    for (const { source, message } of problem.problems)
      annotate('error', redact(message), { title: 'infra-test config', file: source.file, line: source.line, column: source.column });
    return exitWith(exitCodes.badConfig);
  }
  const isUsage = problem instanceof InputError || problem instanceof EmptySelection;
  annotate('error', redact(errorMessage(problem)), { title: isUsage ? 'infra-test input' : 'infra-test itself failed' });
  if (!isUsage) setOutput('verdict', 'broken');
  return exitWith(isUsage ? exitCodes.badConfig : exitCodes.broken);
}
