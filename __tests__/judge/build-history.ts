import type { History, PastOperation, PastRun } from '../../src/model/history.ts';
import type { OutcomeStatus } from '../../src/model/words.ts';
import { measured } from './build-execution.ts';

export interface PastShape extends Partial<Omit<PastRun, 'statuses' | 'operations'>> {
  readonly statuses?: Readonly<Record<string, OutcomeStatus>>;
  readonly operations?: readonly PastOperation[];
}

/** Runs of main, oldest first, each a second after the one before. */
export function historyOf(shapes: readonly PastShape[]): History {
  return { branch: 'main', runs: shapes.map((shape, index) => pastRun(shape, index)) };
}

export function pastRun(shape: PastShape, index = 0): PastRun {
  return {
    runId: `past-${index}`,
    commit: `c0ffee${index}`,
    configFile: 'infra-test.yml',
    environment: 'local',
    stack: 'embedded',
    startedAtMilliseconds: 1_700_000_000_000 + index * 1000,
    statuses: {},
    operations: [],
    metrics: [],
    ...shape,
  };
}

export function pastOperation(component: string, operation: string, samples: readonly number[], errors = 0): PastOperation {
  return { component, operation, histogram: measured(operation, samples).histogram, errors };
}
