import { expect, test } from 'vitest';
import { StopControl } from '../../src/execute/stop.ts';
import type { CheckContext } from '../../src/model/component.ts';
import type { Resource } from '../../src/model/outcome.ts';
import { TransportError } from '../../src/std/errors.ts';
import { aCheck, aComponent, aGate, aPlan, aPlannedComponent, run } from './build-plan.ts';

const found = { subject: 's', expected: 'e', actual: 'e', met: true };
const hang = (): Promise<void> => new Promise(() => {});

test('a stop ends running checks, starts no others, cleans up and says who stopped it', async () => {
  const controller = new AbortController();
  const events: string[] = [];
  const checks = {
    quick: (context: CheckContext) => context.find(found),
    async slow(context: CheckContext) {
      await context.create({ kind: 'table', name: 't' }, async () => events.push('created'));
      context.signal.addEventListener('abort', () => events.push('aborted'));
      context.note('half way');
      controller.abort('SIGINT');
      await hang();
    },
    never: () => void events.push('never'),
  };
  const remove = async () => void events.push('removed');
  const plan = aPlan(
    [aGate('a'), aCheck('a.quick'), aCheck('a.slow'), aCheck('a.never'), aCheck('a.speed', { kind: 'never', layer: 'performance' })],
    {
      components: [aPlannedComponent('a', { concurrency: 1 })],
    },
  );
  const close = () => void events.push('closed');
  const { execution, outcome, entries } = await run(plan, { a: aComponent({ checks, remove, close }) }, { signal: controller.signal });
  expect(events).toEqual(['created', 'aborted', 'removed', 'closed']);
  expect(outcome('a.connection').status).toBe('passed');
  expect(outcome('a.quick').status).toBe('passed');
  const stopped = { status: 'broken', reason: 'stopped by SIGINT before it finished' };
  expect(outcome('a.slow')).toMatchObject({ ...stopped, attempts: [{ ...stopped, notes: ['half way'] }] });
  for (const id of ['a.never', 'a.speed']) expect(outcome(id)).toMatchObject({ ...stopped, attempts: [] });
  expect(execution).toMatchObject({ stoppedBy: 'SIGINT', leftovers: [] });
  expect(entries.at(-1)).toMatchObject({ type: 'run-finished', stoppedBy: 'SIGINT' });
});

test('clean-up that hangs is bounded: what could not be removed is left over and named', async () => {
  const controller = new AbortController();
  const checks = {
    async slow(context: CheckContext) {
      for (const name of ['one', 'two']) await context.create({ kind: 'table', name }, async () => {});
      controller.abort('SIGTERM');
      await hang();
    },
  };
  const startedAt = performance.now();
  const { execution, outcome } = await run(
    aPlan([aCheck('a.slow'), aGate('b')]),
    { a: aComponent({ checks, remove: hang, close: hang }), b: aComponent({ close: hang }) },
    { signal: controller.signal },
  );
  // The limit is the promise itself: the runner kills what is left after it.
  expect(performance.now() - startedAt).toBeLessThan(2500);
  expect(execution.leftovers.map(({ name }: Resource) => name)).toEqual(['one', 'two']);
  expect(outcome('a.slow').attempts[0]?.notes).toEqual([
    'could not remove table two: stopped by SIGTERM before it finished',
    'could not remove table one: stopped by SIGTERM before it finished',
  ]);
});

test('a creation that never answers is removed all the same, and stays in the ledger because it may still appear', async () => {
  const controller = new AbortController();
  const removed: string[] = [];
  const checks = {
    async slow(context: CheckContext) {
      const creating = context.create({ kind: 'table', name: 't' }, hang);
      controller.abort('SIGINT');
      await creating;
    },
  };
  const remove = async (_connection: AsyncDisposable, { name }: Resource) => void removed.push(name);
  const { execution, outcome } = await run(aPlan([aCheck('a.slow')]), { a: aComponent({ checks, remove }) }, { signal: controller.signal });
  expect(removed).toEqual(['t']);
  expect(execution.leftovers).toMatchObject([{ name: 't' }]);
  expect(outcome('a.slow').attempts[0]?.notes).toEqual(['could not remove table t: its creation never answered, so it may still appear']);
});

test('stopped while connecting: the gate is broken by the stop, and nobody is told "cannot reach"', async () => {
  const controller = new AbortController();
  const connect = (): Promise<void> => {
    controller.abort('SIGINT');
    return hang();
  };
  const plan = aPlan([aGate('a'), aCheck('a.look'), aGate('b'), aCheck('b.look')], {
    components: [aPlannedComponent('a'), aPlannedComponent('b', { needs: ['a'] })],
  });
  const { execution } = await run(plan, { a: aComponent({ connect }), b: aComponent({}) }, { signal: controller.signal });
  expect(execution.outcomes.map(({ status, reason }) => `${status}: ${reason}`)).toEqual(
    Array.from({ length: 4 }, () => 'broken: stopped by SIGINT before it finished'),
  );
});

test('stopped while waiting for a retry: the attempts are kept', async () => {
  const controller = new AbortController();
  const checks = {
    look() {
      setImmediate(() => controller.abort('SIGINT'));
      throw new TransportError('network', 'reset', { retryAfterMilliseconds: 30_000 });
    },
  };
  const check = aCheck('a.look', { retries: { count: 3, backoffMilliseconds: 1, on: ['network'] } });
  const { outcome } = await run(aPlan([check]), { a: aComponent({ checks }) }, { signal: controller.signal });
  expect(outcome('a.look')).toMatchObject({
    status: 'broken',
    reason: 'stopped by SIGINT before it finished',
    attempts: [{ reason: 'reset' }],
  });
});

test('stopped before it began: nothing is asked', async () => {
  let connects = 0;
  const component = aComponent({ connect: () => void (connects += 1) });
  const { execution } = await run(aPlan([aGate('a'), aCheck('a.look')]), { a: component }, { signal: AbortSignal.abort('SIGTERM') });
  expect(connects).toBe(0);
  expect(execution.stoppedBy).toBe('SIGTERM');
  expect(execution.outcomes.every(({ status }) => status === 'broken')).toBe(true);
});

test('the limit of the run ends it, with a reserve in which what was created is removed', async () => {
  const removed: string[] = [];
  const checks = {
    quick: (context: CheckContext) => context.find(found),
    async slow(context: CheckContext) {
      await context.create({ kind: 'table', name: 't' }, async () => {});
      await hang();
    },
  };
  const remove = async (_connection: AsyncDisposable, { name }: Resource) => {
    await new Promise((resolve) => setImmediate(resolve));
    removed.push(name);
  };
  const plan = aPlan([aCheck('a.quick'), aCheck('a.slow'), aCheck('a.speed', { kind: 'quick', layer: 'performance' })], {
    runTimeoutMilliseconds: 500,
  });
  const { execution, outcome } = await run(plan, { a: aComponent({ checks, remove }) });
  expect(outcome('a.quick').status).toBe('passed');
  for (const id of ['a.slow', 'a.speed'])
    expect(outcome(id)).toMatchObject({ status: 'broken', reason: "the run's limit of 500ms was reached" });
  expect(execution).toMatchObject({ stoppedBy: "the run's limit of 500ms", leftovers: [] });
  expect(removed).toEqual(['t']);
});

test('a signal in the reserve of the limit shortens it, and the limit stays what is named', async () => {
  using stop = new StopControl();
  let told = 0;
  stop.onStop(() => (told += 1));
  stop.stop('the limit', 'the limit was reached', 3_600_000);
  expect([stop.working.aborted, stop.removing.aborted, stop.closing.aborted]).toEqual([true, false, false]);
  const order: string[] = [];
  stop.removing.addEventListener('abort', () => order.push('removing'));
  stop.stop('SIGINT', 'stopped by SIGINT', 10);
  await new Promise((resolve) => stop.closing.addEventListener('abort', resolve));
  expect(order).toEqual(['removing']);
  expect(stop).toMatchObject({ stoppedBy: 'the limit', reason: 'the limit was reached' });
  expect(told).toBe(1);
});
