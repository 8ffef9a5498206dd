import type { ReportPart } from '../../src/model/part.ts';
import type { Verdict } from '../../src/model/words.ts';
import { githubContext } from '../../src/publish/github/context.ts';
import type { GithubContext } from '../../src/publish/github/context.ts';
import { type Github, type GithubOptions, openGithub } from '../../src/publish/github/github.ts';
import { headSha, jobToken } from './github-world.ts';
import type { LocalGithub } from './local-github.ts';

const noCounts = { total: 1, passed: 1, failed: 0, broken: 0, skipped: 0, warned: 0, flaky: 0 };

export interface PartOptions {
  readonly attempt?: number;
  readonly verdict?: Verdict;
  readonly runs?: ReportPart['runs'];
}

export function buildPart(leg: string, { attempt = 1, verdict = 'pass', runs = [] }: PartOptions = {}): ReportPart {
  return {
    schemaVersion: 1,
    toolVersion: '0.0.0',
    leg: { identity: leg, name: leg, checkRunId: '' },
    githubRunId: '900',
    attempt,
    verdict,
    counts: noCounts,
    notes: [],
    runs,
    leftOut: {},
  };
}

export function buildPartRun(facts: Partial<ReportPart['runs'][number]>): ReportPart['runs'][number] {
  return {
    configFile: 'infra-test.yml',
    environment: 'local',
    stack: 'embedded',
    verdict: 'pass',
    reasons: [],
    counts: noCounts,
    durationMilliseconds: 1,
    changes: [],
    problems: [],
    operations: [],
    components: [],
    ...facts,
  };
}

/** A job of the pull request 7 of octo/repo; `run` is its number and attempt. */
export function jobContext(
  github: { readonly url: string },
  { number = 12, attempt = 1, checkRunId = '11', event = 'pull_request' } = {},
): GithubContext {
  const variables = {
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_EVENT_NAME: event,
    GITHUB_REPOSITORY: 'octo/repo',
    GITHUB_RUN_ID: '900',
    GITHUB_RUN_NUMBER: String(number),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_JOB: 'test',
    GITHUB_ACTION: 'step',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_WORKFLOW_REF: 'octo/repo/.github/workflows/pr.yml@refs/pull/7/merge',
  };
  const pullRequest = { number: 7, head: { sha: headSha, ref: 'fix', repo: { full_name: 'octo/repo' } }, base: { ref: 'main' } };
  return githubContext(variables, event === 'pull_request' ? { pull_request: pullRequest } : {}, { checkRunId, matrix: 'null' });
}

/** A client in a hurry: a second is a few milliseconds, deadlines are as long as they are. */
export function fastClient(github: LocalGithub, options: Partial<GithubOptions> = {}): Github {
  return openGithub({ token: jobToken, context: jobContext(github), secondMilliseconds: 3, ...options });
}
