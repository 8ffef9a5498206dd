import { makeHeader } from '../../src/execute/header.ts';
import type { Attempt, Outcome } from '../../src/model/outcome.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Execution } from '../../src/model/run.ts';
import type { OutcomeStatus } from '../../src/model/words.ts';
import { shardOf } from '../../src/plan/shard.ts';

export interface ShardShape extends Partial<Pick<Execution, 'durationMilliseconds' | 'stoppedBy' | 'leftovers'>> {
  readonly runId?: string;
  readonly toolVersion?: string;
  readonly startedAtMilliseconds?: number;
  /** By check id; passed where absent. */
  readonly outcomes?: Readonly<Record<string, Partial<Outcome>>>;
}

/** What a shard of a plan would have reported; number 0 for the whole plan, not split. */
export function executionOf(plan: Plan, number: number, count: number, shape: ShardShape = {}): Execution {
  const { runId = `run-${number}`, toolVersion = '0.1.0', startedAtMilliseconds = 1000, outcomes = {}, ...ends } = shape;
  const part = number === 0 ? plan : shardOf(plan, number, count);
  const header = makeHeader({ plan: part, runId, toolVersion, startedAtMilliseconds }, (text) => text);
  return {
    header,
    outcomes: header.checks.map(({ id }) => ({ ...outcomeOf(id), ...outcomes[id] })),
    durationMilliseconds: 10,
    stoppedBy: null,
    leftovers: [],
    ...ends,
  };
}

export function outcomeOf(checkId: string, status: OutcomeStatus = 'passed', attempts: readonly Attempt[] = []): Outcome {
  return { checkId, status, reason: status === 'passed' ? '' : `${status} for a reason`, flaky: false, attempts };
}

export function attemptAt(startedAtMilliseconds: number, fields: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    status: 'passed',
    reason: '',
    startedAtMilliseconds,
    durationMilliseconds: 5,
    findings: [],
    measurements: [],
    metrics: [],
    notes: [],
    ...fields,
  };
}
