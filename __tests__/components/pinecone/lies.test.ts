import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent } from '../run-check.ts';
import type { Recorded } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie } from './lying-proxy.ts';

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSeeded();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

async function runThrough(lie: Lie, kind: string, options: unknown): Promise<Recorded> {
  await using proxy = await startLyingProxy(endpoint.url, lie);
  await using component = await connectComponent(doors, { ...declaredFor(endpoint), controller_url: proxy.url });
  // Awaited here: both are gone when this function has returned.
  return await component.run(kind, options);
}

interface Matches {
  readonly matches: readonly unknown[];
}

const isFiltered = (body: string): boolean => 'filter' in (JSON.parse(body) as object);

test('metadata-filter finds records that a filter leaves out', async () => {
  const lie: Lie = (path, body, request) => {
    if (!path.endsWith('/query') || !isFiltered(request.body)) return undefined;
    const answer = JSON.parse(body) as Matches;
    return JSON.stringify({ ...answer, matches: answer.matches.slice(2) });
  };
  const { unmet } = await runThrough(lie, 'metadata-filter', { field: 'industry', values: ['Retail', 'Healthcare'] });
  expect(unmet).toHaveLength(3);
  expect(unmet[0]).toMatchObject({ subject: 'filter industry = "Retail"' });
  expect(unmet[0]?.actual).toMatch(/^\d+ records, 2 records left out, such as call-\d+, call-\d+$/);
});

test('metadata-filter finds a service that ignores filters', async () => {
  const lie: Lie = (path, body, request) => {
    if (!path.endsWith('/query') || !isFiltered(request.body)) return undefined;
    const answer = JSON.parse(body) as Matches;
    return JSON.stringify({ ...answer, matches: [...answer.matches, { id: 'call-00001', score: 0.1 }] });
  };
  const { unmet } = await runThrough(lie, 'metadata-filter', { name: 'none', filter: { industry: 'no such industry' } });
  expect(unmet).toMatchObject([
    { expected: 'the 0 records that match by reading all', actual: '1 record, 1 record not matching, such as call-00001' },
  ]);
});

interface Fetched {
  readonly vectors: Readonly<Record<string, { readonly values: readonly number[]; readonly metadata?: object }>>;
}

const changeRecord =
  (id: string, change: (record: Fetched['vectors'][string]) => object | undefined): Lie =>
  (path, body, request) => {
    if (request.method !== 'GET' || !path.endsWith('/vectors/fetch')) return undefined;
    const answer = JSON.parse(body) as Fetched;
    const record = answer.vectors[id];
    if (record === undefined) return undefined;
    const changed = change(record);
    const { [id]: _old, ...others } = answer.vectors;
    return JSON.stringify({ ...answer, vectors: changed === undefined ? others : { ...others, [id]: changed } });
  };

test('round-trip finds another value and other metadata', async () => {
  const other = changeRecord('round-trip-b', (record) => ({ ...record, values: [0.5, ...record.values.slice(1)] }));
  const values = await runThrough(other, 'round-trip', {});
  expect(values.unmet).toMatchObject([{ subject: 'record round-trip-b', actual: expect.stringMatching(/^other values: 0.5/) as string }]);
  const bare = changeRecord('round-trip-c', ({ metadata: _metadata, ...record }) => record);
  const metadata = await runThrough(bare, 'round-trip', {});
  expect(metadata.unmet).toMatchObject([{ subject: 'record round-trip-c', actual: expect.stringMatching(/^other metadata/) as string }]);
});

test('round-trip finds records that stay after their deletion', async () => {
  let lastFull = '';
  const lie: Lie = (path, body) => {
    if (!path.endsWith('/vectors/fetch')) return undefined;
    if (body.includes('round-trip-a')) lastFull = body;
    return lastFull;
  };
  const { unmet } = await runThrough(lie, 'round-trip', { within: '60ms' });
  expect(unmet).toMatchObject([
    { subject: 'deletion of 3 records', expected: 'gone', actual: expect.stringMatching(/^still there/) as string },
  ]);
});

test('namespaces finds a deletion that does nothing', async () => {
  let lastFull = '';
  const lie: Lie = (path, body) => {
    if (!path.endsWith('/vectors/fetch')) return undefined;
    if (body.includes('tenant-')) lastFull = body;
    return body.includes('tenant-') || lastFull === '' ? undefined : lastFull;
  };
  const { unmet } = await runThrough(lie, 'namespaces', { within: '60ms' });
  expect(unmet).toMatchObject([
    { subject: 'deletion in scratch namespace 0', expected: 'gone', actual: expect.stringMatching(/^still there/) as string },
  ]);
});

test('create outlives a description that is not answered', async () => {
  let asked = 0;
  const lie: Lie = (path) => {
    if (!path.startsWith('/indexes/infra-test-')) return undefined;
    asked += 1;
    return asked === 1 ? { status: 503, body: 'down' } : undefined;
  };
  const { unmet, error } = await runThrough(lie, 'create', { within: '5s' });
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
  expect(asked).toBeGreaterThan(1);
});

test('round-trip finds records that never show', async () => {
  const lie: Lie = (path) => (path.endsWith('/vectors/fetch') ? '{"vectors":{},"namespace":"x"}' : undefined);
  const { unmet } = await runThrough(lie, 'round-trip', { within: '60ms' });
  expect(unmet.map(({ actual }) => actual)).toEqual(Array.from({ length: 3 }, () => 'not there within 60ms'));
});

test('an index without an address is told as that', async () => {
  const lie: Lie = (path) => (path === '/indexes/sophia-calls' ? '{}' : undefined);
  await expect(runThrough(lie, 'config', {})).rejects.toThrow('The service described index sophia-calls without the address of its data.');
});

test('an index whose address leads to cloud metadata is not called', async () => {
  const lie: Lie = (path, body) =>
    path === '/indexes/sophia-calls' ? JSON.stringify({ ...(JSON.parse(body) as object), host: 'http://169.254.169.254' }) : undefined;
  await expect(runThrough(lie, 'config', {})).rejects.toThrow(/169\.254\.169\.254 is a link-local address/);
});

test('the public address is used, whatever private one the index has', async () => {
  const lie: Lie = (path, body) =>
    path === '/indexes/sophia-calls'
      ? JSON.stringify({ ...(JSON.parse(body) as object), private_host: 'http://127.0.0.1:9', privateHost: 'http://127.0.0.1:9' })
      : undefined;
  const { unmet, error } = await runThrough(lie, 'round-trip', {});
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
});

test('round-trip finds a query that does not find the record itself first', async () => {
  const lie: Lie = (path, body) => {
    if (!path.endsWith('/query')) return undefined;
    const answer = JSON.parse(body) as Matches;
    return JSON.stringify({ ...answer, matches: answer.matches.toReversed() });
  };
  const { unmet } = await runThrough(lie, 'round-trip', {});
  expect(unmet).toMatchObject([{ subject: 'query with the vector of round-trip-a', expected: 'round-trip-a first of 3' }]);
});

test('export-restore finds lost records, values and metadata of the copy alone', async () => {
  const isCopy = (path: string): boolean => path.includes('/i/infra-test-');
  const onlyCopy =
    (lie: Lie): Lie =>
    (path, body, request) =>
      isCopy(path) ? lie(path, body, request) : undefined;
  const lost = await runThrough(onlyCopy(changeRecord('call-00042', () => undefined)), 'export-restore', { sample: 120 });
  expect(lost.unmet).toMatchObject([{ subject: 'restored ids', actual: '1 record missing, such as call-00042' }]);
  const values = changeRecord('call-00043', (record) => ({ ...record, values: record.values.map((value) => value * 1.001) }));
  const changed = await runThrough(onlyCopy(values), 'export-restore', { sample: 120 });
  expect(changed.unmet).toMatchObject([{ subject: 'restored values', actual: '1 record differing, such as call-00043' }]);
  const bare = changeRecord('call-00044', (record) => ({ ...record, metadata: { industry: 'other' } }));
  const stripped = await runThrough(onlyCopy(bare), 'export-restore', { sample: 120 });
  expect(stripped.unmet).toMatchObject([{ subject: 'restored metadata', actual: '1 record differing, such as call-00044' }]);
});

test('export-restore finds other neighbours of the copy', async () => {
  const lie: Lie = (path, body) => {
    if (!path.includes('/i/infra-test-') || !path.endsWith('/query')) return undefined;
    const answer = JSON.parse(body) as { readonly matches: readonly { readonly id: string; readonly score: number }[] };
    return JSON.stringify({
      ...answer,
      matches: answer.matches.map((match, rank) => ({ ...match, id: rank < 3 ? `x${rank}` : match.id })),
    });
  };
  const { unmet, values } = await runThrough(lie, 'export-restore', {});
  expect(values['overlap']).toBeLessThanOrEqual(0.7);
  expect(unmet).toMatchObject([{ subject: 'nearest 10 of 5 queries', expected: 'at least 90 % the same in both indexes' }]);
});

test('refuses-wrong-key finds a service that lets anyone in', async () => {
  await using open = await startOpenService();
  await using component = await connectComponent(doors, { ...declaredFor(endpoint), controller_url: open.url });
  const { unmet } = await component.run('refuses-wrong-key');
  expect(unmet.map(({ actual }) => actual)).toEqual(['let in', 'let in']);
});

/** Answers every caller, whatever key: a proxy that would put in its own key. */
function startOpenService() {
  return startLyingProxy(endpoint.url, () => undefined, { apiKey: endpoint.apiKey });
}
