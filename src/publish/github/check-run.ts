import type { Verdict } from '../../model/words.ts';
import { errorMessage } from '../../std/errors.ts';
import type { Annotation } from './annotations.ts';
import { type CheckAnnotation, toCheckAnnotation } from './check-annotation.ts';
import type { GithubContext } from './context.ts';
import { GithubError } from './github-error.ts';
import type { Github } from './github.ts';
import { shortHash } from './short-hash.ts';

/** GitHub's own limits. */
const summaryLimitCharacters = 65_535;
const annotationsPerRequest = 50;
/** Ours: each is a call of the job's budget. */
const batchesAtMost = 4;
/** Ours: longer names are cut off where they are shown. */
const nameLimitCharacters = 200;
/** For the sentence about annotations that are not there. */
const reserveCharacters = 500;

const conclusions: Readonly<Record<Verdict, 'success' | 'neutral' | 'failure'>> = {
  pass: 'success',
  warn: 'neutral',
  fail: 'failure',
  broken: 'failure',
};

export interface CheckRequest {
  readonly github: Github;
  readonly context: GithubContext;
  /** `job` writes into the check run of this very job, so that the result is where people look; `separate` adds a check run. */
  readonly mode: 'job' | 'separate';
  readonly verdict: Verdict;
  readonly title: string;
  /** Config files of the run, and the leg of the matrix or an empty text: what tells a separate check run from others. */
  readonly configFiles: readonly string[];
  readonly leg: string;
  /** Markdown; the limit is in bytes, which is stricter than GitHub's characters. */
  readonly summary: (maxBytes: number) => string;
  /** Most important first. */
  readonly annotations: readonly Annotation[];
  /** Of the whole report. */
  readonly reportUrl: string;
}

export interface PublishedCheck {
  readonly url: string;
  /** For people. */
  readonly detail: string;
  /** Annotations that the check should have taken and did not; those above its limit are counted in its summary. */
  readonly notTaken: readonly Annotation[];
}

interface Output {
  readonly title: string;
  readonly summary: string;
  readonly annotations: CheckAnnotation[];
}

interface Check {
  readonly id: number;
  readonly url: string;
  /** Annotations that GitHub counts; other steps of a job may have made some. */
  readonly annotations: number;
}

/**
 * Brings the report into a check run. Annotations are appended by each request. Throws `GithubError` when nothing could be
 * written; when only some annotations could not, says which.
 */
export async function publishCheck(request: CheckRequest): Promise<PublishedCheck> {
  const { annotations } = request;
  const shown = annotations.slice(0, annotationsPerRequest * batchesAtMost);
  const output = outputOf(request, annotations.length - shown.length);
  const [first = [], ...later] = batchesOf(shown);
  let check = await begin(request, { ...output, annotations: first.map(toCheckAnnotation) });
  let taken = first.length;
  try {
    for (const batch of later) {
      check = await append(request.github, check, { ...output, annotations: batch.map(toCheckAnnotation) });
      taken += batch.length;
    }
  } catch (problem) {
    return {
      url: check.url,
      detail: `${check.url} with ${taken} annotations, then: ${errorMessage(problem)}`,
      notTaken: shown.slice(taken),
    };
  }
  return { url: check.url, detail: `${check.url} with ${taken} of ${annotations.length} annotations`, notTaken: [] };
}

function outputOf({ title, summary, reportUrl }: CheckRequest, leftOut: number): Omit<Output, 'annotations'> {
  const note = leftOut === 0 ? '' : `\n\n${leftOut} more annotations are not shown here; [the report](${reportUrl}) has all of them.\n`;
  const text = summary(summaryLimitCharacters - reserveCharacters) + note;
  return { title, summary: text.slice(0, summaryLimitCharacters) };
}

function batchesOf(annotations: readonly Annotation[]): readonly (readonly Annotation[])[] {
  const count = Math.ceil(annotations.length / annotationsPerRequest);
  return Array.from({ length: count }, (_, index) => annotations.slice(index * annotationsPerRequest, (index + 1) * annotationsPerRequest));
}

async function begin(request: CheckRequest, output: Output): Promise<Check> {
  if (request.mode === 'separate') return await createOnce(request, output);
  const { github, context } = request;
  const id = Number(context.job.checkRunId);
  if (!Number.isSafeInteger(id) || id <= 0) {
    throw new GithubError('this server does not tell the check run of the job; `report-check: separate` adds one');
  }
  const { serverUrl, repository } = context;
  return await append(github, { id, url: `${serverUrl}/${repository.owner}/${repository.name}/runs/${id}`, annotations: 0 }, output);
}

/** Never status or conclusion: those of a job's check run are the runner's. */
async function append({ rest, repository }: Github, check: Check, output: Output): Promise<Check> {
  const at = { ...repository, check_run_id: check.id };
  // Repeated, a request whose answer was lost would append its annotations twice.
  const send = async (): Promise<Check> => checkOf((await rest.checks.update({ ...at, output, request: { retries: 0 } })).data, check.url);
  try {
    return await send();
  } catch (problem) {
    if (!(problem instanceof GithubError && problem.mayHaveHappened)) throw problem;
    const { data } = await rest.checks.get(at);
    const isWritten = data.output.title === output.title && data.output.annotations_count >= check.annotations + output.annotations.length;
    return isWritten ? checkOf(data, check.url) : await send();
  }
}

interface AnsweredCheck {
  readonly id: number;
  readonly html_url: string | null;
  readonly output: { readonly annotations_count: number };
}

function checkOf({ id, html_url: url, output }: AnsweredCheck, otherwise: string): Check {
  return { id, url: url ?? otherwise, annotations: output.annotations_count };
}

/** The event and the configs are in its name, so that a schedule on a commit leaves the result of its push alone. */
async function createOnce({ github, context, verdict, configFiles, leg }: CheckRequest, output: Output): Promise<Check> {
  const { rest, repository } = github;
  const words = ['infra-test', configFiles.join(' '), `(${context.event})`, leg];
  const name = words
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, nameLimitCharacters);
  const externalId = shortHash([context.run.id, context.run.attempt, context.job.name, context.job.step, leg].join('\n'));
  const { headSha } = context;
  const facts = { external_id: externalId, details_url: context.run.url, status: 'completed', conclusion: conclusions[verdict] } as const;
  const send = async (): Promise<Check> =>
    checkOf((await rest.checks.create({ ...repository, name, head_sha: headSha, ...facts, output })).data, context.run.url);
  try {
    return await send();
  } catch (problem) {
    if (!(problem instanceof GithubError && problem.mayHaveHappened)) throw problem;
    const { data } = await rest.checks.listForRef({ ...repository, ref: headSha, check_name: name, per_page: 100 });
    const found = data.check_runs.find((run) => run.external_id === externalId);
    return found === undefined ? await send() : checkOf(found, context.run.url);
  }
}
