import { appendFileSync, existsSync, statSync } from 'node:fs';
import type { Report } from '../../model/run.ts';
import { toMarkdown } from '../../report/markdown.ts';
import { markdownCode } from '../../std/escape.ts';
import type { Redact } from '../../std/redact.ts';

/** Above this size of a step's file the runner uploads nothing at all. */
const stepSummaryLimitBytes = 1024 * 1024;
const reserveBytes = 24 * 1024;

/** Appends the notes and the Markdown report to the step summary, within what earlier steps of the same file left of the limit. */
export function writeStepSummary(report: Report, notes: readonly string[], redact: Redact, file: string | undefined): string {
  if (!file) throw new Error('GITHUB_STEP_SUMMARY is not set');
  const used = existsSync(file) ? statSync(file).size : 0;
  const maxBytes = stepSummaryLimitBytes - reserveBytes - used;
  if (maxBytes <= 0) throw new Error(`the step summary is full: ${used} of ${stepSummaryLimitBytes} bytes are used`);
  const lead = notes.map((note) => `> ${markdownCode(note)}\n\n`).join('');
  const text = redact(`${lead}${toMarkdown(report, { maxBytes: maxBytes - Buffer.byteLength(lead) })}`);
  appendFileSync(file, `${text}\n`);
  return `${Buffer.byteLength(text)} bytes`;
}
