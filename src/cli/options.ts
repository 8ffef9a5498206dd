import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { InputError, readInputs } from '../config/inputs.ts';
import type { RunInputs } from '../config/inputs.ts';
import { plansOfInputs } from '../pipeline.ts';
import type { Plan } from '../model/plan.ts';
import { idsToRunAgain } from '../report/ids-to-run-again.ts';
import { errorMessage } from '../std/errors.ts';

/** Flags as the argument parser gives them. */
export interface RunFlags {
  readonly config?: readonly string[];
  readonly environment?: string;
  readonly layer?: readonly string[];
  readonly stage?: readonly string[];
  readonly component?: readonly string[];
  readonly tag?: readonly string[];
  readonly check?: readonly string[];
  readonly lastFailed?: boolean;
  readonly stack?: string;
  readonly retries?: string;
  readonly timeout?: string;
  readonly concurrency?: string;
  readonly strict?: boolean;
  readonly failOn?: string;
  readonly outputDirectory?: string;
  readonly shard?: string;
  readonly history?: string;
  readonly updateHistory?: boolean;
  readonly updateSnapshots?: boolean;
  readonly json?: boolean;
}

export function addSelectionOptions(command: Command): Command {
  return command
    .option('-c, --config <path...>', 'config files or globs (default: infra-test.yml)')
    .option('-e, --environment <name>', 'environment of the config')
    .option('--layer <name...>', 'unit, integration, e2e, performance, security, disaster-recovery')
    .option('--stage <name...>', 'pre-deployment, deployment, post-deployment, monitoring')
    .option('--component <name...>', 'components of the config')
    .option('--tag <name...>', 'checks with one of these tags')
    .option('--check <id...>', 'check ids, * stands for any characters')
    .option('--last-failed', 'only what did not pass in the last run')
    .option('--stack <kind>', 'embedded or live, whatever the environment says')
    .option('--retries <count>', 'retries after transport errors, for every check')
    .option('--timeout <duration>', 'deadline of one attempt, for every check, such as 30s')
    .option('--concurrency <count>', 'checks of one component that run at the same time')
    .option('--shard <number/count>', 'one part of the checks, such as 2/4; infra-test merge puts the parts together')
    .option('--strict', 'a target that too few samples decide is broken instead of a warning')
    .option('--fail-on <what>', 'failed, warn or flaky', 'failed')
    .option('-o, --output-directory <directory>', 'where journal and reports go', '.infra-test');
}

export function inputsOf(flags: RunFlags): RunInputs {
  const joined = (values: readonly string[] | undefined): string => (values ?? []).join('\n');
  return readInputs({
    config: joined(flags.config),
    environment: flags.environment ?? '',
    layers: joined(flags.layer),
    stages: joined(flags.stage),
    components: joined(flags.component),
    tags: joined(flags.tag),
    checks: joined(flags.check),
    stack: flags.stack ?? '',
    retries: flags.retries ?? '',
    timeout: flags.timeout ?? '',
    concurrency: flags.concurrency ?? '',
    strict: flags.strict ? 'true' : '',
    'fail-on': flags.failOn ?? '',
    'output-directory': flags.outputDirectory ?? '',
    shard: flags.shard ?? '',
  });
}

/** Plans of all configs that the flags name. Throws `InputError`, `ConfigError` or `EmptySelection`. */
export async function plansOf(flags: RunFlags): Promise<readonly Plan[]> {
  const inputs = inputsOf(flags);
  return plansOfInputs(inputs, flags.lastFailed ? { lastFailed: await lastFailedIds(inputs.directory) } : {});
}

async function lastFailedIds(directory: string): Promise<readonly string[]> {
  const file = join(directory, 'results.json');
  try {
    return idsToRunAgain(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new InputError(`--last-failed reads ${file}: ${errorMessage(error)}`, { cause: error });
  }
}
