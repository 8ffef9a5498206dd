import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryUnits, updateUnits, upsertUnits } from '../../../src/components/pinecone/units/unit-cost.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSeeded();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

const record = (dimension: number) => ({ id: 'a', values: Array.from({ length: dimension }, () => 0.5) });

test('units by the documented formula', () => {
  expect(upsertUnits([record(1)])).toBe(5);
  expect(upsertUnits(Array.from({ length: 10 }, () => record(1_536)))).toBe(62);
  expect(updateUnits({ id: 'a', metadata: { part: 'x' } })).toBe(5);
  // The old values are as many as the new ones.
  expect(updateUnits(record(1_536))).toBe(13);
  expect(queryUnits(1_000)).toBe(0.25);
  expect(queryUnits(3_500_000_000)).toBe(3.5);
});

test('a check tells its units', async () => {
  await using connected = await connectComponent(doors, declaredFor(endpoint));
  const { metrics } = await connected.run('round-trip');
  expect(metrics['write_units']).toBe(10);
  expect(metrics['read_units']).toBeGreaterThan(1);
  const { unmet, values } = await connected.run('units');
  expect(unmet).toEqual([]);
  expect(values).toEqual({ list_units: 1, fetch_units: 10, query_units: 0.25 });
});

test('beyond max_units nothing is sent that costs, and what was created is removed', async () => {
  await using connected = await connectComponent(doors, { ...declaredFor(endpoint), max_units: 12 });
  const first = await connected.run('recall', { queries: 50 });
  expect(first.error).toBeInstanceOf(Skip);
  expect(String(first.error)).toMatch(/max_units is 12/);
  const second = await connected.run('round-trip');
  expect(second.error).toBeInstanceOf(Skip);
  expect((await connected.run('config')).error).toBeUndefined();
});

test('a month at list prices', async () => {
  await using connected = await connectComponent(doors, declaredFor(endpoint));
  const { metrics, unmet } = await connected.run('cost', { read_units: 1_000_000, write_units: 1_000_000, max_month: 20 });
  // 16 and 4 dollars, and the storage of 2,000 records.
  expect(metrics['month_usd']).toBeGreaterThan(20);
  expect(metrics['storage_gb']).toBeCloseTo(0.0025, 3);
  expect(unmet).toMatchObject([{ subject: 'projected month', expected: 'at most $20.00' }]);
  expect((await connected.run('cost', { minimum: 50 })).metrics['month_usd']).toBe(50);
});
