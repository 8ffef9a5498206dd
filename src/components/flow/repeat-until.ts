import { formatMilliseconds } from '../../std/duration.ts';
import { Refusal } from '../../std/errors.ts';
import { pollUntil } from '../poll-until.ts';
import type { StepAnswer } from './planned-step.ts';
import { parsePath, valueAt } from './reference.ts';

export interface Goal {
  readonly path: string;
  readonly at_least?: number;
  readonly equals?: unknown;
}

const longestPauseMilliseconds = 2000;

/** Repeats a step until its answer meets the goal, and says how often it did. */
export async function repeatUntil(
  once: () => Promise<StepAnswer>,
  goal: Goal,
  withinMilliseconds: number,
  signal: AbortSignal,
): Promise<StepAnswer> {
  const valueOf = (answer: StepAnswer) => valueAt(answer.value, parsePath(goal.path) ?? []);
  const isMetBy = (answer: StepAnswer) => isMet(goal, valueOf(answer));
  const wanted = goal.at_least === undefined ? JSON.stringify(goal.equals) : `at least ${goal.at_least}`;
  const what = `${goal.path} to become ${wanted}`;
  const describe = (answer: StepAnswer) => `it is ${show(valueOf(answer))}`;
  const wait = { what, withinMilliseconds, signal, longestPauseMilliseconds, describe };
  const { value: answer, isDone, tries } = await pollUntil(wait, once, isMetBy);
  const counted = `${tries} ${tries === 1 ? 'try' : 'tries'}`;
  if (isDone) return { ...answer, summary: tries === 1 ? answer.summary : `${answer.summary} after ${counted}` };
  const within = formatMilliseconds(withinMilliseconds);
  throw new Refusal('until', `expected ${goal.path} to become ${wanted}, and after ${counted} in ${within} it is ${show(valueOf(answer))}`);
}

function isMet(goal: Goal, value: unknown): boolean {
  return goal.at_least === undefined ? value === goal.equals : typeof value === 'number' && value >= goal.at_least;
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 100);
}
