import type { Report } from '../model/run.ts';
import { toCtrf } from './ctrf.ts';
import { toHtml } from './html.ts';
import { toJUnit } from './junit.ts';
import { toMarkdown } from './markdown.ts';
import { toResultsJson } from './results-json.ts';

export interface ReportWriter {
  readonly file: string;
  readonly render: (report: Report) => string;
}

/** GitHub refuses a whole step summary above 1 MiB; a little room is left for what others add. */
const summaryMaxBytes = 1_000_000;

/** A new format is one file and one line here. */
export const reports = {
  json: { file: 'results.json', render: toResultsJson },
  junit: { file: 'junit.xml', render: toJUnit },
  ctrf: { file: 'ctrf.json', render: toCtrf },
  markdown: { file: 'summary.md', render: (report) => toMarkdown(report, { maxBytes: summaryMaxBytes }) },
  html: { file: 'report.html', render: toHtml },
} as const satisfies Readonly<Record<string, ReportWriter>>;

export type ReportFormat = keyof typeof reports;
