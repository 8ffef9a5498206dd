import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Check } from '../../src/model/check.ts';
import type { CheckContext } from '../../src/model/component.ts';
import { TransportError } from '../../src/std/errors.ts';
import { LatencyHistogram } from '../../src/std/histogram.ts';
import { aCheck, aComponent, aPlan, conditions, run } from './build-plan.ts';

async function measured(look: (context: CheckContext) => Promise<void>, fields: Partial<Check> = {}) {
  const { outcome } = await run(aPlan([aCheck('thing.look', fields)]), { thing: aComponent({ checks: { look } }) });
  return outcome('thing.look');
}

test('measures calls over the wire: samples, warm-up, cold and errors apart', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(requests % 5 === 0 ? 500 : 200).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const outcome = await measured(
    (context) =>
      context.measure('get', {}, async (signal) => {
        const answer = await fetch(url, { signal });
        await answer.arrayBuffer();
        if (answer.status !== 200) throw new TransportError('5xx', `HTTP ${answer.status}`);
      }),
    { samples: 20, warmup: 5, expect: conditions('get errors == 4', 'get count == 16', 'error_rate == 20%') },
  );
  server.close();
  server.closeAllConnections();
  expect(outcome).toMatchObject({ status: 'passed', reason: '' });
  expect(requests).toBe(25);
  const [measurement] = outcome.attempts[0]?.measurements ?? [];
  expect(measurement).toMatchObject({ operation: 'get', errors: 4, warmup: 5, model: 'closed', coldMilliseconds: expect.any(Number) });
  expect(measurement?.samplesMilliseconds).toHaveLength(16);
  if (measurement === undefined) throw new Error('no measurement');
  expect(LatencyHistogram.from(measurement.histogram).count).toBe(16);
});

test('options of a call win over those of the check; a rate makes the model open', async () => {
  const indexes: number[] = [];
  const outcome = await measured(
    (context) => context.measure('q', { samples: 4, warmup: 1, ratePerSecond: 1000 }, async (_signal, index) => void indexes.push(index)),
    { samples: 50, warmup: 50 },
  );
  expect(indexes).toEqual([0, 1, 2, 3, 4]);
  expect(outcome.attempts[0]?.measurements).toMatchObject([{ operation: 'q', warmup: 1, model: 'open' }]);
});

test('all calls failing throws the last error, and the errors are still counted', async () => {
  let calls = 0;
  const outcome = await measured(
    (context) =>
      context.measure('q', { samples: 3 }, async () => {
        calls += 1;
        throw new TransportError('network', `reset ${calls}`);
      }),
    { retries: { count: 0, backoffMilliseconds: 1, on: [] } },
  );
  expect(outcome).toMatchObject({ status: 'broken', reason: 'reset 3', attempts: [{ retryReason: 'network' }] });
  expect(outcome.attempts[0]?.measurements).toMatchObject([{ errors: 3, samplesMilliseconds: [] }]);
});

test('a deadline in the middle keeps what was measured until then', async () => {
  const outcome = await measured(
    (context) => context.measure('q', { samples: 1000 }, async (_signal, index) => (index < 10 ? undefined : new Promise(() => {}))),
    { timeoutMilliseconds: 100 },
  );
  expect(outcome).toMatchObject({ status: 'broken', reason: 'no answer within 100ms' });
  expect(outcome.attempts[0]?.measurements[0]?.samplesMilliseconds).toHaveLength(10);
});

test('measurements of one operation add up; raw samples end at 10,000, the histogram does not', async () => {
  const outcome = await measured(async (context) => {
    for (let index = 0; index < 10_005; index += 1) context.sample('q', 1);
    await context.measure('q', { samples: 2 }, async () => {});
  });
  const [measurement] = outcome.attempts[0]?.measurements ?? [];
  if (measurement === undefined) throw new Error('no measurement');
  expect(measurement.samplesMilliseconds).toHaveLength(10_000);
  expect(LatencyHistogram.from(measurement.histogram).count).toBe(10_007);
});

test.each([
  [{ samples: 0 }, 'expected 1 sample or more, got 0'],
  [{ ratePerSecond: Number.NaN }, 'expected a rate above 0 calls per second, got NaN'],
])('a measurement of %o is broken', async (options, reason) => {
  expect(await measured((context) => context.measure('q', options, async () => {}))).toMatchObject({ status: 'broken', reason });
});

test('a sample that is no time is refused', async () => {
  const outcome = await measured(async (context) => context.sample('q', Number.NaN));
  expect(outcome.status).toBe('broken');
});

test('a check knows its limit and what it is asked to measure', async () => {
  const seen: unknown[] = [];
  await measured(
    async (context) => {
      seen.push(context.timeoutMilliseconds, context.operations);
      context.find({ subject: 'a', expected: 'b', actual: 'b', met: true });
    },
    { timeoutMilliseconds: 7_000, operations: ['get'] },
  );
  expect(seen).toEqual([7_000, ['get']]);
});
