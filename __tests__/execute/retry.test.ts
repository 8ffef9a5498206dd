import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { RetryPolicy } from '../../src/model/check.ts';
import type { CheckContext } from '../../src/model/component.ts';
import { DeadlineExceeded } from '../../src/std/deadline.ts';
import { Refusal, TransportError } from '../../src/std/errors.ts';
import { aCheck, aComponent, aPlan, run } from './build-plan.ts';

const look = (context: CheckContext): void => context.find({ subject: 's', expected: 'e', actual: 'e', met: true });

/** Each attempt throws the next error, then the check passes. */
async function attemptsOf(errors: readonly unknown[], retries: Partial<RetryPolicy>, runTimeoutMilliseconds = 60_000) {
  const left = [...errors];
  const checks = {
    look(context: CheckContext) {
      if (left.length > 0) throw left.shift();
      look(context);
    },
  };
  const check = aCheck('thing.look', { retries: { count: 2, backoffMilliseconds: 1, on: ['network', '5xx'], ...retries } });
  const { outcome } = await run(aPlan([check], { runTimeoutMilliseconds }), { thing: aComponent({ checks }) });
  return outcome('thing.look');
}

test('a transport error of a listed kind is tried again; passing then is flaky, and every attempt is kept', async () => {
  const outcome = await attemptsOf([new TransportError('network', 'reset'), new TransportError('5xx', 'HTTP 502')], {});
  expect(outcome).toMatchObject({
    status: 'passed',
    flaky: true,
    attempts: [
      { number: 1, status: 'broken', reason: 'reset', retryReason: 'network' },
      { number: 2, status: 'broken', reason: 'HTTP 502', retryReason: '5xx' },
      { number: 3, status: 'passed', reason: '' },
    ],
  });
});

test('retries are counted, and the last attempt decides', async () => {
  const errors = [1, 2, 3, 4].map((number) => new TransportError('network', `reset ${number}`));
  expect(await attemptsOf(errors, { count: 2 })).toMatchObject({
    status: 'broken',
    reason: 'reset 3',
    flaky: false,
    attempts: [{}, {}, {}],
  });
});

test.each<[string, unknown, Partial<RetryPolicy>, number]>([
  ['a kind that is not listed', new TransportError('429', 'slow down'), {}, 1],
  ['a kind that is listed', new TransportError('429', 'slow down'), { on: ['429'] }, 2],
  ['a wrong answer', new Refusal('E1', 'no'), {}, 1],
  ['a wrong answer when the user says so', new Refusal('E1', 'no'), { on: ['failed'] }, 2],
  ['any other error', new Error('bug'), { on: ['failed', 'network', 'timeout'] }, 1],
  ['a deadline of the component', new DeadlineExceeded(5, 'no answer to the query within 5ms'), { on: ['timeout'] }, 2],
  ['no retries wanted', new TransportError('network', 'reset'), { count: 0 }, 1],
])('%s', async (_name, error, retries, attempts) => {
  expect((await attemptsOf([error], retries)).attempts).toHaveLength(attempts);
});

test('a runner that ignores its signal is abandoned at the deadline and may be tried again', async () => {
  const late = Promise.withResolvers<void>();
  let calls = 0;
  const checks = {
    async look(context: CheckContext) {
      calls += 1;
      if (calls === 1) await late.promise;
      look(context);
    },
  };
  const check = aCheck('thing.look', { timeoutMilliseconds: 20, retries: { count: 1, backoffMilliseconds: 1, on: ['timeout'] } });
  const { outcome } = await run(aPlan([check]), { thing: aComponent({ checks }) });
  expect(outcome('thing.look')).toMatchObject({
    status: 'passed',
    attempts: [{ reason: 'no answer within 20ms', retryReason: 'timeout' }, {}],
  });
  late.resolve();
});

test('what an abandoned runner does later changes nothing', async () => {
  const release = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<readonly unknown[]>();
  const tries = (context: CheckContext): (() => unknown)[] => [
    () => context.find({ subject: 's', expected: 'e', actual: 'a', met: false }),
    () => context.note('late'),
    () => context.value('n', 1),
    () => context.metric('m', 1),
    () => context.sample('query', 1),
  ];
  const checks = {
    async look(context: CheckContext) {
      await release.promise;
      const thrown = tries(context).map((attempt) => {
        try {
          return attempt();
        } catch (error) {
          return String(error);
        }
      });
      const created = await context.create({ kind: 'table', name: 't' }, async () => {}).catch(String);
      refused.resolve([...thrown, created]);
    },
  };
  const plan = aPlan([aCheck('thing.look', { timeoutMilliseconds: 5 })]);
  const { outcome, entries } = await run(plan, { thing: aComponent({ checks, remove: async () => {} }) });
  release.resolve();
  const answers = await refused.promise;
  expect(answers).toHaveLength(6);
  for (const answer of answers) expect(answer).toContain('this attempt is over');
  expect(outcome('thing.look').attempts[0]).toMatchObject({ findings: [], notes: [], measurements: [] });
  expect(entries.some(({ type }) => type === 'resource-creating')).toBe(false);
});

test('the signal of an attempt is aborted at its deadline', async () => {
  const aborted = Promise.withResolvers<unknown>();
  const checks = {
    async look({ signal }: CheckContext) {
      signal.addEventListener('abort', () => aborted.resolve(signal.reason));
      await new Promise(() => {});
    },
  };
  await run(aPlan([aCheck('thing.look', { timeoutMilliseconds: 5 })]), { thing: aComponent({ checks }) });
  expect(await aborted.promise).toMatchObject({ message: 'no answer within 5ms' });
});

test('a server that asks for a pause gets it, over the wire', async () => {
  const asked: number[] = [];
  const server = createServer((_request, response) => {
    asked.push(performance.now());
    if (asked.length === 1) response.writeHead(429, { 'retry-after': '0.05' }).end();
    else response.end('fine');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const checks = {
    async look(context: CheckContext) {
      const answer = await fetch(url, { signal: context.signal });
      await answer.text();
      if (answer.status === 429) {
        const retryAfterMilliseconds = Number(answer.headers.get('retry-after')) * 1000;
        throw new TransportError('429', 'HTTP 429', { retryAfterMilliseconds });
      }
      look(context);
    },
  };
  const check = aCheck('thing.look', { retries: { count: 1, backoffMilliseconds: 0, on: ['429'] } });
  const { outcome } = await run(aPlan([check]), { thing: aComponent({ checks }) });
  server.close();
  expect(outcome('thing.look')).toMatchObject({ status: 'passed', flaky: true });
  const [first = 0, second = 0] = asked;
  // Timers may fire a fraction of a millisecond early.
  expect(second - first).toBeGreaterThanOrEqual(49);
});

test('a pause longer than the run has left is not waited for', async () => {
  const error = new TransportError('429', 'HTTP 429', { retryAfterMilliseconds: 3_600_000 });
  const outcome = await attemptsOf([error], { on: ['429'] }, 10_000);
  expect(outcome).toMatchObject({
    status: 'broken',
    reason: 'HTTP 429 (not tried again: asked to wait 1h, longer than the run has left)',
    attempts: [{}],
  });
});
