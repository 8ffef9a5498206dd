import { TransportError } from '../../std/errors.ts';
import { normalError } from './statement/normal-error.ts';

export interface Settle<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

export interface Wait {
  readonly signal: AbortSignal;
  readonly limitMilliseconds: number;
  /** Completes the sentence "..., while <doing>"; asked for when the wait has ended, so it may tell what was learned meanwhile. */
  readonly doing: () => string;
}

/**
 * A callback of the driver as a promise with our own deadline. `start` begins the work and returns how to give it up, which
 * happens at the signal or the deadline; the promise is rejected at once and does not wait for the driver.
 */
export function untilSettled<T>({ signal, limitMilliseconds, doing }: Wait, start: (settle: Settle<T>) => () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let giveUp: () => void = () => undefined;
    const timer = setTimeout(() => abandon(`no answer within ${limitMilliseconds / 1_000}s`), limitMilliseconds);
    const onAbort = (): void => abandon('stopped before an answer came');
    const settled = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const abandon = (what: string): void => {
      settled();
      giveUp();
      reject(new TransportError('timeout', `${what}, while ${doing()}`, { cause: signal.reason }));
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      giveUp = start({
        resolve: (value) => (settled(), resolve(value)),
        reject: (error) => (settled(), reject(error)),
      });
    } catch (error) {
      settled();
      reject(normalError(error, doing()));
    }
  });
}
