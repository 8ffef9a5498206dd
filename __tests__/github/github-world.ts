/** What GitHub knows, as far as we ask. Tests change it directly. */
export interface GithubWorld {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly tokens: Map<string, GithubToken>;
  readonly issues: Map<number, { locked: boolean }>;
  readonly pulls: WorldPull[];
  readonly comments: WorldComment[];
  readonly checkRuns: WorldCheckRun[];
  readonly commits: Set<string>;
  readonly runs: WorldRun[];
  readonly artifacts: WorldArtifact[];
  /** Files of the default branch by path. */
  readonly files: Map<string, string>;
  nextId: number;
}

export type Level = 'read' | 'write';

export interface GithubToken {
  readonly login: string;
  readonly type: 'Bot' | 'User';
  /** By GitHub's name, such as `pull_requests`. */
  readonly permissions: Readonly<Record<string, Level>>;
}

export interface WorldComment {
  readonly id: number;
  readonly issue: number;
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' };
  body: string;
}

export interface WorldAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: string;
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface WorldCheckRun {
  readonly id: number;
  name: string;
  readonly head_sha: string;
  external_id: string;
  details_url: string;
  status: string;
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  readonly annotations: WorldAnnotation[];
}

export interface WorldPull {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly headSha: string;
  readonly headBranch: string;
  /** `owner/name`. */
  readonly headRepository: string;
  readonly baseBranch: string;
}

export interface WorldRun {
  readonly id: number;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly conclusion: string;
  /** Of a fork; absent: the repository itself, whose id is 1. */
  readonly headRepositoryId?: number;
}

export interface WorldArtifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly bytes: Buffer;
  readonly expired?: boolean;
  readonly createdAt?: string;
  /** Media type, of a single file that is no archive. */
  readonly type?: string;
}

export const allPermissions: Readonly<Record<string, Level>> = {
  actions: 'read',
  checks: 'write',
  contents: 'read',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
};

/** Token of a job with `permissions:` for everything that we can do. */
export const jobToken = 'ghs_job';
export const headSha = 'b'.repeat(40);

/** The repository octo/repo with the open pull request 7 and the check run 11 of a running job. */
export function createWorld(): GithubWorld {
  return {
    owner: 'octo',
    name: 'repo',
    defaultBranch: 'main',
    tokens: new Map([[jobToken, { login: 'github-actions[bot]', type: 'Bot', permissions: allPermissions }]]),
    issues: new Map([[7, { locked: false }]]),
    pulls: [{ number: 7, state: 'open', headSha, headBranch: 'fix', headRepository: 'octo/repo', baseBranch: 'main' }],
    comments: [],
    checkRuns: [createCheckRun(11)],
    commits: new Set([headSha, 'a'.repeat(40)]),
    runs: [],
    artifacts: [],
    files: new Map(),
    nextId: 1000,
  };
}

/** As the runner made it for a job. */
function createCheckRun(id: number): WorldCheckRun {
  const texts = { external_id: 'job', details_url: '', title: null, summary: null };
  return { id, name: 'test', head_sha: headSha, status: 'in_progress', conclusion: null, annotations: [], ...texts };
}
