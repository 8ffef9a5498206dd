import { getOctokit } from '@actions/github';
import { backoffMilliseconds } from '../../std/backoff.ts';
import { pause } from '../../std/deadline.ts';
import type { GithubContext } from './context.ts';
import { explainFailure, GithubError } from './github-error.ts';
import { fetchWhole } from './whole-body.ts';

/** Requests of one job, retries not counted: the token of a job has 1,000 an hour for the whole repository. */
const callsPerJob = 15;
/** GitHub's manners: at least a second between two requests that write. */
const secondsBetweenWrites = 1;
const attemptsPerCall = 3;
const requestDeadlineMilliseconds = 10_000;
const budgetMilliseconds = 60_000;

type Octokit = ReturnType<typeof getOctokit>;

/** The one client of a job. Every method may throw `GithubError` with a sentence for people. */
export interface Github {
  /**
   * Typed routes, such as `github.rest.issues.createComment({ ...github.repository, issue_number, body })`. Reading, updating
   * and deleting are repeated after a lost answer or an error of the server; `request: { retries: 0 }` forbids that. Creating
   * never is: it may have happened.
   */
  readonly rest: Octokit['rest'];
  /** The same by route: `github.request('GET /repos/{owner}/{repo}', github.repository)`. */
  readonly request: Octokit['request'];
  readonly repository: { readonly owner: string; readonly repo: string };
  /** How many calls were made, retries not counted. */
  readonly calls: number;
  /** How many more may be made. */
  readonly callsLeft: number;
  /** The token of a job or of an app, which cannot ask who it is. */
  readonly isInstallationToken: boolean;
  /** Length of a second; tests have shorter ones. */
  readonly secondMilliseconds: number;
}

export interface GithubOptions {
  readonly token: string;
  readonly context: Pick<GithubContext, 'apiUrl' | 'repository'>;
  /** 15 for an ordinary job; a job that reads the results of another run needs more. */
  readonly callsAtMost?: number;
  /** Scales the pace of writes, back-off and Retry-After. */
  readonly secondMilliseconds?: number;
  /** Of one attempt, body included. */
  readonly requestMilliseconds?: number;
  /** Of all calls together, waits included: time between the calls does not count. */
  readonly totalMilliseconds?: number;
}

interface Route {
  /** Method and path, for messages. */
  readonly name: string;
  readonly isWrite: boolean;
  readonly isRepeatable: boolean;
}

export function openGithub(options: GithubOptions): Github {
  const { token, context, secondMilliseconds = 1000 } = options;
  if (token === '') throw new GithubError('the input `github-token` is empty: without a token nothing can be written to GitHub');
  const manners = new Manners(options);
  const octokit = getOctokit(token, { baseUrl: context.apiUrl, userAgent: 'infra-test', log: silent });
  octokit.hook.wrap('request', (request, parameters) => {
    const { retries, fetch: send = fetch } = parameters.request ?? {};
    const route = routeOf(parameters, retries !== 0);
    // In place: the hook that adds the token is given these very parameters, whatever is passed on here.
    const settings = Object.assign((parameters.request ??= {}), { fetch: fetchWhole(send as typeof fetch) });
    return manners.call(route, (signal) => {
      Object.assign(settings, { signal });
      return request(parameters);
    });
  });
  return {
    rest: octokit.rest,
    request: octokit.request,
    repository: { owner: context.repository.owner, repo: context.repository.name },
    isInstallationToken: token.startsWith('ghs_'),
    secondMilliseconds,
    get calls() {
      return manners.calls;
    },
    get callsLeft() {
      return manners.callsAtMost - manners.calls;
    },
  };
}

/** Its default writes to the log of the job, where a line from outside could be a command. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function routeOf(parameters: Readonly<Record<string, unknown>>, mayRepeat: boolean): Route {
  const method = String(parameters['method']);
  const path = String(parameters['url']).replaceAll(/\{(\w+)\}/g, (_, key: string) => `${parameters[key] as string | number}`);
  const isWrite = method !== 'GET' && method !== 'HEAD';
  return { name: `${method} ${path}`, isWrite, isRepeatable: mayRepeat && method !== 'POST' };
}

/** Counts, paces, repeats and ends calls. All of its clocks are monotonic. */
class Manners {
  calls = 0;
  readonly callsAtMost: number;
  readonly #second: number;
  readonly #requestMilliseconds: number;
  #leftMilliseconds: number;
  #nextWriteAt = 0;

  constructor(options: GithubOptions) {
    this.callsAtMost = options.callsAtMost ?? callsPerJob;
    this.#second = options.secondMilliseconds ?? 1000;
    this.#requestMilliseconds = options.requestMilliseconds ?? requestDeadlineMilliseconds;
    this.#leftMilliseconds = options.totalMilliseconds ?? budgetMilliseconds;
  }

  async call<T>(route: Route, send: (signal: AbortSignal) => PromiseLike<T> | T): Promise<T> {
    if (this.calls >= this.callsAtMost) {
      throw new GithubError(`${route.name} was not sent: a job makes at most ${this.callsAtMost} calls to GitHub, and they are used up`);
    }
    this.calls += 1;
    const startedAt = performance.now();
    try {
      return await this.#attempt(route, send, startedAt + this.#leftMilliseconds);
    } finally {
      this.#leftMilliseconds -= performance.now() - startedAt;
    }
  }

  async #attempt<T>(route: Route, send: (signal: AbortSignal) => PromiseLike<T> | T, endsAt: number): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      if (route.isWrite) await this.#waitForTurn(route, endsAt);
      try {
        return await this.#sendOnce(route, send, endsAt);
      } catch (failure) {
        const problem = explainFailure(failure, route.name);
        const wait = attempt < attemptsPerCall ? this.#waitBeforeRepeating(problem, route, attempt) : undefined;
        if (wait === undefined || performance.now() + wait >= endsAt) throw problem;
        await pause(wait, never);
      }
    }
  }

  async #waitForTurn(route: Route, endsAt: number): Promise<void> {
    const now = performance.now();
    const turn = Math.max(now, this.#nextWriteAt);
    if (turn >= endsAt) throw outOfTime(route);
    this.#nextWriteAt = turn + secondsBetweenWrites * this.#second;
    if (turn > now) await pause(turn - now, never);
  }

  async #sendOnce<T>(route: Route, send: (signal: AbortSignal) => PromiseLike<T> | T, endsAt: number): Promise<T> {
    const left = endsAt - performance.now();
    // Less than a millisecond is no time to answer in.
    if (!(left >= 1)) throw outOfTime(route);
    // A timer of its own: that of AbortSignal.timeout does not keep the process alive, and an unanswered request alone may not either.
    const controller = new AbortController();
    const milliseconds = Math.min(this.#requestMilliseconds, left);
    const timer = setTimeout(() => controller.abort(new Error(`nothing within ${Math.round(milliseconds)} ms`)), milliseconds);
    try {
      return await send(controller.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Absent: not to be repeated. A secondary limit and a conflict are refusals without effect, so even creating is repeated. */
  #waitBeforeRepeating(problem: GithubError, route: Route, attempt: number): number | undefined {
    if (problem.retryAfterSeconds !== undefined) return problem.retryAfterSeconds * this.#second;
    const isConflict = problem.status === 409;
    if (!isConflict && !(problem.mayHaveHappened && route.isRepeatable)) return undefined;
    return backoffMilliseconds(attempt, this.#second, Math.random);
  }
}

const never = new AbortController().signal;

function outOfTime({ name }: Route): GithubError {
  return new GithubError(`${name} was not sent: the time for talking to GitHub is used up`);
}
