import * as v from 'valibot';
import type { NewFinding } from '../../../model/outcome.ts';

const resultSchema = v.object({
  id: v.string(),
  description: v.optional(v.string(), ''),
  status: v.picklist(['SUCCESS', 'FAILURE', 'WARNING', 'INFO', 'SKIPPED']),
  errorMessage: v.optional(v.string(), ''),
});

export const resultsSchema = v.array(resultSchema);

/** One line of the suite's `checks.json`. */
export type Result = v.InferOutput<typeof resultSchema>;

export interface Judged {
  readonly findings: readonly NewFinding[];
  /** Results that say nothing of this server, because they need the suite's own tools. */
  readonly untestable: number;
  /** Expected failures that were reported, failed or not. */
  readonly met: readonly string[];
}

export interface ResultRules {
  readonly capabilities: readonly string[];
  /** By `scenario/id` or `scenario`, why it may fail. */
  readonly expectedFailures: Readonly<Record<string, string>>;
}

/** The suite asks its own tools to change the list of tools, and does not look whether they are there. */
const needsOwnTools = new Set(['sep-2575-server-sends-tools-list-changed-on-subscription']);
const longest = 300;

export function judgeResults(scenario: string, results: readonly Result[], { capabilities, expectedFailures }: ResultRules): Judged {
  const findings: NewFinding[] = [];
  const met = new Set<string>();
  let untestable = 0;
  for (const result of results) {
    const { id, description, status, errorMessage } = result;
    if (status === 'INFO' || status === 'SKIPPED' || isAboutOther(id, capabilities)) continue;
    if (needsOwnTools.has(id) || errorMessage.startsWith('Not testable')) {
      untestable += 1;
      continue;
    }
    const key = [`${scenario}/${id}`, scenario].find((one) => Object.hasOwn(expectedFailures, one));
    const expected = { subject: `${scenario}: ${id}`, expected: oneLine(description) || 'success' };
    findings.push({ ...expected, ...judgeResult(result, key === undefined ? undefined : expectedFailures[key]) });
    if (key !== undefined && status !== 'SUCCESS') met.add(key);
  }
  return { findings, untestable, met: [...met] };
}

function judgeResult({ status, errorMessage }: Result, reason: string | undefined): Pick<NewFinding, 'actual' | 'met' | 'severity'> {
  const words = oneLine(errorMessage) || status.toLowerCase();
  if (status === 'SUCCESS') return { actual: 'success', met: true };
  if (reason !== undefined) return { actual: `${words} (expected: ${reason})`, met: true };
  return status === 'WARNING' ? { actual: words, met: false, severity: 'warn' } : { actual: words, met: false };
}

/** A list that the server does not offer: the scenario about caching asks for all of them. */
function isAboutOther(id: string, capabilities: readonly string[]): boolean {
  return (
    ['prompts', 'resources', 'tools'].some((name) => id.includes(`-${name}-`) && !capabilities.includes(name)) && id.startsWith('sep-2549')
  );
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
