import { Skip } from '../../../std/errors.ts';
import type { ServerRuntime } from './server-runtime.ts';

/** Stands for a runtime that cannot be asked: whatever needs one is skipped with the reason. */
export function missingRuntime(reason: string): ServerRuntime {
  const skip = (): Promise<never> => Promise.reject(new Skip(reason));
  return {
    title: 'no runtime',
    inspect: skip,
    kill: skip,
    run: skip,
    usage: skip,
    events: skip,
    lastWords: skip,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
