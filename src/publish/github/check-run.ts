import { context, getOctokit } from '@actions/github';
import type { Report } from '../../model/run.ts';
import type { Verdict } from '../../model/words.ts';
import { toMarkdown } from '../../report/markdown.ts';
import type { Annotation } from './annotations.ts';

/** GitHub's own limits. */
const outputLimitCharacters = 65_535;
const annotationsPerRequest = 50;

const conclusions: Readonly<Record<Verdict, 'success' | 'neutral' | 'failure'>> = {
  pass: 'success',
  warn: 'neutral',
  fail: 'failure',
  broken: 'failure',
};

/** Adds a completed check run to the commit; returns its address. One request: the first 50 annotations. */
export async function createCheckRun(report: Report, annotations: readonly Annotation[], token: string): Promise<string> {
  const { data } = await getOctokit(token).rest.checks.create({
    ...context.repo,
    name: 'infra-test',
    head_sha: headCommit(),
    status: 'completed',
    conclusion: conclusions[report.verdict],
    output: {
      title: `${report.verdict}: ${report.counts.failed} failed, ${report.counts.broken} broken, ${report.counts.passed} passed`,
      summary: toMarkdown(report, { maxBytes: outputLimitCharacters }),
      annotations: annotations.slice(0, annotationsPerRequest).map(toRequest),
    },
  });
  return data.html_url ?? `check run ${data.id}`;
}

/** On a pull request the commit of its branch: the merge commit that the job runs on is not shown anywhere. */
function headCommit(): string {
  const pullRequest = context.payload.pull_request as { head?: { sha?: string } } | undefined;
  return pullRequest?.head?.sha ?? context.sha;
}

function toRequest({ level, source, title, message }: Annotation): {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: 'failure' | 'warning' | 'notice';
  title: string;
  message: string;
} {
  const annotationLevel = level === 'error' ? 'failure' : level;
  return { path: source.file, start_line: source.line, end_line: source.line, annotation_level: annotationLevel, title, message };
}
