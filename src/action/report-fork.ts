import type { ReportPart } from '../model/part.ts';
import { publishCheck } from '../publish/github/check-run.ts';
import { wantsComment } from '../publish/github/comment-mode.ts';
import { CommentThread } from '../publish/github/comment-thread.ts';
import { commentKey } from '../publish/github/leg.ts';
import { toComment, worstVerdict } from '../report/comment.ts';
import { verdictWords } from '../report/words.ts';
import { exitCodes } from '../judge/report.ts';
import { forkReport } from './fork-report.ts';
import type { Job } from './job.ts';
import { annotate, setOutput } from './runner.ts';

const commentLimitCharacters = 64_500;

/** `mode: fork-report`: brings what a run of a fork left to its pull request. The verdict was that run's to give: this is always 0. */
export async function reportFork(job: Job): Promise<number> {
  const { context, log, redact } = job;
  const { sentences, warnings, commentUrl, checkUrl } = await forkReport({
    context,
    github: job.requests,
    publish: (parts, pullNumber, notes) => comment(job, parts, pullNumber, notes),
    addCheckRun: (parts, _headSha, notes) => addCheckRun(job, parts, notes),
  });
  for (const text of sentences) log.say(text);
  for (const text of warnings) annotate('warning', redact(text), { title: 'infra-test fork report' });
  setOutput('comment-url', commentUrl);
  setOutput('check-url', checkUrl);
  return exitCodes.pass;
}

async function comment(job: Job, parts: readonly ReportPart[], pullNumber: number, notes: readonly string[]): Promise<string> {
  const { inputs, context } = job;
  const { comment: mode } = inputs.reports;
  const run = context.triggeringRun;
  if (mode === 'never' || run === undefined) return '';
  const marker = { key: commentKey(run.workflow, configFilesOf(parts)), leg: 'all', run };
  const thread = new CommentThread(await job.github(), pullNumber, marker);
  const { url } = await thread.show(textOf(job, parts, notes, commentLimitCharacters), wantsComment(mode, parts));
  return url;
}

async function addCheckRun(job: Job, parts: readonly ReportPart[], notes: readonly string[]): Promise<string> {
  if (job.inputs.reports.check === 'off') return '';
  const verdict = worstVerdict(parts);
  const { url } = await publishCheck({
    github: await job.github(),
    context: job.context,
    mode: 'separate',
    verdict,
    title: verdictWords[verdict],
    configFiles: configFilesOf(parts),
    leg: 'fork',
    summary: (maxBytes) => textOf(job, parts, notes, maxBytes),
    annotations: [],
    reportUrl: job.context.triggeringRun?.url ?? '',
  });
  return url;
}

function textOf(job: Job, parts: readonly ReportPart[], notes: readonly string[], maxCharacters: number): string {
  const { workflow = '', attempt = 1, url: runUrl = '' } = job.context.triggeringRun ?? {};
  return job.redact(toComment(parts, { maxCharacters, workflow, runUrl, attempt, notes }));
}

function configFilesOf(parts: readonly ReportPart[]): readonly string[] {
  return [...new Set(parts.flatMap((part) => part.runs.map(({ configFile }) => configFile)))];
}
