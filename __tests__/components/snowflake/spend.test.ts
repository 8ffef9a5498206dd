import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creditsPerHour, printCredits } from '../../../src/components/snowflake/spend/credits.ts';
import { SpendMeter } from '../../../src/components/snowflake/spend/spend-meter.ts';
import { usesWarehouse } from '../../../src/components/snowflake/spend/uses-warehouse.ts';
import type { Warehouse } from '../../../src/components/snowflake/spend/warehouse.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

describe('statements that need the warehouse', () => {
  test.each([
    'select * from t',
    'SELECT count(*)\nFROM t',
    'with a as (select 1) select * from a',
    '(select a from t)',
    '-- show\nselect a from t',
    'insert into t values (1)',
    'update t set a = 1',
    'delete from t',
    'merge into t using s on t.a = s.a when matched then delete',
    'copy into t from @s',
    'call p()',
    'execute immediate $$ select 1 $$',
    'create table t as select * from s',
    'create or replace table t as (with a as (select 1) select * from a)',
  ])('%j does', (sql) => {
    expect(usesWarehouse(sql)).toBe(true);
  });

  test.each([
    'show tables',
    'describe table t',
    'desc table t',
    'use role r',
    'alter warehouse w suspend',
    'grant select on t to role r',
    'create table t (a int)',
    'create table t clone s',
    'create view v as select * from t',
    'create or replace secure view v as select * from t',
    "comment on table t is 'select a from b'",
    'select current_role()',
    'select \'from t\', "from"',
    '/* select a from t */ show roles',
    'drop table t',
    'undrop table t',
    'explain select * from t',
    'commit',
  ])('%j does not', (sql) => {
    expect(usesWarehouse(sql)).toBe(false);
  });
});

test.each([
  ['X-Small', 1],
  ['xsmall', 1],
  ['Large', 8],
  ['2X-Large', 32],
  ['6X-Large', 512],
  ['Enormous', undefined],
])('%s costs %s credits an hour', (size, credits) => {
  expect(creditsPerHour(size)).toBe(credits);
});

const xSmall: Warehouse = { name: 'W', size: 'X-Small', creditsPerHour: 1, autoSuspendSeconds: 60 };

/** A meter on a clock that the test moves. */
function meterOf(warehouse: Warehouse | undefined, maxCredits?: number) {
  const clock = { seconds: 0 };
  const meter = new SpendMeter({ ...(maxCredits === undefined ? {} : { maxCredits }), now: () => clock.seconds * 1_000 });
  meter.warehouse = warehouse;
  const run = (seconds: number, tag = 'a'): void => {
    using _usage = meter.begin('select a from t', tag);
    clock.seconds += seconds;
  };
  const billed = (): number => Math.round(meter.credits * 3_600 * 1_000) / 1_000;
  return { meter, clock, run, billed };
}

test.each([
  [0, '0'],
  [0.00001, 'under 0.0001'],
  [0.016_666, '0.0167'],
  [12.5, '12.5'],
])('%s credits are printed as %s', (credits, text) => {
  expect(printCredits(credits)).toBe(text);
});

describe('the estimate', () => {
  test('a resume bills a minute at least', () => {
    const { run, billed } = meterOf({ ...xSmall, autoSuspendSeconds: 1 });
    expect(billed()).toBe(0);
    run(2);
    expect(billed()).toBe(60);
  });

  test('the warehouse runs on until its auto-suspend', () => {
    const { run, billed } = meterOf(xSmall);
    run(30);
    expect(billed()).toBe(90);
  });

  test('statements within the auto-suspend share one resume; a later one resumes again', () => {
    const { run, billed, clock } = meterOf(xSmall);
    run(10);
    clock.seconds += 50;
    run(10);
    expect(billed()).toBe(130);
    clock.seconds += 61;
    run(1);
    expect(billed()).toBe(130 + 61);
  });

  test('statements at the same time cost the time of one', () => {
    const { meter, clock, billed } = meterOf(xSmall);
    const first = meter.begin('select a from t', 'a');
    clock.seconds += 100;
    const second = meter.begin('select a from t', 'b');
    clock.seconds += 100;
    first[Symbol.dispose]();
    clock.seconds += 100;
    expect(billed()).toBe(360);
    second[Symbol.dispose]();
    expect(billed()).toBe(360);
    expect(meter.creditsOf('a') + meter.creditsOf('b')).toBeCloseTo(meter.credits);
  });

  test('a restart of ours ends the idle time and bills a new minute', () => {
    const { meter, run, billed } = meterOf({ ...xSmall, autoSuspendSeconds: 600 });
    run(100);
    expect(billed()).toBe(700);
    meter.suspended();
    expect(billed()).toBe(100);
    run(1);
    expect(billed()).toBe(100 + 601);
  });

  test('a warehouse that never suspends itself is not billed beyond the last statement', () => {
    const { run, billed, clock } = meterOf({ ...xSmall, autoSuspendSeconds: undefined });
    run(100);
    clock.seconds += 10_000;
    run(100);
    expect(billed()).toBe(10_200);
  });

  test('the size multiplies; an unknown warehouse counts as X-Small', () => {
    const large = meterOf({ ...xSmall, creditsPerHour: 8 });
    large.run(30);
    expect(large.billed()).toBe(8 * 90);
    const unknown = meterOf(undefined);
    unknown.run(90);
    unknown.run(90);
    expect(unknown.billed()).toBe(180);
  });

  test('what needs no warehouse costs nothing', () => {
    const { meter, clock, billed } = meterOf(xSmall);
    const usage = meter.begin('show tables', 'a');
    clock.seconds += 1_000;
    usage[Symbol.dispose]();
    expect(billed()).toBe(0);
  });

  test('it never falls, is never below the time used, and the shares add up to it', () => {
    const step = fc.record({ pause: fc.nat(200), seconds: fc.nat(200), tag: fc.constantFrom('a', 'b', 'c') });
    const holds = (steps: readonly { readonly pause: number; readonly seconds: number; readonly tag: string }[]): boolean => {
      const { meter, clock, run } = meterOf(xSmall);
      let before = 0;
      let used = 0;
      for (const { pause, seconds, tag } of steps) {
        clock.seconds += pause;
        run(seconds, tag);
        used += seconds;
        const now = meter.credits;
        if (now < before || now * 3_600 < used) return false;
        before = now;
      }
      return Math.abs(['a', 'b', 'c'].reduce((sum, tag) => sum + meter.creditsOf(tag), 0) - meter.credits) < 1e-9;
    };
    expect(() => fc.assert(fc.property(fc.array(step, { maxLength: 20 }), holds))).not.toThrow();
  });
});

describe('max_credits', () => {
  test('beyond it nothing is begun that costs, and who was refused is known', () => {
    const { meter, run } = meterOf(xSmall, 0.02);
    run(5, 'a');
    expect(meter.credits).toBeLessThan(0.02);
    run(30, 'a');
    const begin = () => meter.begin('select a from t', 'b');
    expect(begin).toThrow(Skip);
    expect(begin).toThrow(/spent about 0\.0264 credits and max_credits is 0\.02: nothing more is sent that needs the warehouse/);
    expect(() => meter.begin('show tables', 'b')).not.toThrow();
    expect([meter.refusalOf('a'), meter.refusalOf('b')]).toEqual([undefined, expect.stringMatching(/max_credits/)]);
  });

  test('checks tell what they cost; the first beyond the limit is skipped, those that cost nothing go on', async () => {
    await using endpoint = await startSeeded();
    await using connected = await connectComponent(doors, { ...declaredFor(endpoint), max_credits: 0.01 });
    const first = await connected.run('query', { name: 'one', sql: 'select count(*) from core.calls' });
    expect(first.error).toBeUndefined();
    expect(first.metrics['estimated_credits']).toBeGreaterThanOrEqual(60 / 3_600);
    expect(first.notes).toContainEqual(
      expect.stringMatching(/^credits: about 0\.0\d+ here, 0\.0\d+ in this run so far \(estimate for TEST_XS, X-Small\)$/),
    );
    const second = await connected.run('query', { name: 'two', sql: 'select count(*) from core.calls' });
    expect(second.error).toBeInstanceOf(Skip);
    expect(String(second.error)).toMatch(/max_credits is 0\.01/);
    const free = await connected.run('structure', { schemas: ['CORE'] });
    expect([free.error, free.unmet]).toEqual([undefined, []]);
    expect(free.metrics).toEqual({});
  });

  test('a limit that is reached in the middle of a measurement skips the check: half of it is no answer', async () => {
    await using endpoint = await startSeeded();
    const declared = { ...declaredFor(endpoint), max_credits: 0.01 };
    await using connected = await connectComponent(doors, declared);
    const { error, errors } = await connected.run(
      'latency',
      { name: 'one', sql: 'select count(*) from core.calls' },
      { samples: 4, warmup: 0, operations: ['one'] },
    );
    expect(error).toBeInstanceOf(Skip);
    expect(errors['one']).toBe(3);
  });
});
