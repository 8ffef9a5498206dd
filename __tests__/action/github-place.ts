import { githubContext } from '../../src/publish/github/context.ts';
import type { GithubContext } from '../../src/publish/github/context.ts';

export const headSha = 'c0ffee'.padEnd(40, '0');

/** A context as the runner and an event give it, for the repository octo/repo with the default branch main. */
export function place(event: string, payload: object = {}, variables: Readonly<Record<string, string>> = {}): GithubContext {
  return githubContext(
    {
      GITHUB_EVENT_NAME: event,
      GITHUB_REPOSITORY: 'octo/repo',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_ACTOR: 'ada',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_RUN_ID: '900',
      ...variables,
    },
    { repository: { default_branch: 'main' }, ...payload },
    { checkRunId: '', matrix: 'null' },
  );
}

/** `null` is a fork that was deleted. */
export function pullRequestOf(headRepository: string | null): object {
  const repo = headRepository === null ? null : { full_name: headRepository };
  return { pull_request: { number: 7, head: { sha: headSha, ref: 'fix', repo }, base: { ref: 'main' } } };
}

export function workflowRunOf(headRepository: string | null, event = 'pull_request', actor = 'octocat'): object {
  return {
    workflow_run: {
      id: 4242,
      run_number: 12,
      run_attempt: 2,
      event,
      head_sha: headSha,
      head_branch: 'fix',
      head_repository: headRepository === null ? null : { full_name: headRepository },
      actor: { login: actor },
      path: '.github/workflows/pull-request.yml',
    },
  };
}
