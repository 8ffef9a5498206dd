import { Pinecone as Pinecone8 } from 'pinecone-client-8';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../../src/components/pinecone/client.ts';
import { connectWith } from '../../../src/components/pinecone/connect.ts';
import component from '../../../src/components/pinecone/index.ts';
import { settings } from '../../../src/components/pinecone/settings.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent } from '../run-check.ts';
import type { Doors } from '../run-check.ts';
import { administer } from './administer.ts';
import { allChecks } from './all-checks.ts';
import { declaredSmall, inventoryOf, startSmall } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie } from './lying-proxy.ts';

/** The same component with the client of before: its calls have the same names, but for backups. */
const Older = Pinecone8 as unknown as Parameters<typeof createClient>[2];
const connect = connectWith((apiKey, controllerUrl) => createClient(apiKey, controllerUrl, Older));
const doors8: Doors = { settings, component: { ...component, connect } };

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSmall();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

async function run(kind: string, options: unknown, lie: Lie = () => undefined) {
  await using proxy = await startLyingProxy(endpoint.url, lie, { passesHeaders: true });
  await using connected = await connectComponent(doors8, { ...declaredSmall(endpoint), controller_url: proxy.url });
  return await connected.run(kind, options, { samples: 4, warmup: 1 });
}

const kinds = allChecks({ viewer: '', stranger: '' })
  .map(([kind]) => kind)
  .filter((kind) => kind !== 'backup');

test.each(kinds)('%s is green with client 8, on the older wire, and leaves nothing', async (kind) => {
  const before = await inventoryOf(endpoint);
  const keys = { viewer: endpoint.issueKey('DataPlaneViewer'), stranger: endpoint.issueKey('ProjectEditor', 'other') };
  const options = allChecks(keys).find(([name]) => name === kind)?.[1];
  const versions = new Set<string | undefined>();
  const { unmet, error, findings, samples } = await run(kind, options, (_path, _body, { version }) => void versions.add(version));
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
  expect(findings.length + Object.keys(samples).length).toBeGreaterThan(0);
  expect([...versions]).toEqual(['2026-04']);
  expect(await inventoryOf(endpoint)).toEqual(before);
});

test('drift is found in the older shape', async () => {
  const { unmet } = await run('config', { dimension: 8, metric: 'euclidean', region: 'eu-west-1', deletion_protection: 'disabled' });
  expect(unmet.map(({ subject, actual }) => [subject, actual])).toEqual([
    ['dimension of index small', '16'],
    ['metric of index small', 'cosine'],
    ['region of index small', 'us-east-1'],
    ['deletion protection of index small', 'enabled'],
  ]);
});

test('late writes are measured by the same sequence numbers', async () => {
  await using administrator = administer(endpoint);
  await administrator.turn({ freshness: { min: '60ms', max: '70ms' } });
  const { unmet, metrics, notes, samples } = await run('freshness', { rounds: 1 });
  expect(unmet).toEqual([]);
  expect(metrics['first_read_misses']).toBe(1);
  expect(notes).toEqual(['measured by the sequence numbers of the service']);
  expect(samples['write_freshness']?.[0]).toBeGreaterThan(55);
});

test('a lost value and a refusal are found', async () => {
  const { unmet } = await run('round-trip', {}, (path, body) =>
    path.endsWith('/vectors/fetch') ? body.replace('"half":1.5', '"half":1') : undefined,
  );
  expect(unmet).toMatchObject([{ subject: 'record round-trip-b', actual: expect.stringMatching(/^other metadata/) as string }]);
  await using administrator = administer(endpoint);
  await administrator.plant({ kind: 'refuse', status: 403, on: 'upsert' });
  expect((await run('round-trip', {})).error).toMatchObject({ name: 'Refusal', code: '403' });
});

test('a lost reply to a creation leaves one index, which is ours', async () => {
  await using administrator = administer(endpoint);
  await administrator.plant({ kind: 'refuse', status: 503, on: 'create-index', moment: 'after', times: 1 });
  const { unmet, error } = await run('create', {});
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
  expect((await inventoryOf(endpoint)).indexes).toEqual(['small']);
});
