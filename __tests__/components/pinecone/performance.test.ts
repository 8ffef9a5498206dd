import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { administer } from './administer.ts';
import { declaredFor, declaredSmall, doors, startSeeded, startSmall } from './doors.ts';

let endpoint: PineconeEndpoint;
let connected: Connected;

beforeAll(async () => {
  endpoint = await startSeeded();
  connected = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await connected[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

test('query-latency tells the first call and the service apart', async () => {
  const { samples, metrics, error } = await connected.run('query-latency', { batch: 3 }, { samples: 4, warmup: 1 });
  expect(error).toBeUndefined();
  expect(samples['query']).toHaveLength(4);
  expect(samples['query.cold']).toHaveLength(1);
  // Three requests are one call.
  expect(samples['query.server']).toHaveLength(12);
  expect(metrics['read_units']).toBeGreaterThan(0);
});

test.each([
  [{}, 'query p(95) < 50ms'],
  [{ batch: 10 }, 'query p(95) < 500ms'],
])('query-latency %j has the target %s', (options, target) => {
  expect(expand(doors, 'query-latency', options, declaredFor(endpoint))[0]?.operations?.[0]?.target).toBe(target);
});

test('batch-upsert measures each size and leaves nothing', async () => {
  const { samples, metrics, unmet, error, created, draft } = await connected.run('batch-upsert', { sizes: [20, 1, 20] });
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
  expect(draft.operations?.map(({ name }) => name)).toEqual(
    ['upsert.size_1', 'upsert.size_20'].flatMap((name) => [name, `${name}.cold`, `${name}.server`]),
  );
  expect(draft.operations?.[0]?.target).toBe('upsert.size_1 p(95) < 1s');
  expect(samples['upsert.size_20']).toHaveLength(5);
  expect(metrics['upsert_records_per_second_20']).toBeGreaterThan(0);
  expect(created).toMatchObject([{ kind: 'namespace' }]);
  const statistics = await (
    connected.connection as never as { index: { statistics(signal: AbortSignal): Promise<object> } }
  ).index.statistics(AbortSignal.timeout(5_000));
  expect(statistics).toMatchObject({ namespaces: { __default__: 2_000 } });
});

describe('where the service limits', () => {
  let small: PineconeEndpoint;
  let limited: Connected;

  beforeAll(async () => {
    small = await startSmall();
    limited = await connectComponent(doors, declaredSmall(small));
  });

  afterAll(async () => {
    await limited[Symbol.asyncDispose]();
    await small[Symbol.asyncDispose]();
  });

  const limit = { kind: 'refuse', status: 429, retry_after: 1, on: 'query', times: 1 };

  test('load waits as long as it is asked to, and counts it', async () => {
    await using administrator = administer(small);
    await administrator.plant(limit);
    const { unmet, metrics, samples, errors, error } = await limited.run('load', { rate: 100, calls: 5, throttled: 0.1 });
    expect(error).toBeUndefined();
    expect(metrics['load_throttled']).toBe(1);
    expect(errors).toEqual({});
    expect(samples['load']).toHaveLength(5);
    expect(Math.max(...(samples['load'] ?? []))).toBeGreaterThan(950);
    expect(unmet).toMatchObject([{ expected: 'at most 10 % of 6', actual: '1 (16.6 %)' }]);
  });

  test.each([
    ['query-latency', {}, 'query'],
    ['scaling', { clients: [2] }, 'scaling.clients_2'],
  ])('%s says that its times include a wait', async (kind, options, name) => {
    await using administrator = administer(small);
    // The warm-up of scaling is a query of its own.
    await administrator.plant({ ...limit, times: kind === 'scaling' ? 2 : 1 });
    const { notes, metrics, error } = await limited.run(kind, options, { samples: 4, warmup: kind === 'scaling' ? 0 : 1 });
    expect(error).toBeUndefined();
    expect(metrics[`${name}_throttled`]).toBeGreaterThan(0);
    expect(notes.join()).toMatch(new RegExp(`of \\d+ requests of ${name} were answered with 429 and waited for`));
  });

  test('nothing is said where nothing was limited', async () => {
    const { notes, metrics } = await limited.run('query-latency', {}, { samples: 2 });
    expect(notes).toEqual([]);
    expect(metrics).not.toHaveProperty('query_throttled');
  });

  test('the first call to a cold index is told apart', async () => {
    await using administrator = administer(small);
    // Cold whenever it was not used for a moment: the check asks for vectors before it measures.
    await administrator.turn({ cold_start: { delay: '200ms', idle: '0ms' } });
    const { samples } = await limited.run('query-latency', {}, { samples: 1, warmup: 0 });
    expect(samples['query.cold']?.[0]).toBeGreaterThanOrEqual(195);
  });
});

test('scaling compares sizes', async () => {
  const { metrics, unmet, error, samples } = await connected.run('scaling', { clients: [1, 2], sizes: [10, 300], max_slope: 1_000 });
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
  expect(metrics).toMatchObject({ scaling_slope: expect.any(Number) as number, scaling_throughput_2: expect.any(Number) as number });
  expect(samples['scaling.records_300']).toHaveLength(5);
});

test('scaling finds too few replicas, and that none are told', async () => {
  const { unmet } = await connected.run('scaling', { clients: [1], replicas: 2 });
  expect(unmet).toMatchObject([{ subject: 'replicas', expected: 'at least 2' }]);
});

test.each([
  ['batch-upsert', {}],
  ['namespaces', {}],
  ['scaling', { sizes: [10, 20] }],
  ['export-restore', {}],
  ['backup', {}],
  ['read-only-key', { api_key: 'x' }],
])('%s is skipped where access is read-only', async (kind, options) => {
  const { error, created } = await connected.run(kind, options, { environment: { ...loopback, access: 'read-only' } });
  expect(error).toBeInstanceOf(Skip);
  expect(String(error)).toContain('read-only');
  expect(created).toEqual([]);
});
