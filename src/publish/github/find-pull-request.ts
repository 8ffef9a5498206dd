import { errorMessage } from '../../std/errors.ts';

/** The part of a client of GitHub's REST API that reading needs. A refusal rejects with an error that has `status`. */
export interface RestReader {
  request(route: string, parameters: Readonly<Record<string, unknown>>): Promise<{ readonly data: unknown }>;
}

/** The HTTP status of a refused request, also where a clearer error was wrapped around it. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('status' in error && typeof error.status === 'number') return error.status;
  return statusOf(error.cause);
}

export interface PullRequestQuery {
  /** The repository that the pull request asks. */
  readonly owner: string;
  readonly repo: string;
  /** `owner/name` of the repository that the commit comes from. */
  readonly headRepository: string;
  readonly headBranch: string;
  readonly headSha: string;
}

/**
 * Numbers of the open pull requests whose head is exactly this commit of this branch of this repository, ascending. The
 * payload of `workflow_run` does not name the pull request of a fork, and nobody else may be asked: a number in an artifact is
 * the word of a stranger. Rejects with a sentence when GitHub does not answer, or not with a list.
 */
export async function findPullRequests(github: RestReader, query: PullRequestQuery): Promise<readonly number[]> {
  const { owner, repo, headRepository, headBranch } = query;
  const [headOwner = ''] = headRepository.split('/');
  if (headOwner === '' || headBranch === '') return [];
  const data = await listOpen(github, { owner, repo, state: 'open', head: `${headOwner}:${headBranch}`, per_page: 100 });
  return data
    .filter((pull) => isHead(pull, query))
    .map((pull) => at(pull, 'number'))
    .filter((number) => typeof number === 'number')
    .toSorted((left, right) => left - right);
}

async function listOpen(github: RestReader, parameters: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> {
  try {
    const { data } = await github.request('GET /repos/{owner}/{repo}/pulls', parameters);
    if (Array.isArray(data)) return data;
    throw new TypeError(`expected a list, got ${typeof data}`);
  } catch (error) {
    throw new Error(`the open pull requests could not be listed: ${errorMessage(error)}`, { cause: error });
  }
}

/** The filter `head` of the API looks at owner and branch only, so everything is compared again. */
function isHead(pull: unknown, { headRepository, headBranch, headSha }: PullRequestQuery): boolean {
  return (
    at(pull, 'head', 'sha') === headSha &&
    at(pull, 'head', 'ref') === headBranch &&
    isSameName(at(pull, 'head', 'repo', 'full_name'), headRepository)
  );
}

function isSameName(name: unknown, expected: string): boolean {
  return typeof name === 'string' && name.toLowerCase() === expected.toLowerCase();
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, key) ? (found as Record<string, unknown>)[key] : undefined,
    value,
  );
}
