import { setTimeout as wait } from 'node:timers/promises';
import { formatMilliseconds } from '../../std/duration.ts';
import { Refusal, TransportError } from '../../std/errors.ts';
import type { StepAnswer } from './planned-step.ts';
import { parsePath, valueAt } from './reference.ts';

export interface Goal {
  readonly path: string;
  readonly at_least?: number;
  readonly equals?: unknown;
}

const firstPauseMilliseconds = 50;
const longestPauseMilliseconds = 2000;

/** Repeats a step until its answer meets the goal. Pauses double, and the last one ends with the time allowed. */
export async function repeatUntil(
  once: () => Promise<StepAnswer>,
  goal: Goal,
  withinMilliseconds: number,
  signal: AbortSignal,
): Promise<StepAnswer> {
  const deadline = performance.now() + withinMilliseconds;
  for (let attempt = 1, pause = firstPauseMilliseconds; ; attempt++, pause = Math.min(pause * 2, longestPauseMilliseconds)) {
    const answer = await once();
    const value = valueAt(answer.value, parsePath(goal.path) ?? []);
    if (isMet(goal, value)) return answer;
    const left = deadline - performance.now();
    if (left <= 0) {
      const wanted = goal.at_least === undefined ? JSON.stringify(goal.equals) : `at least ${goal.at_least}`;
      const tries = `${attempt} ${attempt === 1 ? 'try' : 'tries'} in ${formatMilliseconds(withinMilliseconds)}`;
      throw new Refusal('until', `expected ${goal.path} to become ${wanted}, and after ${tries} it is ${show(value)}`);
    }
    await wait(Math.min(pause, left), undefined, { signal }).catch((cause: unknown) => {
      throw new TransportError('timeout', `${goal.path} was still ${show(value)} when the time of the check was over`, { cause });
    });
  }
}

function isMet(goal: Goal, value: unknown): boolean {
  return goal.at_least === undefined ? value === goal.equals : typeof value === 'number' && value >= goal.at_least;
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 100);
}
