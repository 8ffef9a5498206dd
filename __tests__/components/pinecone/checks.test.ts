import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PineconeConnection } from '../../../src/components/pinecone/vector-index.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { Refusal, Skip } from '../../../src/std/errors.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

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

/** Everything the project has, so that a test can see that a check left nothing behind. */
async function inventory(): Promise<unknown> {
  const headers = { 'api-key': endpoint.apiKey, 'x-pinecone-api-version': '2026-07' };
  const indexes = (await (await fetch(`${endpoint.url}/indexes`, { headers })).json()) as { indexes: readonly { name: string }[] };
  const namespaces = await (await fetch(`${endpoint.hostOf('sophia-calls')}/namespaces`, { headers })).json();
  return { indexes: indexes.indexes.map(({ name }) => name), namespaces };
}

describe('connection', () => {
  test('the gate finds the index ready and knows its shape', () => {
    expect(connected.findings).toEqual([{ subject: 'index sophia-calls', expected: 'ready', actual: 'ready', met: true }]);
    const { config } = connected.connection as PineconeConnection;
    expect(config).toMatchObject({ dimension: 256, metric: 'cosine', vectorType: 'dense', deployment: 'managed', cloud: 'aws' });
  });

  test('a wrong key is a refusal with 401', async () => {
    const wrong = { ...declaredFor(endpoint), api_key: 'pcsk_wrong' };
    await expect(connectComponent(doors, wrong)).rejects.toMatchObject({ name: 'Refusal', code: '401' });
  });

  test('an unknown index is a refusal with 404 that names it', async () => {
    const unknown = connectComponent(doors, { ...declaredFor(endpoint), index: 'no-such-index' });
    await expect(unknown).rejects.toThrow(Refusal);
    await expect(unknown).rejects.toMatchObject({ code: '404', message: expect.stringContaining('no-such-index') as string });
  });

  test('a loopback address is not called where the environment knows public addresses only', async () => {
    const publicOnly = { environment: { ...loopback, network: 'public' as const } };
    await expect(connectComponent(doors, declaredFor(endpoint), publicOnly)).rejects.toThrow(/loopback/);
    // Before anything is sent: nobody listens on that port.
    const closed = { ...declaredFor(endpoint), controller_url: 'http://127.0.0.1:9' };
    await expect(connectComponent(doors, closed, publicOnly)).rejects.toThrow(/loopback/);
  });
});

describe('config', () => {
  test('meets what with: declares, and what the check declares', async () => {
    const { findings, unmet } = await connected.run('config', { cloud: 'aws', region: 'us-east-1', deletion_protection: 'disabled' });
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual([
      'dimension of index sophia-calls',
      'metric of index sophia-calls',
      'cloud of index sophia-calls',
      'region of index sophia-calls',
      'deletion protection of index sophia-calls',
    ]);
  });

  test('every difference is its own finding', async () => {
    const { unmet } = await connected.run('config', { dimension: 128, metric: 'dotproduct', index_tags: { team: 'calls' } });
    expect(unmet.map(({ subject, expected, actual }) => [subject, expected, actual])).toEqual([
      ['dimension of index sophia-calls', '128', '256'],
      ['metric of index sophia-calls', 'dotproduct', 'cosine'],
      ['tag team of index sophia-calls', 'calls', 'no such tag'],
    ]);
  });

  test('with nothing declared it is a config error', () => {
    expect(() => expand(doors, 'config', {}, { api_key: 'k', index: 'i' })).toThrow(/nothing to compare/);
  });
});

describe('round-trip', () => {
  test('writes, finds, deletes, and leaves nothing', async () => {
    const before = await inventory();
    const { findings, unmet, error, created, samples } = await connected.run('round-trip');
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toHaveLength(5);
    expect(created).toMatchObject([{ kind: 'namespace' }]);
    expect(samples['freshness']).toHaveLength(1);
    expect(await inventory()).toEqual(before);
  });
});

describe('metadata-filter', () => {
  test('a field: all values return exactly their records', async () => {
    const { findings, unmet, values } = await connected.run('metadata-filter', { field: 'industry' });
    expect(unmet).toEqual([]);
    expect(values).toMatchObject({ records: 2_000, missing: 0 });
    // The field itself, not existing, 8 industries, any of them.
    expect(findings).toHaveLength(11);
  });

  test('a field that no record has is told', async () => {
    const { unmet } = await connected.run('metadata-filter', { field: 'no_such_field' });
    expect(unmet.map(({ actual }) => actual)).toEqual([
      expect.stringMatching(/^missing on 2000 of 2000 records, such as call-00001, call-00002, call-00003/),
    ]);
  });

  test('a field of lists', async () => {
    const { unmet, findings } = await connected.run('metadata-filter', { field: 'topics' });
    expect(unmet).toEqual([]);
    expect(findings.length).toBeGreaterThan(4);
  });

  test('a filter', async () => {
    const filter = { $and: [{ sentiment: { $gt: 0.5 } }, { industry: { $ne: 'Retail' } }] };
    const { unmet, values } = await connected.run('metadata-filter', { name: 'happy', filter });
    expect(unmet).toEqual([]);
    expect(values['matches']).toBeGreaterThan(0);
  });

  test('all operators on a fixture of its own', async () => {
    const before = await inventory();
    const { unmet, findings, error } = await connected.run('metadata-filter');
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.length).toBeGreaterThan(20);
    expect(await inventory()).toEqual(before);
  });

  test.each([
    [{ field: 'a', filter: { a: 1 } }, /not both/],
    [{ values: ['a'] }, /no field/],
    [{ filter: { a: 1 } }, /needs a name/],
    [{ filter: { a: { $like: 'x' } }, name: 'x' }, /\$like is not a filter operator/],
  ])('refuses %j', (options, message) => {
    expect(() => expand(doors, 'metadata-filter', options, declaredFor(endpoint))).toThrow(message);
  });

  test('lost metadata is found, counted and exemplified, and nothing else is red', async () => {
    await using lossy = await startSeeded('lost-metadata');
    await using component = await connectComponent(doors, declaredFor(lossy));
    const { unmet } = await component.run('metadata-filter', { field: 'industry' });
    expect(unmet).toHaveLength(1);
    expect(unmet[0]).toMatchObject({ subject: 'metadata field industry', expected: 'on all 2000 records' });
    expect(unmet[0]?.actual).toMatch(
      /^missing on 200 of 2000 records, such as call-\d+, call-\d+, call-\d+: filters by industry never find them$/,
    );
  });
});

describe('query-latency', () => {
  test('measures the operation and the service by its own account', async () => {
    const { samples, metrics, error } = await connected.run('query-latency', { top_k: 5 }, { samples: 8, warmup: 2 });
    expect(error).toBeUndefined();
    expect(samples['query']).toHaveLength(8);
    expect(metrics['query_server_p50']).toBeGreaterThanOrEqual(0);
  });

  test.each([
    [{}, 'query p(95) < 50ms'],
    [{ name: 'batch', target: 'warn: p(99) < 1s' }, 'warn: batch p(99) < 1s'],
    [{ target: 'query p(50) < 5ms' }, 'query p(50) < 5ms'],
  ])('%j has the target %s', (options, target) => {
    expect(expand(doors, 'query-latency', options, declaredFor(endpoint))[0]?.operations?.[0]?.target).toBe(target);
  });

  test('an empty namespace is an error, not a fast answer', async () => {
    await using component = await connectComponent(doors, { ...declaredFor(endpoint), namespace: 'nothing-here' });
    const { error, samples } = await component.run('query-latency');
    expect(String(error)).toMatch(/has no records/);
    expect(samples).toEqual({});
  });
});

describe('security', () => {
  test('a wrong key is refused on both planes', async () => {
    const { findings, unmet } = await connected.run('refuses-wrong-key');
    expect(unmet).toEqual([]);
    expect(findings.map(({ actual }) => actual)).toEqual(['refused with 401', 'refused with 401']);
  });

  test('a read-only key reads and cannot write', async () => {
    const { unmet, findings } = await connected.run('read-only-key', { api_key: endpoint.readOnlyKey });
    expect(unmet).toEqual([]);
    expect(findings.map(({ actual }) => actual)).toEqual(['allowed', 'refused with 403']);
  });

  test('a key that can write is found, and what it wrote is removed', async () => {
    const before = await inventory();
    const { unmet } = await connected.run('read-only-key', { api_key: endpoint.apiKey });
    expect(unmet).toMatchObject([{ subject: 'write with the read-only key', actual: 'allowed' }]);
    expect(await inventory()).toEqual(before);
  });
});

describe('export-restore', () => {
  test('the copy equals the index, and is removed', async () => {
    const before = await inventory();
    const { unmet, findings, values, error, created } = await connected.run('export-restore');
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual([
      'restored index',
      ...['dimension', 'metric', 'vector type', 'deployment', 'cloud', 'region'].map((words) => `${words} of the restored index`),
      'restored ids',
      'restored values',
      'restored metadata',
      'nearest 10 of 5 queries',
    ]);
    expect(values).toMatchObject({ records: 2_000, overlap: 1 });
    expect(created).toMatchObject([{ kind: 'index' }]);
    expect(await inventory()).toEqual(before);
  });

  test('a sample says that queries are not compared', async () => {
    const { findings, notes, values } = await connected.run('export-restore', { sample: 150 });
    expect(values['records']).toBe(150);
    expect(findings.map(({ subject }) => subject)).not.toContain('nearest 10 of 5 queries');
    expect(notes[0]).toMatch(/^150 records exported of more/);
  });
});

describe('clean-up and capability', () => {
  test('what was not created by a check is never removed', async () => {
    const signal = AbortSignal.timeout(5_000);
    for (const resource of [
      { component: 'vectors', kind: 'index', name: 'sophia-calls' },
      { component: 'vectors', kind: 'namespace', name: '__default__' },
    ]) {
      await expect(doors.component.remove?.(connected.connection, resource, signal)).rejects.toThrow(/not created by a check/);
    }
  });

  test('removing what is already gone succeeds', async () => {
    const signal = AbortSignal.timeout(5_000);
    const gone = ['index', 'namespace'].map((kind) => ({ component: 'vectors', kind, name: 'infra-test-gone' }));
    const removing = Promise.all(gone.map(async (resource) => doors.component.remove?.(connected.connection, resource, signal)));
    await expect(removing).resolves.toEqual([undefined, undefined]);
  });

  test('flows query by id', async () => {
    const matches = await connected.capabilities.vector?.query({ id: 'call-00007', topK: 3 }, AbortSignal.timeout(5_000));
    expect(matches?.[0]?.id).toBe('call-00007');
    expect(matches?.[0]?.metadata).toHaveProperty('industry');
  });

  test.each(['round-trip', 'query-latency', 'load', 'units'])('a sparse index is skipped with the reason by %s', async (kind) => {
    const connection = connected.connection as PineconeConnection;
    const sparse = { ...connection, config: { ...connection.config, dimension: undefined, vectorType: 'sparse' } };
    const runner = doors.component.checks[kind];
    await expect(runner?.(sparse, {}, { signal: AbortSignal.timeout(5_000) } as never)).rejects.toThrow(Skip);
  });
});
