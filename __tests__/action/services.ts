import { allPermissions } from '../github/github-world.ts';
import { type LocalGithub, startLocalGithub } from '../github/local-github.ts';
import { type ResultsService, startResultsService } from '../github/results-service.ts';

export interface Services extends AsyncDisposable {
  readonly github: LocalGithub;
  readonly results: ResultsService;
  /** What the runner sets for steps of an Action. */
  readonly env: Readonly<Record<string, string>>;
  /** Finished uploads by artifact or cache name. */
  readonly blobs: ReadonlyMap<string, Buffer>;
  /** Bodies of the requests that created check runs. */
  readonly checkRuns: readonly unknown[];
}

/** GitHub as far as a step talks to it: REST for the token `t0ken`, and the results service. */
export async function startServices(): Promise<Services> {
  const stack = new AsyncDisposableStack();
  const github = stack.use(await startLocalGithub());
  const results = stack.use(await startResultsService());
  github.world.tokens.set('t0ken', { login: 'github-actions[bot]', type: 'Bot', permissions: allPermissions });
  return {
    github,
    results,
    env: { ...results.env, GITHUB_API_URL: github.url },
    blobs: results.blobs,
    get checkRuns() {
      return github.requests.filter(({ operation }) => operation === 'checks/create').map(({ body }) => body);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
