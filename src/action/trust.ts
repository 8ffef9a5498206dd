import { mayWriteHistory } from '../history/may-write-history.ts';
import type { GithubContext } from '../publish/github/context.ts';

/** What a run may do with real services, given who could have started it and who wrote its config. */
export interface Trust {
  /** The commit comes from another repository. One that was deleted counts as another. */
  readonly isForeign: boolean;
  /** `embedded-instead`: GitHub gives no secrets here. `refused`: it gives them, and they must not meet this code. */
  readonly live: 'allowed' | 'embedded-instead' | 'refused';
  /** Why `live` is not allowed, one or two sentences for people; empty when it is. */
  readonly reason: string;
  /** Which commit says what an environment allows: the one checked out, or the head of the default branch. */
  readonly safetyFrom: 'config' | 'default-branch';
  readonly mayWriteHistory: boolean;
}

/**
 * Events that only people who may write to the repository can start, and whose commit is in the repository. `deployment`
 * and `deployment_status` are not among them: apps deploy commits of forks too.
 */
const eventsOfWriters = [
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'merge_group',
  'release',
  'create',
  'page_build',
  'registry_package',
];
export const dependabotLogin = 'dependabot[bot]';
const moreInDocs = 'See docs/forks.md: https://github.com/sophia/infra-test-action/blob/v1/docs/forks.md';

const careful = { isForeign: false, safetyFrom: 'default-branch', mayWriteHistory: false } as const;

/** What cannot be recognised is refused: a new event of GitHub must not open a door. Pure. */
export function trustOf(context: GithubContext): Trust {
  const { event, pullRequest } = context;
  if (event === 'pull_request') return trustOfPullRequest(context, pullRequest?.headRepository ?? '');
  if (event === 'pull_request_target') return trustWithSecrets(context, pullRequest?.headRepository ?? '');
  if (event === 'workflow_run') return trustOfFollower(context);
  if (isEventOfWriters(event)) return trustOfWriters(context);
  return refused(
    event === ''
      ? 'GITHUB_EVENT_NAME is not set, so it is not known who started this run'
      : `This run was started by the event ${strangersMayStart(event)}`,
  );
}

/** A run that follows another one: it has secrets, whoever started the other. */
function trustOfFollower(context: GithubContext): Trust {
  const { event = '', headRepository = '' } = context.triggeringRun ?? {};
  const isKnown = isEventOfWriters(event) || event === 'pull_request' || event === 'pull_request_target';
  if (isKnown || isForeignTo(context, headRepository)) return trustWithSecrets(context, headRepository);
  return refused(`This run follows one that was started by the event ${strangersMayStart(event || '(unknown)')}`);
}

function isEventOfWriters(event: string): boolean {
  return eventsOfWriters.includes(event);
}

function trustOfWriters(context: GithubContext): Trust {
  if (context.actor === dependabotLogin) return embeddedForDependabot('config');
  const { may } = mayWriteHistory({ ...context, isForeign: false });
  return { isForeign: false, live: 'allowed', reason: '', safetyFrom: 'config', mayWriteHistory: may };
}

/** The config is the pull request's own; what it may do in an environment is not its to say. */
function trustOfPullRequest(context: GithubContext, headRepository: string): Trust {
  if (!isForeignTo(context, headRepository)) {
    return context.actor === dependabotLogin ? embeddedForDependabot('default-branch') : { ...careful, live: 'allowed', reason: '' };
  }
  const reason =
    'This pull request comes from a fork: GitHub gives it no secrets and a read-only token, so checks ran on the embedded stack.';
  return { ...careful, isForeign: true, live: 'embedded-instead', reason };
}

/** Events that hand the secrets of the repository to whoever opened the pull request, if its code is run. */
function trustWithSecrets(context: GithubContext, headRepository: string): Trust {
  if (!isForeignTo(context, headRepository)) return trustOfPullRequest(context, headRepository);
  const from = headRepository === '' ? 'a fork that is unknown or deleted' : `the fork ${headRepository}`;
  const reason = `The event ${context.event} gives a run secrets, and its commit comes from ${from}: nothing real is contacted for it. Use the event pull_request, where checks of forks run on the embedded stack. ${moreInDocs}`;
  return { ...careful, isForeign: true, live: 'refused', reason };
}

function embeddedForDependabot(safetyFrom: Trust['safetyFrom']): Trust {
  const reason =
    "Dependabot started this run: GitHub gives it none of the repository's secrets and a read-only token, so checks ran on the embedded stack.";
  return { ...careful, live: 'embedded-instead', reason, safetyFrom };
}

function refused(because: string): Trust {
  const reason = `${because}: nothing real is contacted for it. Use pull_request or one of ${eventsOfWriters.slice(0, 5).join(', ')}. ${moreInDocs}`;
  return { ...careful, live: 'refused', reason };
}

function strangersMayStart(event: string): string {
  return `${event}, which people without write access can start or which this version does not know`;
}

/** GitHub's names of owners and repositories differ by more than their case. */
function isForeignTo({ repository }: GithubContext, headRepository: string): boolean {
  return headRepository.toLowerCase() !== `${repository.owner}/${repository.name}`.toLowerCase();
}
