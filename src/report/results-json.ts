import type { Report } from '../model/run.ts';

/** The report itself as JSON on one line, described in docs/results-schema.md. Numbers that do not exist are `null`. */
export function toResultsJson(report: Report): string {
  return `${JSON.stringify(report)}\n`;
}
