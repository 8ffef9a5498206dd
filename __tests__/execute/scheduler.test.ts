import { expect, test } from 'vitest';
import type { CheckContext } from '../../src/model/component.ts';
import { aCheck, aComponent, aGate, aPlan, aPlannedComponent, run } from './build-plan.ts';

/** A component whose checks tell when they start and wait until they may end. */
function observed() {
  const running = new Map<string, number>();
  const together = new Map<string, number>();
  const order: string[] = [];
  const checks = {
    async look(context: CheckContext) {
      const [name = ''] = context.checkId.split('.');
      for (const key of [name, 'all']) {
        running.set(key, (running.get(key) ?? 0) + 1);
        together.set(key, Math.max(together.get(key) ?? 0, running.get(key) ?? 0));
      }
      order.push(context.checkId);
      // Some turns of the event loop, so that whatever may run beside this one is started.
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      for (const key of [name, 'all']) running.set(key, (running.get(key) ?? 0) - 1);
      context.find({ subject: 's', expected: 'e', actual: 'e', met: true });
    },
  };
  return { component: aComponent({ checks }), together, order, running };
}

const fail = () => Promise.reject(new Error('no such check'));

const looks = (name: string, count: number, fields = {}) =>
  Array.from({ length: count }, (_, index) => aCheck(`${name}.look${index}`, { kind: 'look', ...fields }));

test('components run side by side, each with its own limit', async () => {
  const { component, together } = observed();
  const plan = aPlan([...looks('a', 12), ...looks('b', 12)], {
    components: [aPlannedComponent('a', { concurrency: 3 }), aPlannedComponent('b', { concurrency: 1 })],
  });
  const { execution } = await run(plan, { a: component, b: component });
  expect(execution.outcomes.every(({ status }) => status === 'passed')).toBe(true);
  expect(Object.fromEntries(together)).toEqual({ a: 3, b: 1, all: 4 });
});

test('performance checks run one by one when all others are done', async () => {
  const { component, together, order } = observed();
  const slow = looks('a', 2, { layer: 'performance' }).map((check) => ({ ...check, id: check.id.replace('look', 'speed') }));
  const faster = looks('b', 2, { layer: 'performance' }).map((check) => ({ ...check, id: check.id.replace('look', 'speed') }));
  const plan = aPlan([...slow, ...looks('a', 4), ...faster, ...looks('b', 4)]);
  await run(plan, { a: component, b: component });
  expect(order.slice(-4)).toEqual(['a.speed0', 'a.speed1', 'b.speed0', 'b.speed1']);
  expect(order).toHaveLength(12);
  expect(together.get('all')).toBeGreaterThan(1);
  const alone = observed();
  await run(aPlan([...slow, ...faster]), { a: alone.component, b: alone.component });
  expect(alone.together.get('all')).toBe(1);
});

test('checks that disturb others run one by one after all others, also after those of performance', async () => {
  const { component, together, order } = observed();
  const disturbed = { ...component, checks: { ...component.checks, kill: component.checks['look'] ?? fail }, disturbing: ['kill'] };
  const kills = [aCheck('a.kill', { kind: 'kill' }), aCheck('b.kill', { kind: 'kill', layer: 'performance' })];
  const speed = aCheck('b.speed', { kind: 'look', layer: 'performance' });
  const plan = aPlan([...kills, ...looks('a', 4), speed, ...looks('b', 4)]);
  const { execution } = await run(plan, { a: disturbed, b: disturbed });
  expect(execution.outcomes.every(({ status }) => status === 'passed')).toBe(true);
  expect(order.slice(-3)).toEqual(['b.speed', 'a.kill', 'b.kill']);
  const alone = observed();
  const killer = { ...alone.component, checks: { kill: alone.component.checks['look'] ?? fail }, disturbing: ['kill'] };
  await run(aPlan(kills), { a: killer, b: killer });
  expect(alone.together.get('all')).toBe(1);
  expect(together.get('all')).toBeGreaterThan(1);
});

test('outcomes are in the order of the plan, whatever ended first', async () => {
  const { component } = observed();
  const checks = [aGate('a'), ...looks('b', 3), ...looks('a', 3)];
  const { execution } = await run(aPlan(checks), { a: component, b: component });
  expect(execution.outcomes.map(({ checkId }) => checkId)).toEqual(checks.map(({ id }) => id));
  expect(execution.header.checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
});

test('checks that never wait leave signals and timers their turn', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort('SIGINT'), 1);
  const busy = (): void => {
    for (const until = performance.now() + 10; performance.now() < until;);
  };
  const plan = aPlan(looks('a', 1000), { components: [aPlannedComponent('a', { concurrency: 1 })] });
  const { execution } = await run(plan, { a: aComponent({ checks: { look: busy } }) }, { signal: controller.signal });
  expect(execution.stoppedBy).toBe('SIGINT');
});
