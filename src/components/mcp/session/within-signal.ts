import { TransportError } from '../../../std/errors.ts';

/**
 * Waits for work that may ignore the signal, but not longer than the signal allows: then it is a `TransportError`, whatever
 * word for an abort the work itself has. Other errors stay as they are.
 */
export async function withinSignal<T>(what: string, signal: AbortSignal, work: Promise<T>): Promise<T> {
  const abort = Promise.withResolvers<never>();
  const late = () => new TransportError('timeout', `${what}: no answer in time`, { cause: signal.reason });
  const stop = () => abort.reject(late());
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, abort.promise]);
  } catch (error) {
    throw signal.aborted ? late() : error;
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}
