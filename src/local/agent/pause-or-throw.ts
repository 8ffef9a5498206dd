import { pause } from '../../std/deadline.ts';

/** @throws the signal's reason when it is aborted before the time is over */
export async function pauseOrThrow(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, signal);
  signal.throwIfAborted();
}
