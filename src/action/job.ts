import { readFile } from 'node:fs/promises';
import { githubContext } from '../publish/github/context.ts';
import type { GithubContext } from '../publish/github/context.ts';
import type { RestReader } from '../publish/github/find-pull-request.ts';
import type { Github } from '../publish/github/github.ts';
import { legOf } from '../publish/github/leg.ts';
import type { Leg } from '../publish/github/leg.ts';
import { createRedactor } from '../std/redact.ts';
import type { Redact } from '../std/redact.ts';
import type { ActionInputs } from './action-inputs.ts';
import { createLog } from './log.ts';
import type { Log } from './log.ts';
import { trustOf } from './trust.ts';
import type { Trust } from './trust.ts';

/** What every mode of a step works with. */
export interface Job {
  readonly inputs: ActionInputs;
  readonly context: GithubContext;
  readonly trust: Trust;
  readonly leg: Leg;
  /** The one client of the job, made when it is first needed: importing it takes time. Rejects without a token. */
  readonly github: () => Promise<Github>;
  /** The same client, for code that only asks by route. */
  readonly requests: RestReader;
  readonly redact: Redact;
  readonly log: Log;
}

/** A job that reads other jobs' results makes a call for each of them. */
const callsOfForkReport = 80;

export async function openJob(inputs: ActionInputs, secrets: readonly string[]): Promise<Job> {
  const context = githubContext(process.env, await eventPayload(process.env['GITHUB_EVENT_PATH']), inputs.place);
  const redact = createRedactor(secrets);
  let client: Promise<Github> | undefined;
  const open = async (): Promise<Github> => {
    const { openGithub } = await import('../publish/github/github.ts');
    return openGithub({ token: inputs.token, context, ...(inputs.mode === 'fork-report' && { callsAtMost: callsOfForkReport }) });
  };
  const github = (): Promise<Github> => (client ??= open());
  return {
    inputs,
    context,
    trust: trustOf(context),
    leg: legOf(context),
    github,
    requests: { request: async (route, parameters) => (await github()).request(route, parameters) },
    redact,
    log: createLog(redact),
  };
}

/** The same job, with a log and a redactor that know the secrets of its configs. */
export function knowingSecrets(job: Job, secrets: readonly string[]): Job {
  const redact = createRedactor(secrets);
  return { ...job, redact, log: createLog(redact) };
}

/** A payload that cannot be read leaves the context empty, and an empty context is not trusted with anything. */
async function eventPayload(file: string | undefined): Promise<unknown> {
  if (!file) return undefined;
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
