import type { CheckContext } from '../../../model/component.ts';
import { median } from '../../../std/median.ts';
import { watchRequests } from './instrumented-fetch.ts';
import type { RequestAttempt } from './instrumented-fetch.ts';
import { RequestCount, tellThrottled } from './request-count.ts';

/** Names of the operations that one timed operation has: what the client sees, the first call of it, the service's own account. */
export function partsOf(name: string, target?: string) {
  return [{ name, ...(target === undefined ? {} : { target }) }, { name: `${name}.cold` }, { name: `${name}.server` }];
}

/**
 * Measures one call again and again: `<name>` as the client sees it, `<name>.cold` the first of it, `<name>.server` the time
 * inside the service by its own account. The rest is the way there and back, which says more about the runner than the index.
 */
export async function measureBoth(
  name: string,
  context: CheckContext,
  call: (signal: AbortSignal, index: number) => Promise<unknown>,
): Promise<void> {
  const warm: number[] = [];
  const count = new RequestCount();
  await context.measure(name, {}, async (signal, index) => {
    const ofCall: number[] = [];
    const startedAt = performance.now();
    const onAttempt = (attempt: RequestAttempt): void => {
      count.add(attempt);
      if (attempt.serverMilliseconds !== undefined) ofCall.push(attempt.serverMilliseconds);
    };
    await watchRequests({ onAttempt }, () => call(signal, index));
    if (index === 0) context.sample(`${name}.cold`, performance.now() - startedAt);
    if (index < context.warmup) return;
    warm.push(...ofCall);
    for (const milliseconds of ofCall) context.sample(`${name}.server`, milliseconds);
  });
  if (warm.length === 0) context.note(`the service does not tell its own time of ${name}`);
  else context.metric(`${name}_server_p50`, median(warm), 'ms');
  tellThrottled(name, count, context);
}
