import { join } from 'node:path';
import { journalName } from '../execute/leftover-journal.ts';
import type { History } from '../model/history.ts';
import type { Report } from '../model/run.ts';
import { annotationCommands, annotationsOf } from '../publish/github/annotations.ts';
import type { Annotation } from '../publish/github/annotations.ts';
import type { UploadedReports } from '../publish/github/artifact.ts';
import { sharePart } from '../publish/github/comment-parts.ts';
import { commentKey } from '../publish/github/leg.ts';
import { stepOutputs } from '../publish/github/outputs.ts';
import { openRunArtifacts } from '../publish/github/run-artifacts.ts';
import { writeSink } from '../publish/github/sink.ts';
import type { SinkResult, SinkSwitch } from '../publish/github/sink.ts';
import { writeStepSummary } from '../publish/github/summary.ts';
import { toComment } from '../report/comment.ts';
import { toMarkdown } from '../report/markdown.ts';
import { toPart } from '../report/part.ts';
import { countsSentence, verdictWords } from '../report/words.ts';
import { withDeadline } from '../std/deadline.ts';
import type { Job } from './job.ts';
import { workspace } from './plans-of-job.ts';
import { dependabotLogin } from './trust.ts';

export interface Publication {
  readonly report: Report;
  /** Absolute paths of the reports. */
  readonly files: readonly string[];
  readonly directory: string;
  /** For people, such as why the embedded stack was used. */
  readonly notes: readonly string[];
  readonly past?: History | undefined;
}

/** Of each place: a job must not hang on its report. */
const deadlineMilliseconds = 60_000;

/**
 * Brings a report to everywhere that is switched on; returns the step's outputs. Never throws for a place that refuses:
 * what one does not take moves on, comment -> check -> summary -> artifact, and is listed in the output `sinks`.
 */
export async function publish(publication: Publication, job: Job): Promise<Readonly<Record<string, string>>> {
  const { report, files, directory } = publication;
  const publisher = new Publisher(publication, job);
  const sinks = [
    await publisher.summary(),
    await publisher.artifact(),
    await publisher.comment(),
    await publisher.check(),
    await publisher.annotations(),
  ];
  for (const { sink, status, detail } of sinks) {
    if (status === 'failed') job.log.say(`The ${sink} could not be written: ${detail}. The result stands; the other places have it.`);
    if (status === 'off' && detail !== '') job.log.say(`No ${sink}: ${detail}.`);
  }
  return { ...stepOutputs(report, files, directory), ...publisher.addresses(), sinks: JSON.stringify(sinks) };
}

class Publisher {
  readonly #publication: Publication;
  readonly #job: Job;
  readonly #annotations: readonly Annotation[];
  /** Those that the check has taken are not written as commands again. */
  #notInCheck: readonly Annotation[];
  #uploaded: UploadedReports | undefined;
  #commentUrl = '';
  #checkUrl = '';

  constructor(publication: Publication, job: Job) {
    this.#publication = publication;
    this.#job = job;
    this.#annotations = annotationsOf(publication.report, workspace());
    this.#notInCheck = this.#annotations;
  }

  addresses(): Readonly<Record<string, string>> {
    return {
      'comment-url': this.#commentUrl,
      'check-url': this.#checkUrl,
      'report-url': this.#uploaded?.page?.url ?? '',
      'report-digest': this.#uploaded?.page?.digest ?? '',
      'results-digest': this.#uploaded?.machine.digest ?? '',
    };
  }

  /** First, because it needs nobody. */
  async summary(): Promise<SinkResult> {
    const { report, notes } = this.#publication;
    const isOn = this.#job.inputs.reports.summary || '';
    return await writeSink('summary', isOn, () => writeStepSummary(report, notes, this.#job.redact, process.env['GITHUB_STEP_SUMMARY']));
  }

  async artifact(): Promise<SinkResult> {
    const { files, directory } = this.#publication;
    const { context, leg, inputs } = this.#job;
    const hasService = Boolean(process.env['ACTIONS_RUNTIME_TOKEN'] && process.env['ACTIONS_RESULTS_URL']);
    const isOn = !inputs.reports.artifact ? '' : hasService || 'there is no artifact service here';
    return await writeSink('artifact', isOn, async () => {
      const { uploadReports } = await import('../publish/github/artifact.ts');
      const upload = uploadReports({ files, journal: join(directory, journalName), slug: leg.slug, runUrl: context.run.url });
      this.#uploaded = await withDeadline(upload, deadlineMilliseconds, 'the upload took longer than a minute');
      const { machine, page } = this.#uploaded;
      return page === undefined ? `archive ${machine.name}` : `archive ${machine.name}, page ${page.url}`;
    });
  }

  async comment(): Promise<SinkResult> {
    const { inputs, context } = this.#job;
    const { comment: mode } = inputs.reports;
    const isOn: SinkSwitch = mode === 'never' || context.pullRequest === undefined ? '' : (this.#readOnlyToken() ?? true);
    if (mode !== 'never' && isOn !== true && isOn !== '') await this.#leaveForSecondStage();
    return await writeSink('comment', isOn, async () => {
      const { publishComment } = await import('../publish/github/comment.ts');
      const { url, detail } = await publishComment({
        github: await this.#job.github(),
        context,
        artifacts: openRunArtifacts(process.env),
        part: this.#part(),
        key: this.#key(),
        mode,
        render: (parts, { maxCharacters, notes }) =>
          this.#job.redact(
            toComment(parts, { maxCharacters, workflow: context.workflow, runUrl: context.run.url, attempt: context.run.attempt, notes }),
          ),
        endsAtMilliseconds: performance.now() + deadlineMilliseconds,
      });
      this.#commentUrl = url;
      return detail;
    });
  }

  async check(): Promise<SinkResult> {
    const { context, inputs, leg, redact } = this.#job;
    const { report } = this.#publication;
    const { check: mode } = inputs.reports;
    const hasCheck = context.job.checkRunId !== '' || mode === 'separate';
    const isOn: SinkSwitch = mode === 'off' || !hasCheck ? '' : (this.#readOnlyToken() ?? true);
    return await writeSink('check', isOn, async () => {
      if (mode === 'off') return '';
      const { publishCheck } = await import('../publish/github/check-run.ts');
      const checking = publishCheck({
        github: await this.#job.github(),
        context,
        mode,
        verdict: report.verdict,
        title: redact(`${verdictWords[report.verdict]}: ${countsSentence(report.counts)}`),
        configFiles: this.#configFiles(),
        leg: context.job.matrix === 'null' ? '' : leg.part.name,
        summary: (maxBytes) => redact(toMarkdown(report, { maxBytes })),
        annotations: this.#annotations,
        reportUrl: this.#uploaded?.page?.url ?? context.run.url,
      });
      const { url, detail, notTaken } = await withDeadline(checking, deadlineMilliseconds, 'the check was not written within a minute');
      this.#notInCheck = notTaken;
      this.#checkUrl = url;
      return detail;
    });
  }

  /** Where the check took them, they are on the lines already. */
  async annotations(): Promise<SinkResult> {
    const { inputs, redact } = this.#job;
    return await writeSink('annotations', inputs.reports.annotations || '', () => {
      const commands = annotationCommands(this.#notInCheck);
      process.stdout.write(commands.map((command) => `${redact(command)}\n`).join(''));
      return `${commands.length} commands`;
    });
  }

  #configFiles(): readonly string[] {
    return this.#publication.report.runs.map(({ configFile }) => configFile);
  }

  #key(): string {
    return commentKey(this.#job.context.workflow, this.#configFiles());
  }

  #part() {
    const { leg, context } = this.#job;
    const { report, notes } = this.#publication;
    return toPart(report, { leg: leg.part, githubRunId: context.run.id, attempt: context.run.attempt, notes });
  }

  /** Why the token cannot write, where the event says so; asking would only give a refusal. */
  #readOnlyToken(): string | undefined {
    const { trust, context } = this.#job;
    if (context.event !== 'pull_request') return undefined;
    if (trust.isForeign) return 'the pull request comes from a fork, whose token may only read (docs/forks.md has a second stage for it)';
    if (context.actor === dependabotLogin)
      return 'Dependabot started this run, and its token may only read (docs/forks.md has a second stage for it)';
    return undefined;
  }

  /** Data for a workflow of the default branch, which may write. Failing to leave it is no more than a missing comment. */
  async #leaveForSecondStage(): Promise<void> {
    const artifacts = openRunArtifacts(process.env);
    if (artifacts === undefined) return;
    await sharePart(artifacts, this.#key(), this.#part()).catch((problem: unknown) =>
      this.#job.log.say(
        `The result could not be left for the second stage: ${problem instanceof Error ? problem.message : String(problem)}.`,
      ),
    );
  }
}
