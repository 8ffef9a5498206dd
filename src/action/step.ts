import { join, resolve } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import { InputError } from '../config/inputs.ts';
import { listenForInterrupt } from '../execute/interrupt.ts';
import { exitCodes } from '../judge/report.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/run.ts';
import { plansOfInputs, reportJournal, runPlans, secretsOf } from '../pipeline.ts';
import type { RunResult } from '../pipeline.ts';
import { EmptySelection } from '../plan/empty-selection.ts';
import { errorMessage } from '../std/errors.ts';
import { toolVersion } from '../version.ts';
import { readActionInputs } from './action-inputs.ts';
import type { ActionInputs } from './action-inputs.ts';
import { installEngines } from './engines.ts';
import { logProgress, say } from './log.ts';
import { publish } from './publish.ts';
import { annotate, maskSecret, saveState, setOutput } from './runner.ts';

/** The file that the runner started; the lock file of the engines is beside its folder. */
const bundle = process.argv[1] as string;

/** The step of the Action; returns its exit code. The runner's `post:` finds the saved state and has nothing left to do. */
export async function runStep(): Promise<number> {
  if (process.env['STATE_started'] === 'true') return afterStep();
  saveState('started', 'true');
  try {
    return await actOn(readActionInputs());
  } catch (problem) {
    return reportProblem(problem);
  }
}

/** What a run created it has removed itself, or its journal says so: the artifact has it. */
function afterStep(): number {
  say('infra-test: nothing left to do.');
  return 0;
}

async function actOn(inputs: ActionInputs): Promise<number> {
  if (inputs.mode === 'report') return await finish(await reportJournal({ ...inputs, toolVersion }), inputs);
  const plans = await plansFor(inputs);
  if (inputs.mode === 'plan') return showPlans(plans);
  using interrupt = listenForInterrupt();
  await provideEngines(plans);
  const { directory, failOn } = inputs;
  const stackCommand = [bundle, 'stack'];
  const result = await runPlans({ plans, directory, failOn, stackCommand, toolVersion, signal: interrupt.signal, progress: logProgress() });
  return await finish(result, inputs);
}

async function plansFor(inputs: ActionInputs): Promise<readonly Plan[]> {
  const plans = await plansOfInputs(inputs);
  for (const secret of secretsOf(plans)) maskSecret(secret);
  for (const plan of plans) for (const text of plan.warnings) annotate('warning', text, { file: plan.file });
  return plans;
}

function showPlans(plans: readonly Plan[]): number {
  for (const plan of plans) {
    say(`${plan.file}: ${plan.checks.length} checks in environment ${plan.environment.name}`);
    for (const check of plan.checks) say(`  ${check.id} (${check.layer}) ${check.title}`);
  }
  return 0;
}

/** Without engines the embedded endpoints that need them are reported as unavailable, each with the reason. */
async function provideEngines(plans: readonly Plan[]): Promise<void> {
  if (plans.every((plan) => plan.environment.stack === 'live') || process.env['INFRA_TEST_ENGINES']) return;
  try {
    process.env['INFRA_TEST_ENGINES'] = await installEngines({
      lockDirectory: join(bundle, '..', '..', 'engines'),
      toolCache: process.env['RUNNER_TOOL_CACHE'],
      say,
    });
  } catch (problem) {
    annotate('warning', errorMessage(problem));
  }
}

async function finish({ report, files }: RunResult, inputs: ActionInputs): Promise<number> {
  const outputs = await publish(report, files, resolve(inputs.directory), inputs);
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  say(verdictLine(report));
  return report.exitCode;
}

function verdictLine({ verdict, counts }: Report): string {
  return `infra-test ${verdict}: ${counts.passed} passed, ${counts.failed} failed, ${counts.broken} broken, ${counts.skipped} skipped, ${counts.warned} warnings`;
}

/** Mistakes of the config become annotations at their place; anything else is ours and is broken. */
function reportProblem(problem: unknown): number {
  if (problem instanceof ConfigError) {
    for (const { source, message } of problem.problems)
      annotate('error', message, { title: 'infra-test config', file: source.file, line: source.line, column: source.column });
    setOutput('exit-code', String(exitCodes.badConfig));
    return exitCodes.badConfig;
  }
  const isUsage = problem instanceof InputError || problem instanceof EmptySelection;
  annotate('error', errorMessage(problem), { title: isUsage ? 'infra-test input' : 'infra-test itself failed' });
  setOutput('exit-code', String(isUsage ? exitCodes.badConfig : exitCodes.broken));
  return isUsage ? exitCodes.badConfig : exitCodes.broken;
}
