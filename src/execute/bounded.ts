import { withDeadline } from '../std/deadline.ts';

/**
 * Clean-up work with a deadline of its own, which `cut` may end earlier. The work's signal is aborted in both cases; work
 * that ignores it is abandoned.
 */
export async function bounded(
  work: (signal: AbortSignal) => PromiseLike<void>,
  milliseconds: number,
  cut: AbortSignal,
  message: string,
): Promise<void> {
  cut.throwIfAborted();
  const controller = new AbortController();
  const cutShort = Promise.withResolvers<never>();
  const onCut = (): void => cutShort.reject(cut.reason);
  cut.addEventListener('abort', onCut, { once: true });
  try {
    await withDeadline(Promise.race([begin(work, controller.signal), cutShort.promise]), milliseconds, message);
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    cut.removeEventListener('abort', onCut);
  }
}

/** A throw before the first wait is a rejection like any other. */
async function begin(work: (signal: AbortSignal) => PromiseLike<void>, signal: AbortSignal): Promise<void> {
  await work(signal);
}
