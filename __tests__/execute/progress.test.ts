import { expect, test } from 'vitest';
import type { Progress } from '../../src/execute/progress.ts';
import type { CheckContext } from '../../src/model/component.ts';
import { TransportError } from '../../src/std/errors.ts';
import { aCheck, aComponent, aGate, aPlan, run } from './build-plan.ts';

const components = {
  a: aComponent({
    checks: {
      look: (context: CheckContext) => context.find({ subject: 's', expected: 'e', actual: 'e', met: true }),
      shaky: () => Promise.reject(new TransportError('network', 'reset')),
    },
  }),
};
const plan = aPlan([aGate('a'), aCheck('a.look'), aCheck('a.shaky', { retries: { count: 1, backoffMilliseconds: 0, on: ['network'] } })]);

test('a listener is told what starts, what ended and how far the run is', async () => {
  const told: string[] = [];
  const progress: Progress = {
    runStarted: ({ checks }) => told.push(`run of ${checks.length}`),
    checkStarted: ({ id }) => told.push(`start ${id}`),
    checkFinished: ({ id }, { status }, done, total) => told.push(`${done}/${total} ${id} ${status}`),
    note: (text) => told.push(text),
  };
  await run(plan, components, { progress });
  expect(told.slice(0, 3)).toEqual(['run of 3', 'start a.connection', '1/3 a.connection passed']);
  expect(told).toContain('a.shaky: reset; trying again in 0ms');
  expect(told.filter((text) => /^\d\/3/.test(text)).toSorted()).toEqual([
    '1/3 a.connection passed',
    '2/3 a.look passed',
    '3/3 a.shaky broken',
  ]);
});

test('a listener that throws or rejects never stops a run', async () => {
  const boom = (): never => {
    throw new Error('listener');
  };
  const rejects: unknown = () => Promise.reject(new Error('late'));
  const progress: Progress = {
    runStarted: boom,
    checkStarted: boom,
    note: boom,
    checkFinished: rejects as () => void,
  };
  const { execution } = await run(plan, components, { progress });
  expect(execution.outcomes.map(({ status }) => status)).toEqual(['passed', 'passed', 'broken']);
});
