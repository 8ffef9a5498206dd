import { InputError } from '../config/inputs.ts';
import type { ReportPart } from '../model/part.ts';
import type { GithubContext, TriggeringRun } from '../publish/github/context.ts';
import { findPullRequests } from '../publish/github/find-pull-request.ts';
import type { RestReader } from '../publish/github/find-pull-request.ts';
import { readRunParts } from '../publish/github/read-run-parts.ts';
import type { RunParts } from '../publish/github/read-run-parts.ts';
import { errorMessage } from '../std/errors.ts';
import { dependabotLogin, trustOf } from './trust.ts';

export interface ForkReportRequest {
  readonly context: GithubContext;
  readonly github: RestReader;
  /** Writes the comment; gives its address, empty where none is wanted. `notes` are for people and belong above the parts. */
  readonly publish: (parts: readonly ReportPart[], pullNumber: number, notes: readonly string[]) => Promise<string>;
  /** Adds a check run to the commit; gives its address, empty where none is wanted. */
  readonly addCheckRun: (parts: readonly ReportPart[], headSha: string, notes: readonly string[]) => Promise<string>;
}

/** Of artifacts that were not taken. */
const warningsShown = 10;

export interface ForkReport {
  /** What happened, for people. */
  readonly sentences: readonly string[];
  /** What did not, and should have. */
  readonly warnings: readonly string[];
  /** Empty where nothing was written. */
  readonly commentUrl: string;
  readonly checkUrl: string;
}

/**
 * The second stage of the report for pull requests whose own token may not write: reads the parts that the finished run
 * uploaded, as data, and brings them to the pull request and its commit. Nothing is checked out, nothing is run, and nothing
 * in a part decides where it goes. Rejects with `InputError` outside of the event `workflow_run` only: whatever else
 * happens is told, because reporting decides nothing.
 */
export async function forkReport(request: ForkReportRequest): Promise<ForkReport> {
  const { context, github } = request;
  const run = context.triggeringRun;
  if (context.event !== 'workflow_run' || run === undefined) {
    throw new InputError(
      `mode: fork-report belongs to the event workflow_run, and this is ${context.event || 'no event'}; see docs/forks.md`,
    );
  }
  const why = whyNotNeeded(context, run);
  if (why !== undefined) return nothing([why]);
  const { owner, name: repo } = context.repository;
  try {
    const [pullNumber, ...others] = await findPullRequests(github, { owner, repo, ...run });
    if (pullNumber === undefined) return nothing([noPullRequest(run)]);
    const found = await readRunParts(github, { owner, repo }, run);
    const told = await report(found, pullNumber, run, request);
    const also = `The commit is the head of ${others.map((number) => `#${number}`).join(', ')} too: the report is in #${pullNumber}.`;
    return others.length === 0 ? told : { ...told, sentences: [...told.sentences, also] };
  } catch (error) {
    return nothing(
      [],
      [
        `The report of the run ${run.id} could not be read: ${errorMessage(error)}. The token needs actions: read and pull-requests: write.`,
      ],
    );
  }
}

function whyNotNeeded(context: GithubContext, run: TriggeringRun): string | undefined {
  if (run.event !== 'pull_request')
    return `The run ${run.id} belongs to the event ${run.event}, not to a pull request: there is nothing to report.`;
  if (run.headRepository === '') return `The fork of the run ${run.id} was deleted: there is no pull request to report to.`;
  if (trustOf(context).isForeign || run.actor === dependabotLogin) return undefined;
  return `The run ${run.id} belongs to a branch of this repository: it has reported by itself.`;
}

function noPullRequest({ id, headSha, headBranch, headRepository }: TriggeringRun): string {
  return `No open pull request has the commit ${headSha} of ${headRepository}:${headBranch} as its head: it was closed, or got new commits since the run ${id}.`;
}

async function report(
  { parts, refused }: RunParts,
  pullNumber: number,
  run: TriggeringRun,
  { publish, addCheckRun }: ForkReportRequest,
): Promise<ForkReport> {
  const rest = refused.length - warningsShown;
  const warnings = [
    ...refused.slice(0, warningsShown).map((reason) => `A result of the run ${run.id} was not taken: ${reason}.`),
    ...(rest > 0 ? [`${rest} more results of the run ${run.id} were not taken.`] : []),
  ];
  if (parts.length === 0) return nothing([], [...warnings, `The run ${run.id} has no result that can be reported.`]);
  const notes = notesOf(refused.length, parts.length, run);
  const comment = await attempt(() => publish(parts, pullNumber, notes));
  const check = await attempt(() => addCheckRun(parts, run.headSha, notes));
  return {
    sentences: [
      ...(comment.url !== '' ? [`Reported to the pull request #${pullNumber}: ${comment.url}.`] : []),
      ...(check.url !== '' ? [`Added a check run to ${run.headSha}: ${check.url}.`] : []),
    ],
    warnings: [
      ...warnings,
      ...(comment.error === '' ? [] : [`The comment on #${pullNumber} could not be written: ${comment.error}.`]),
      ...(check.error === '' ? [] : [`The check run of ${run.headSha} could not be added: ${check.error}.`]),
    ],
    commentUrl: comment.url,
    checkUrl: check.url,
  };
}

/** A reader must know whose word it is, and that a part is missing, which could hide a failure. */
function notesOf(refused: number, taken: number, { headRepository, actor }: TriggeringRun): readonly string[] {
  const author = actor === dependabotLogin ? 'Dependabot' : `the fork ${headRepository}`;
  return [
    `This result comes from a run of the code of ${author}: nobody else has verified it.`,
    ...(refused === 0 ? [] : [`${refused} of ${refused + taken} results of this run could not be read, so this is not the whole of it.`]),
  ];
}

async function attempt(write: () => Promise<string>): Promise<{ readonly url: string; readonly error: string }> {
  try {
    return { url: await write(), error: '' };
  } catch (error) {
    return { url: '', error: errorMessage(error) || 'unknown error' };
  }
}

function nothing(sentences: readonly string[], warnings: readonly string[] = []): ForkReport {
  return { sentences, warnings, commentUrl: '', checkUrl: '' };
}
