import { expect, test } from 'vitest';
import { Refusal, Skip, TransportError } from '../../src/std/errors.ts';
import { aCheck, aComponent, aGate, aPlan, conditions, run } from './build-plan.ts';
import type { ComponentParts } from './build-plan.ts';
import type { Check } from '../../src/model/check.ts';

type Runner = NonNullable<ComponentParts['checks']>[string];

/** The outcome of one check of a component that can be reached. */
async function outcomeOf(runner: Runner, fields: Partial<Check> = {}) {
  const result = await run(aPlan([aGate('thing'), aCheck('thing.look', fields)]), { thing: aComponent({ checks: { look: runner } }) });
  expect(result.outcome('thing.connection').status).toBe('passed');
  return result.outcome('thing.look');
}

const met = { subject: 'column ID', expected: 'number', actual: 'number', met: true };
const unmet = { subject: 'column NAME', expected: 'text', actual: 'number', met: false };

test.each<[string, Runner, Partial<Check>, object]>([
  ['a finding that is met', (context) => context.find(met), {}, { status: 'passed', reason: '', flaky: false }],
  [
    'a finding that is not met',
    (context) => [met, unmet, unmet].forEach((finding) => context.find(finding)),
    {},
    { status: 'failed', reason: 'column NAME: expected text, got number (and 1 more)' },
  ],
  [
    'a condition on a value',
    (context) => context.value('row', { n: 0 }),
    { expect: conditions('row.n > 0') },
    { status: 'failed', reason: 'row.n > 0: row.n is 0' },
  ],
  ['a leading comparison', (context) => context.value('value', 8), { expect: conditions('> 7') }, { status: 'passed' }],
  [
    'a condition on a metric',
    (context) => context.metric('recall@10', 0.5),
    { expect: conditions('recall@10 >= 0.95') },
    { status: 'failed', reason: 'recall@10 >= 0.95: recall@10 is 0.5' },
  ],
  [
    'a condition on a measurement',
    (context) => [1, 2, 3].forEach((milliseconds) => context.sample('query', milliseconds)),
    { expect: conditions('query max < 2ms') },
    { status: 'failed', reason: 'query max < 2ms: max is 3ms' },
  ],
  [
    'a condition on all measurements together',
    (context) => (['a', 'b'] as const).forEach((name, index) => context.sample(name, 10 + index)),
    { expect: conditions('count == 2', 'max == 11ms') },
    { status: 'passed' },
  ],
  ['a warning that is not met', (context) => context.value('n', 1), { expect: conditions('warn: n > 5', 'n == 1') }, { status: 'passed' }],
  [
    'a condition without data',
    (context) => context.value('row', {}),
    { expect: conditions('row.n > 0') },
    { status: 'broken', reason: expect.stringMatching(/^no data: .*row\.n/) },
  ],
  [
    'a wrong answer besides a condition without data',
    (context) => context.value('rows', 0),
    { expect: conditions('row.n > 0', 'rows == 1') },
    { status: 'failed', reason: 'rows == 1: rows is 0' },
  ],
  ['nothing looked at', (context) => context.note('I was here'), {}, { status: 'broken', reason: 'the check looked at nothing' }],
  ['only a value without a condition', (context) => context.value('n', 1), {}, { status: 'broken', reason: 'the check looked at nothing' }],
  ['a measurement alone', (context) => context.sample('query', 1), {}, { status: 'passed' }],
  ['a metric alone', (context) => context.metric('recall', 1, '%'), {}, { status: 'passed' }],
  [
    'a metric that is no number',
    (context) => context.metric('recall', Number.NaN),
    {},
    { status: 'broken', reason: 'expected a finite number for metric recall, got NaN' },
  ],
  ['a transport error', () => Promise.reject(new TransportError('network', 'ECONNRESET')), {}, { status: 'broken', reason: 'ECONNRESET' }],
  ['a refusal', () => Promise.reject(new Refusal('002003', 'no such table')), {}, { status: 'failed', reason: '002003: no such table' }],
  ['a skip', () => Promise.reject(new Skip('no GPU here')), {}, { status: 'skipped', reason: 'no GPU here' }],
  [
    'a skip after something wrong was found',
    async (context) => {
      context.find({ subject: 'index', expected: 'there', actual: 'gone', met: false });
      await Promise.reject(new Skip('max_units is used up'));
    },
    {},
    { status: 'failed', reason: 'index: expected there, got gone; the rest was skipped: max_units is used up' },
  ],
  [
    'a skip after a warning',
    async (context) => {
      context.find({ subject: 'tag', expected: 'there', actual: 'gone', met: false, severity: 'warn' });
      await Promise.reject(new Skip('no GPU here'));
    },
    {},
    { status: 'skipped', reason: 'no GPU here' },
  ],
  ['any other error', () => Promise.reject(new TypeError('x is not a function')), {}, { status: 'broken', reason: 'x is not a function' }],
  ['a throw before the first wait', () => fail(new Error('at once')), {}, { status: 'broken', reason: 'at once' }],
  ['something thrown that is no error', () => fail('a text'), {}, { status: 'broken', reason: 'a text' }],
  ['an error without words', () => fail(new RangeError('')), {}, { status: 'broken', reason: 'RangeError without a message' }],
  ['a condition that nobody parsed', (context) => context.find(met), { expect: conditions('((') }, { status: 'broken' }],
])('%s', async (_name, runner, fields, expected) => {
  expect(await outcomeOf(runner, fields)).toMatchObject(expected);
});

function fail(error: unknown): never {
  throw error;
}

test('conditions are findings with their severity, their text and the values they saw', async () => {
  const outcome = await outcomeOf((context) => context.value('n', 1), { expect: conditions('n == 1', 'warn: n>5') });
  expect(outcome.attempts[0]?.findings).toEqual([
    { subject: 'n == 1', expected: 'n == 1', actual: 'n is 1', met: true, severity: 'fail' },
    { subject: 'n>5', expected: 'n>5', actual: 'n is 1', met: false, severity: 'warn' },
  ]);
});

test('what samples cannot decide warns and is never green', async () => {
  const outcome = await outcomeOf((context) => context.sample('query', 1), { expect: conditions('query p(95) < 1s') });
  expect(outcome.status).toBe('passed');
  expect(outcome.attempts[0]?.findings).toEqual([
    expect.objectContaining({ met: false, severity: 'warn', actual: expect.stringContaining('59 samples needed') }),
  ]);
});

test('what was recorded before a throw is kept', async () => {
  const outcome = await outcomeOf((context) => {
    context.find(unmet);
    context.note('simulated GPU');
    context.metric('cost', 0.25, '$');
    context.sample('query', 1.23456);
    throw new TransportError('5xx', 'HTTP 503');
  });
  expect(outcome).toMatchObject({ status: 'broken', reason: 'HTTP 503' });
  expect(outcome.attempts[0]).toMatchObject({
    number: 1,
    retryReason: '5xx',
    findings: [{ ...unmet, severity: 'fail' }],
    notes: ['simulated GPU'],
    metrics: [{ name: 'cost', value: 0.25, unit: '$' }],
    measurements: [{ operation: 'query', samplesMilliseconds: [1.235], errors: 0, model: 'closed' }],
  });
});

test('a metric of -0 is 0: JSON has only one of them', async () => {
  const outcome = await outcomeOf((context) => context.metric('m', -0));
  expect(Object.is(outcome.attempts[0]?.metrics[0]?.value, 0)).toBe(true);
});

test('a kind that the component cannot run is broken and names those it can', async () => {
  const result = await run(aPlan([aCheck('thing.other')]), { thing: aComponent({ checks: { look: () => {} } }) });
  expect(result.outcome('thing.other')).toMatchObject({
    status: 'broken',
    reason: 'component thing cannot run checks of kind other: it has look',
  });
});

test('an answer of megabytes is cut in the report', async () => {
  const outcome = await outcomeOf(() => fail(new Error('x'.repeat(1_000_000))));
  expect(outcome.reason).toHaveLength(4000 + '… (996000 more characters)'.length);
  expect(outcome.reason.endsWith('… (996000 more characters)')).toBe(true);
});

test('the context says where it runs and gives unique names', async () => {
  const seen: unknown[] = [];
  const names = new Set<string>();
  const checks = {
    look(context: Parameters<Runner>[0], input: unknown) {
      seen.push(context.checkId, context.environment.name, context.samples, context.warmup, input);
      for (let index = 0; index < 100; index += 1) names.add(context.uniqueName('It is-a_TEST', '-'));
      context.find(met);
    },
  };
  const plan = aPlan([
    aCheck('thing.look', { samples: 7, warmup: 3, input: { sql: 'select 1' } }),
    aCheck('thing.look2', { kind: 'look' }),
  ]);
  await run(plan, { thing: aComponent({ checks }) });
  expect(seen.slice(0, 5)).toEqual(['thing.look', 'test', 7, 3, { sql: 'select 1' }]);
  expect(names.size).toBe(200);
  for (const name of names) expect(name).toMatch(/^It-is-a-TEST-[0-9a-z]{6}-[0-9a-z]{8}-[0-9a-z]+$/);
});
