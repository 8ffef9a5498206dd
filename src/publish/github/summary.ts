import { appendFileSync, existsSync, statSync } from 'node:fs';
import type { Report } from '../../model/run.ts';
import { toMarkdown } from '../../report/markdown.ts';

/** Above this size of a step's file the runner uploads nothing at all. */
const stepSummaryLimitBytes = 1024 * 1024;
const reserveBytes = 24 * 1024;

/** Appends the Markdown report to the step summary, within what earlier steps of the same file left of the limit. */
export function writeStepSummary(report: Report, file: string | undefined): string {
  if (!file) throw new Error('GITHUB_STEP_SUMMARY is not set');
  const used = existsSync(file) ? statSync(file).size : 0;
  const maxBytes = stepSummaryLimitBytes - reserveBytes - used;
  if (maxBytes <= 0) throw new Error(`the step summary is full: ${used} of ${stepSummaryLimitBytes} bytes are used`);
  const text = toMarkdown(report, { maxBytes });
  appendFileSync(file, `${text}\n`);
  return `${Buffer.byteLength(text)} bytes`;
}
