import type { CheckContext } from '../../../model/component.ts';
import type { RequestAttempt } from './instrumented-fetch.ts';

/** Requests as they went over the wire, and those of them that were answered with 429. */
export class RequestCount {
  requests = 0;
  throttled = 0;

  add({ status }: Pick<RequestAttempt, 'status'>): void {
    this.requests += 1;
    if (status === 429) this.throttled += 1;
  }
}

/** A wait that the service asked for is no latency of the index, and still is part of the times: so it is told. */
export function tellThrottled(name: string, { requests, throttled }: RequestCount, context: CheckContext): void {
  if (throttled === 0 || context.signal.aborted) return;
  context.metric(`${name}_throttled`, throttled);
  context.note(
    `${throttled} of ${requests} requests of ${name} were answered with 429 and waited for: its times include the waits for the service's limit`,
  );
}
