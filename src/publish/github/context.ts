/** What the runner and the event say about where we are. Everything in it may have been chosen by a stranger, except ids. */
export interface GithubContext {
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly repository: { readonly owner: string; readonly name: string; readonly id: string; readonly defaultBranch: string };
  /** Name of the event, such as `pull_request`. */
  readonly event: string;
  /** Commit that the job runs on; on a pull request the merge commit, which is shown nowhere. */
  readonly sha: string;
  /** Commit that people see: the head of a pull request, of the run that triggered `workflow_run`, else `sha`. */
  readonly headSha: string;
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  /** Whose recent runs this one is compared with: the base of a pull request or of a merge group, else the branch itself. */
  readonly targetBranch: string;
  readonly pullRequest: PullRequest | undefined;
  /** The run that triggered an event `workflow_run`. */
  readonly triggeringRun: TriggeringRun | undefined;
  readonly actor: string;
  readonly run: { readonly id: string; readonly number: number; readonly attempt: number; readonly url: string };
  /** Path of the workflow's file, else its name: one comment belongs to one of them. */
  readonly workflow: string;
  readonly job: {
    readonly name: string;
    /** Id of the step within the job. */
    readonly step: string;
    /** Values of the matrix as JSON text; `null` where there is none. */
    readonly matrix: string;
    /** Check run of this very job and attempt; empty on servers that do not tell. */
    readonly checkRunId: string;
  };
}

export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly headBranch: string;
  /** `owner/name`; empty when the fork was deleted. */
  readonly headRepository: string;
  readonly baseBranch: string;
}

export interface TriggeringRun {
  readonly id: string;
  readonly number: number;
  readonly attempt: number;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly headRepository: string;
  /** Who started it. */
  readonly actor: string;
  readonly workflow: string;
  readonly url: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

export interface ContextInputs {
  /** `${{ job.check_run_id }}` and `${{ toJSON(matrix) }}`, which reach a step as inputs only. */
  readonly checkRunId: string;
  readonly matrix: string;
}

/** `event` is the parsed payload of `GITHUB_EVENT_PATH`; what it lacks becomes empty, because this is for reporting only. */
export function githubContext(variables: Variables, event: unknown, inputs: ContextInputs): GithubContext {
  const of = (name: string): string => variables[name] ?? '';
  const [owner = '', name = ''] = of('GITHUB_REPOSITORY').split('/');
  const serverUrl = of('GITHUB_SERVER_URL') || 'https://github.com';
  const pullRequest = pullRequestOf(at(event, 'pull_request'));
  const runUrl = (id: string): string => `${serverUrl}/${owner}/${name}/actions/runs/${id}`;
  const triggeringRun = triggeringRunOf(at(event, 'workflow_run'), runUrl);
  return {
    apiUrl: of('GITHUB_API_URL') || 'https://api.github.com',
    serverUrl,
    repository: { owner, name, id: of('GITHUB_REPOSITORY_ID'), defaultBranch: text(at(event, 'repository', 'default_branch')) },
    event: of('GITHUB_EVENT_NAME'),
    sha: of('GITHUB_SHA'),
    headSha: pullRequest?.headSha || triggeringRun?.headSha || of('GITHUB_SHA'),
    ref: of('GITHUB_REF'),
    targetBranch: targetBranch(of, event),
    pullRequest,
    triggeringRun,
    actor: of('GITHUB_ACTOR'),
    run: {
      id: of('GITHUB_RUN_ID'),
      number: Number(of('GITHUB_RUN_NUMBER')) || 0,
      attempt: Number(of('GITHUB_RUN_ATTEMPT')) || 1,
      url: runUrl(of('GITHUB_RUN_ID')),
    },
    workflow: workflowPath(of('GITHUB_WORKFLOW_REF')) || of('GITHUB_WORKFLOW'),
    job: { name: of('GITHUB_JOB'), step: of('GITHUB_ACTION'), matrix: inputs.matrix, checkRunId: inputs.checkRunId },
  };
}

function targetBranch(of: (name: string) => string, event: unknown): string {
  const mergeGroupBase = text(at(event, 'merge_group', 'base_ref')).replace(/^refs\/heads\//, '');
  return of('GITHUB_BASE_REF') || mergeGroupBase || of('GITHUB_REF_NAME');
}

/** `octo/repo/.github/workflows/pr.yml@refs/heads/main` -> `.github/workflows/pr.yml`. */
function workflowPath(reference: string): string {
  return (reference.split('@')[0] ?? '').split('/').slice(2).join('/');
}

function pullRequestOf(payload: unknown): PullRequest | undefined {
  const number = at(payload, 'number');
  if (typeof number !== 'number') return undefined;
  return {
    number,
    headSha: text(at(payload, 'head', 'sha')),
    headBranch: text(at(payload, 'head', 'ref')),
    headRepository: text(at(payload, 'head', 'repo', 'full_name')),
    baseBranch: text(at(payload, 'base', 'ref')),
  };
}

function triggeringRunOf(payload: unknown, runUrl: (id: string) => string): TriggeringRun | undefined {
  const id = at(payload, 'id');
  if (typeof id !== 'number') return undefined;
  return {
    id: String(id),
    number: Number(at(payload, 'run_number')) || 0,
    attempt: Number(at(payload, 'run_attempt')) || 1,
    event: text(at(payload, 'event')),
    headSha: text(at(payload, 'head_sha')),
    headBranch: text(at(payload, 'head_branch')),
    headRepository: text(at(payload, 'head_repository', 'full_name')),
    actor: text(at(payload, 'actor', 'login')),
    workflow: text(at(payload, 'path')),
    url: runUrl(String(id)),
  };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
