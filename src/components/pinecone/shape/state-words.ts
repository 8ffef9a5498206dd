import { formatMilliseconds } from '../../../std/duration.ts';

/** What became of something that was to be ready: the state that it ended in, or the one that it had when the time was up. */
export function stateWords(state: string, { isDone }: { readonly isDone: boolean }, withinMilliseconds: number): string {
  return isDone ? `state ${state}` : `still in state ${state} after ${formatMilliseconds(withinMilliseconds)}`;
}
