import { pause } from './deadline.ts';

export interface LoadOptions {
  /** Calls that count, 1 or more. */
  readonly samples: number;
  /** Calls before them, one after the other, that do not count. */
  readonly warmup: number;
  /** Calls per second on a fixed schedule (open model); absent: one after the other (closed model). */
  readonly ratePerSecond?: number;
  /** Open model: a call that would be one too many at its time is not sent and counts as an error. */
  readonly maximumInFlight?: number;
  /** Stops: no further call starts, and those under way are no longer waited for. */
  readonly signal: AbortSignal;
  /** `index` counts from 0 over warm-up and samples together. */
  readonly call: (signal: AbortSignal, index: number) => Promise<unknown>;
  /** Told of each counted call that was answered, in milliseconds. */
  readonly onLatency: (milliseconds: number) => void;
  /** Told of each counted call that gave an error or could not be sent. */
  readonly onError: (error: unknown) => void;
  /** Told of the very first call's latency when it was answered. */
  readonly onCold?: (milliseconds: number) => void;
}

const defaultMaximumInFlight = 100;
/** A call that never leaves the microtask queue must not keep timers and signals from running. */
const yieldEveryMilliseconds = 50;

/** A call of the schedule that found all slots taken. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/**
 * Makes warm-up and counted calls and tells their latencies. In the open model latency counts from the scheduled start,
 * so that a slow answer cannot hide the wait of those behind it (coordinated omission). Resolves when all calls ended or
 * the signal was aborted; errors of calls are told, never thrown.
 */
export async function runLoad(options: LoadOptions): Promise<void> {
  checkOptions(options);
  await untilAborted(makeCalls(options), options.signal);
}

async function makeCalls(options: LoadOptions): Promise<void> {
  await callInTurn(options, 0, options.warmup, false);
  if (options.signal.aborted) return;
  if (options.ratePerSecond === undefined) await callInTurn(options, options.warmup, options.samples, true);
  else await callOnSchedule(options, 1000 / options.ratePerSecond);
}

async function callInTurn(options: LoadOptions, firstIndex: number, calls: number, counted: boolean): Promise<void> {
  let yieldedAt = performance.now();
  for (let index = firstIndex; index < firstIndex + calls && !options.signal.aborted; index += 1) {
    const startedAt = performance.now();
    await callOnce(options, index, startedAt, counted);
    if (performance.now() - yieldedAt > yieldEveryMilliseconds) {
      await nextTurn();
      yieldedAt = performance.now();
    }
  }
}

async function callOnSchedule(options: LoadOptions, intervalMilliseconds: number): Promise<void> {
  const maximum = options.maximumInFlight ?? defaultMaximumInFlight;
  const running = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let sample = 0; sample < options.samples; sample += 1) {
    const dueAt = startedAt + sample * intervalMilliseconds;
    await waitUntil(dueAt, options.signal);
    if (options.signal.aborted) return;
    if (running.size >= maximum) {
      options.onError(new NotSent(`not sent: ${maximum} calls were still unanswered at its time`));
      continue;
    }
    const call = callOnce(options, options.warmup + sample, dueAt, true).finally(() => running.delete(call));
    running.add(call);
  }
  await Promise.all(running);
}

async function callOnce(options: LoadOptions, index: number, startedAt: number, counted: boolean): Promise<void> {
  try {
    await options.call(options.signal, index);
  } catch (error) {
    if (counted && !options.signal.aborted) options.onError(error);
    return;
  }
  // An answer after the stop came too late to be told from one that the stop itself ended.
  if (options.signal.aborted) return;
  const milliseconds = performance.now() - startedAt;
  if (index === 0) options.onCold?.(milliseconds);
  if (counted) options.onLatency(milliseconds);
}

/** Timers are up to a millisecond late, which would be told as latency: the last part is waited in turns of the event loop. */
async function waitUntil(at: number, signal: AbortSignal): Promise<void> {
  for (let left = at - performance.now(); left > 0 && !signal.aborted; left = at - performance.now()) {
    if (left > 2) await pause(left - 1.5, signal);
    else await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      signal.removeEventListener('abort', finish);
      resolve();
    };
    signal.addEventListener('abort', finish, { once: true });
    work.then(finish, reject);
    if (signal.aborted) finish();
  });
}

function checkOptions({ samples, warmup, ratePerSecond, maximumInFlight = 1 }: LoadOptions): void {
  if (!(Number.isInteger(samples) && samples >= 1)) throw new RangeError(`expected 1 sample or more, got ${samples}`);
  if (!(Number.isInteger(warmup) && warmup >= 0)) throw new RangeError(`expected 0 warm-up calls or more, got ${warmup}`);
  if (!(maximumInFlight >= 1)) throw new RangeError(`expected 1 call in flight or more, got ${maximumInFlight}`);
  if (ratePerSecond !== undefined && !(ratePerSecond > 0 && Number.isFinite(ratePerSecond))) {
    throw new RangeError(`expected a rate above 0 calls per second, got ${ratePerSecond}`);
  }
}
