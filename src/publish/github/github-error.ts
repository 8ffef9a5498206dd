type Headers = Readonly<Record<string, string | number | undefined>>;

/** What GitHub or the network said no with, in a sentence for people. */
export class GithubError extends Error {
  override readonly name = 'GithubError';
  /** Absent: no answer came. */
  readonly status: number | undefined;
  /** Without an answer, or with an error of the server, a write may have taken effect all the same. */
  readonly mayHaveHappened: boolean;
  /** Seconds that GitHub asks to wait, on a secondary limit only. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    message: string,
    facts: {
      readonly status?: number | undefined;
      readonly mayHaveHappened?: boolean;
      readonly retryAfterSeconds?: number | undefined;
    } = {},
    options: ErrorOptions = {},
  ) {
    super(message, options);
    this.status = facts.status;
    this.mayHaveHappened = facts.mayHaveHappened ?? false;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

/** What GitHub advises to wait on a secondary limit that names no time. */
const secondaryLimitSeconds = 60;

/** `route` is the method and the path of the request. */
export function explainFailure(failure: unknown, route: string): GithubError {
  if (failure instanceof GithubError) return failure;
  const response = responseOf(failure);
  const said = failure instanceof Error ? failure.message : String(failure);
  if (response === undefined) {
    return new GithubError(`no answer from GitHub to ${route}: ${said}`, { mayHaveHappened: true }, { cause: failure });
  }
  const { status, headers } = response;
  const isSecondary = isSecondaryLimit(status, headers, said);
  return new GithubError(
    `GitHub answered ${status} to ${route}: ${said}. ${advice(status, headers, said)}`.trimEnd(),
    { status, mayHaveHappened: status >= 500, retryAfterSeconds: isSecondary ? retryAfter(headers) : undefined },
    { cause: failure },
  );
}

/** Octokit gives a lost answer the status 500 too, but no response. */
function responseOf(failure: unknown): { readonly status: number; readonly headers: Headers } | undefined {
  if (typeof failure !== 'object' || failure === null || !('response' in failure)) return undefined;
  return failure.response as { readonly status: number; readonly headers: Headers } | undefined;
}

function isSecondaryLimit(status: number, headers: Headers, said: string): boolean {
  if ((status !== 403 && status !== 429) || isPrimaryLimit(headers)) return false;
  return status === 429 || headers['retry-after'] !== undefined || /secondary rate limit/i.test(said);
}

function isPrimaryLimit(headers: Headers): boolean {
  return String(headers['x-ratelimit-remaining'] ?? '') === '0';
}

function retryAfter(headers: Headers): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : secondaryLimitSeconds;
}

function advice(status: number, headers: Headers, said: string): string {
  if ((status === 403 || status === 429) && isPrimaryLimit(headers)) return primaryLimitAdvice(headers);
  if (isSecondaryLimit(status, headers, said)) return `Too many requests in a short time; GitHub asks to wait ${retryAfter(headers)} s.`;
  if (status === 401) return 'The input `github-token` is missing, expired or meant for another server.';
  if (/\block(ed)?\b/i.test(said)) return 'The conversation is locked, so nobody but collaborators may comment.';
  if (status === 403) return permissionAdvice(headers);
  if (status === 404) return 'It does not exist, or the token may not see it.';
  if (status === 410) return 'It was deleted, or this feature is switched off in the repository.';
  if (status === 422) return 'GitHub does not accept the content.';
  return status >= 500 ? 'This is an error at GitHub.' : '';
}

function primaryLimitAdvice(headers: Headers): string {
  const reset = Number(headers['x-ratelimit-reset']);
  const until = Number.isFinite(reset) && reset > 0 ? ` until ${new Date(reset * 1000).toISOString()}` : '';
  return `The token's requests of this hour are used up${until}; a report does not wait for that.`;
}

/**
 * The header lists alternatives separated by semicolons, each a list of needs separated by commas, such as
 * `issues=write; pull_requests=write`.
 */
function permissionAdvice(headers: Headers): string {
  const accepted = String(headers['x-accepted-github-permissions'] ?? '');
  const alternatives = accepted
    .split(';')
    .map((needs) =>
      needs
        .split(',')
        .map(permissionLine)
        .filter((need) => need !== '')
        .join(' and '),
    )
    .filter((needs) => needs !== '');
  const missing = alternatives.length === 0 ? 'a permission that it needs' : alternatives.join(' or ');
  return `The token lacks ${missing}: add it to \`permissions:\` of the job. Pull requests of forks and of Dependabot always have a read-only token.`;
}

/** ` pull_requests=write` -> `` `pull-requests: write` ``. */
function permissionLine(need: string): string {
  const [name = '', level = ''] = need.trim().split('=');
  return name === '' ? '' : `\`${name.replaceAll('_', '-')}: ${level}\``;
}
