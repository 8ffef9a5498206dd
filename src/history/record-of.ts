import type { PastMetric, PastOperation, PastRun } from '../model/history.ts';
import type { JudgedCheck, JudgedRun } from '../model/run.ts';
import { largestMetric, longestName } from './limits.ts';

/**
 * What is remembered of a run: names, statuses and numbers. No reason, finding, note or value of a row is ever part of it.
 * Names come from the run's header, which is redacted. `commit` that is no hexadecimal name becomes empty.
 */
export function recordOf(run: JudgedRun, commit: string): PastRun {
  const checks = run.checks.filter(({ id }) => isName(id));
  return {
    runId: run.runId,
    commit: /^[0-9a-f]{7,64}$/.test(commit) ? commit : '',
    configFile: run.configFile,
    environment: run.environment.name,
    stack: run.environment.stack,
    startedAtMilliseconds: Math.round(run.startedAtMilliseconds),
    statuses: Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome.status])),
    operations: run.operations.filter(({ operation }) => isName(operation)).map(operationOf),
    metrics: run.checks.flatMap(metricsOf).filter(({ name, value }) => isName(name) && Math.abs(value) <= largestMetric),
  };
}

function operationOf({ component, operation, histogram, errors }: PastOperation): PastOperation {
  return { component, operation, histogram, errors };
}

/** Of the last attempt, as everywhere: earlier ones were repeated. */
function metricsOf({ component, outcome }: JudgedCheck): readonly PastMetric[] {
  if (outcome.status === 'skipped') return [];
  return (outcome.attempts.at(-1)?.metrics ?? []).map(({ name, value }) => ({ component, name, value }));
}

function isName(text: string): boolean {
  return text !== '' && text.length <= longestName;
}
