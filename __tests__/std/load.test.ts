import { expect, test } from 'vitest';
import { NotSent, runLoad } from '../../src/std/load.ts';
import type { LoadOptions } from '../../src/std/load.ts';

interface Seen {
  readonly latencies: number[];
  readonly errors: unknown[];
  readonly cold: number[];
  readonly indexes: number[];
}

async function load(options: Partial<LoadOptions> & Pick<LoadOptions, 'samples'>): Promise<Seen> {
  const seen: Seen = { latencies: [], errors: [], cold: [], indexes: [] };
  await runLoad({
    warmup: 0,
    signal: new AbortController().signal,
    onLatency: (milliseconds) => seen.latencies.push(milliseconds),
    onError: (error) => seen.errors.push(error),
    onCold: (milliseconds) => seen.cold.push(milliseconds),
    ...options,
    call: async (signal, index) => {
      seen.indexes.push(index);
      await options.call?.(signal, index);
    },
  });
  return seen;
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('warm-up calls come first and do not count, the very first call is told as cold', async () => {
  const seen = await load({ samples: 5, warmup: 3, call: async (_signal, index) => (index === 0 ? wait(30) : undefined) });
  expect(seen.indexes).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(seen.latencies).toHaveLength(5);
  expect(seen.cold).toHaveLength(1);
  expect(seen.cold[0]).toBeGreaterThan(25);
});

test('without a warm-up the first call is both cold and counted', async () => {
  const seen = await load({ samples: 2 });
  expect(seen.latencies).toHaveLength(2);
  expect(seen.cold).toEqual([seen.latencies[0]]);
});

test('closed model: calls never overlap, and an error is told instead of a latency', async () => {
  let running = 0;
  let most = 0;
  const seen = await load({
    samples: 6,
    call: async (_signal, index) => {
      running += 1;
      most = Math.max(most, running);
      await wait(1);
      running -= 1;
      if (index % 2 === 0) throw new Error(`call ${index}`);
    },
  });
  expect(most).toBe(1);
  expect(seen.latencies).toHaveLength(3);
  expect(seen.errors.map(String)).toEqual(['Error: call 0', 'Error: call 2', 'Error: call 4']);
});

test('errors of warm-up calls do not count', async () => {
  const seen = await load({
    samples: 2,
    warmup: 2,
    call: async (_signal, index) => (index < 2 ? Promise.reject(new Error('cold')) : undefined),
  });
  expect(seen).toMatchObject({ errors: [], cold: [] });
  expect(seen.latencies).toHaveLength(2);
});

test('open model: latency counts from the scheduled start, so one stall is told by every call behind it', async () => {
  const stall = (index: number): void => {
    // The process itself stands still, as a client does that has no free connection.
    if (index === 2) for (const until = performance.now() + 100; performance.now() < until;);
  };
  const seen = await load({ samples: 10, ratePerSecond: 200, call: async (_signal, index) => stall(index) });
  const slow = seen.latencies.filter((milliseconds) => milliseconds > 40);
  expect(seen.latencies).toHaveLength(10);
  expect(slow.length).toBeGreaterThan(5);
});

test('open model: no call starts before its time', async () => {
  const startedAt = performance.now();
  const starts: number[] = [];
  await load({ samples: 5, ratePerSecond: 100, call: async () => void starts.push(performance.now() - startedAt) });
  for (const [index, at] of starts.entries()) expect(at).toBeGreaterThanOrEqual(index * 10);
});

test('open model: calls beyond the limit in flight are not sent and count as errors', async () => {
  let most = 0;
  let running = 0;
  const seen = await load({
    samples: 20,
    ratePerSecond: 1000,
    maximumInFlight: 3,
    call: async () => {
      running += 1;
      most = Math.max(most, running);
      await wait(200);
      running -= 1;
    },
  });
  expect(most).toBe(3);
  expect(seen.latencies.length + seen.errors.length).toBe(20);
  expect(seen.errors.length).toBeGreaterThan(10);
  expect(seen.errors.every((error) => error instanceof NotSent)).toBe(true);
});

test.each([undefined, 1000])('stops at the signal, also when a call ignores it (rate %s)', async (ratePerSecond) => {
  const controller = new AbortController();
  const seen = await load({
    samples: 1000,
    signal: controller.signal,
    ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
    call: async (_signal, index) => {
      if (index < 3) return;
      controller.abort();
      await new Promise(() => {});
    },
  });
  expect(seen.indexes).toEqual([0, 1, 2, 3]);
  // On a busy machine calls of the schedule may start together, and the stop then comes before their answers.
  const fewest = ratePerSecond === undefined ? 3 : 0;
  expect(seen.latencies.length).toBeGreaterThanOrEqual(fewest);
  expect(seen.latencies.length).toBeLessThanOrEqual(3);
});

test('stops at the signal, also when the very first call aborts it at once', async () => {
  const controller = new AbortController();
  const call = (): Promise<never> => {
    controller.abort();
    return new Promise(() => {});
  };
  expect((await load({ samples: 3, warmup: 1, signal: controller.signal, call })).indexes).toEqual([0]);
});

test('an answer after the stop is not told', async () => {
  const controller = new AbortController();
  const seen = await load({ samples: 2, signal: controller.signal, call: async () => controller.abort() });
  expect(seen.latencies).toEqual([]);
});

test('calls that never wait leave timers their turn', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const seen = await load({ samples: 100_000_000, signal: controller.signal, onLatency: () => {} });
  expect(seen.indexes.length).toBeLessThan(100_000_000);
});

test.each([
  [{ samples: 0 }, '1 sample or more, got 0'],
  [{ samples: Number.NaN }, '1 sample or more, got NaN'],
  [{ samples: 1, warmup: -1 }, '0 warm-up calls or more, got -1'],
  [{ samples: 1, ratePerSecond: 0 }, 'a rate above 0 calls per second, got 0'],
  [{ samples: 1, ratePerSecond: 5, maximumInFlight: 0 }, '1 call in flight or more, got 0'],
])('refuses %o', async (options, message) => {
  await expect(load(options)).rejects.toThrow(message);
});
