import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

let endpoint: SnowflakeEndpoint;
let administrator: Administrator;
let tester: Connected;
/** The role of the administrator sees everything. */
let all: Connected;

beforeAll(async () => {
  endpoint = await startSeeded();
  administrator = await administer(endpoint);
  all = administrator.connected;
  tester = await connectComponent(doors, declaredFor(endpoint));
  const resize = (size: string) => `ALTER WAREHOUSE LOADING SET WAREHOUSE_SIZE = '${size}'`;
  await administrator.run(
    'CREATE WAREHOUSE LOADING WAREHOUSE_SIZE = SMALL AUTO_SUSPEND = 0 AUTO_RESUME = FALSE INITIALLY_SUSPENDED = TRUE',
    resize('6X-LARGE'),
    // A minute of 512 credits an hour.
    'ALTER WAREHOUSE LOADING RESUME',
    'ALTER WAREHOUSE LOADING SUSPEND',
    resize('SMALL'),
  );
});

afterAll(async () => {
  await tester[Symbol.asyncDispose]();
  await administrator[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

describe('warehouses', () => {
  test.each([
    ['warehouses.auto-suspend', 'never: it runs and costs until somebody suspends it'],
    ['warehouses.auto-resume', 'does not: statements fail while it is suspended'],
    ['warehouses.size', 'Small'],
  ])('%s finds the one that breaks the rule', async (draft, actual) => {
    const { unmet } = await all.run('warehouses', { max_size: 'X-Small' }, { draft });
    expect(unmet).toMatchObject([{ subject: 'warehouse LOADING', actual }]);
  });

  test('ignored ones are not looked at, and all may be well', async () => {
    const { findings } = await all.run('warehouses', { ignore: ['LOADING'] });
    expect(findings).toMatchObject([{ subject: '1 warehouses that this role sees', met: true }]);
  });

  test('nothing to see is no answer', async () => {
    expect((await all.run('warehouses', { ignore: ['LOADING', 'TEST_XS'] })).error).toBeInstanceOf(Skip);
  });
});

describe('resource monitors', () => {
  test('a monitor without quota or triggers limits nothing', async () => {
    await administrator.run('CREATE RESOURCE MONITOR LOOSE WITH CREDIT_QUOTA = 500');
    const { unmet } = await all.run('resource-monitors', { max_quota: 100 }, { draft: 'resource-monitors.limit' });
    expect(unmet).toMatchObject([{ subject: 'resource monitor LOOSE', actual: 'it suspends nothing, it only tells, the quota is 500' }]);
    expect((await all.run('resource-monitors', {}, { draft: 'resource-monitors.used' })).unmet).toEqual([]);
  });

  test('a role that sees none has no answer', async () => {
    expect((await tester.run('resource-monitors')).error).toBeInstanceOf(Skip);
  });
});

describe('credits', () => {
  test.each([
    ['metering', { max_credits_per_day: 5 }, /^credits of all warehouses on \d{4}-\d\d-\d\d$/],
    ['spend-daily', { max_credits_per_day: 5, lag: '0s' }, /^billed credits on \d{4}-\d\d-\d\d$/],
  ])('%s finds the expensive day and says what the view does not know', async (kind, options, subject) => {
    const { unmet, metrics, notes, error } = await all.run(kind, options);
    expect(error).toBeUndefined();
    expect(unmet).toMatchObject([{ expected: '5 at most', subject: expect.stringMatching(subject) as string }]);
    expect(metrics['most_credits_per_day']).toBeGreaterThan(8);
    expect(notes.join('\n')).toMatch(/3 hours/);
  });

  test.each([
    ['metering', { max_credits_per_day: 50 }],
    ['spend-daily', { max_credits_per_day: 50, lag: '0s' }],
  ])('%s: below the limit nothing is red', async (kind, options) => {
    const { unmet, findings, error } = await all.run(kind, options);
    expect(error).toBeUndefined();
    expect([unmet, findings.length]).toEqual([[], 1]);
  });

  test('a warehouse without queries was idle for all of its credits', async () => {
    const { unmet, values } = await all.run('spend-idle', { lag: '0s' });
    expect(unmet).toMatchObject([{ subject: 'warehouse LOADING', actual: expect.stringMatching(/^100 % of 8\.\d+ credits$/) as string }]);
    expect(values['value']).toBe(1);
  });

  test('what may have not arrived yet is not looked at', async () => {
    const { findings, error } = await all.run('spend-idle', { lag: '3h' });
    expect(error).toBeUndefined();
    expect(findings).toMatchObject([{ subject: 'idle warehouses', met: true }]);
  });

  test.each([
    ['metering', { max_credits_per_day: 5 }, /MONITOR USAGE/],
    ['spend-daily', { max_credits_per_day: 5 }, /USAGE_VIEWER/],
    ['spend-idle', {}, /USAGE_VIEWER/],
  ])('%s is skipped where the role may not look', async (kind, options, needed) => {
    const { error } = await tester.run(kind, options);
    expect(error).toBeInstanceOf(Skip);
    expect(String(error)).toMatch(needed);
  });
});
