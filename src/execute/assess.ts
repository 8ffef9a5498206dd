import { evaluateCondition } from '../condition/evaluate.ts';
import { parseCondition } from '../condition/parse.ts';
import type { Scope } from '../condition/scope.ts';
import type { DeclaredCondition } from '../model/condition.ts';
import type { Finding } from '../model/outcome.ts';
import type { OutcomeStatus } from '../model/words.ts';
import type { Recording } from './recording.ts';

export interface Assessment {
  readonly status: OutcomeStatus;
  /** Empty when passed. */
  readonly reason: string;
  /** The check's own findings, then one for each condition. */
  readonly findings: readonly Finding[];
}

export interface AssessedCheck {
  readonly expect: readonly DeclaredCondition[];
  /** A connection that was made is itself what was looked at. */
  readonly gate: boolean;
}

/**
 * What a check says that looked and returned. A wrong answer is `failed` whatever else is missing; a condition without
 * data, or a check that recorded nothing at all, is `broken`: silence is never green.
 */
export function assess(check: AssessedCheck, recording: Recording): Assessment {
  const scope = recording.scope();
  const judged = check.expect.map((condition) => judgeCondition(condition, scope));
  const findings = [...recording.findings, ...judged.map(({ finding }) => finding)];
  const answered = [...recording.findings, ...judged.filter(({ missing }) => missing === undefined).map(({ finding }) => finding)];
  const wrong = wrongAmong(answered);
  if (wrong !== undefined) return { status: 'failed', reason: wrong, findings };
  const silent = judged.find(({ missing }) => missing !== undefined);
  if (silent !== undefined) return { status: 'broken', reason: `no data: ${silent.missing} (${silent.finding.subject})`, findings };
  if (findings.length === 0 && !check.gate && recording.isEmpty) {
    return { status: 'broken', reason: 'the check looked at nothing', findings };
  }
  return { status: 'passed', reason: '', findings };
}

interface JudgedCondition {
  readonly finding: Finding;
  readonly missing?: string;
}

function judgeCondition({ text, severity }: DeclaredCondition, scope: Scope): JudgedCondition {
  const { status, seen, missing } = evaluateCondition(parseCondition(text), scope);
  const finding = { subject: text, expected: text, actual: seen, met: status === 'met', severity };
  if (status === 'no-data') return { finding, missing: missing ?? text };
  return { finding: status === 'undecided' ? { ...finding, severity: 'warn' } : finding };
}

/** The sentence about what was wrong, undefined where nothing was. */
export function wrongAmong(findings: readonly Finding[]): string | undefined {
  const [first, ...others] = findings.filter(({ met, severity }) => !met && severity === 'fail');
  if (first === undefined) return undefined;
  const isCondition = first.subject === first.expected;
  const sentence = isCondition ? `${first.subject}: ${first.actual}` : `${first.subject}: expected ${first.expected}, got ${first.actual}`;
  return others.length === 0 ? sentence : `${sentence} (and ${others.length} more)`;
}
