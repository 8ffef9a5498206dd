import type { CheckContext } from '../../../model/component.ts';
import type { IndexConfig } from '../shape/index-config.ts';
import { pollUntil } from '../../poll-until.ts';
import { stateWords } from '../shape/state-words.ts';
import type { PineconeConnection } from '../vector-index.ts';

export interface NewIndex {
  readonly name: string;
  /** Names it for people, such as `new index`. */
  readonly subject: string;
  readonly withinMilliseconds: number;
}

/** Waits until an index that was just made can be used, and records whether it can. Undefined when it cannot. */
export async function awaitReady(
  { control }: PineconeConnection,
  { name, subject, withinMilliseconds }: NewIndex,
  context: CheckContext,
): Promise<IndexConfig | undefined> {
  const wait = { what: `index ${name} to be ready`, withinMilliseconds, signal: context.signal, survivesNoAnswer: true };
  const polled = await pollUntil(wait, () => control.describe(name, context.signal), isSettled);
  const { value } = polled;
  const actual = value.isReady ? 'ready' : stateWords(value.state, polled, withinMilliseconds);
  context.find({ subject, expected: 'ready', actual, met: value.isReady });
  return value.isReady ? value : undefined;
}

/** `Failed` never becomes ready: nobody waits for it. */
function isSettled({ isReady, state }: IndexConfig): boolean {
  return isReady || /fail/i.test(state);
}
