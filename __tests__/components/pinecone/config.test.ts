import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differencesOf } from '../../../src/components/pinecone/shape/config-difference.ts';
import { indexConfig } from '../../../src/components/pinecone/shape/index-config.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { administer } from './administer.ts';
import { declaredFor, declaredSmall, doors, inventoryOf, startSeeded, startSmall } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie, ProxyOptions } from './lying-proxy.ts';

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

async function through(lie: Lie, kind: string, options: unknown = {}, draft?: string, proxied: ProxyOptions = {}) {
  await using proxy = await startLyingProxy(endpoint.url, lie, proxied);
  await using component = await connectComponent(doors, { ...declaredFor(endpoint), controller_url: proxy.url });
  return await component.run(kind, options, draft === undefined ? {} : { draft });
}

const dedicated = { mode: 'Dedicated', dedicated: { node_type: 't1', scaling: 'Manual', manual: { replicas: 2, shards: 3 } } };

test.each([
  [
    'the newer shape',
    {
      schema: { fields: { text: { type: 'semantic_text', model: 'multilingual-e5-large', dimension: 1_024, metric: 'cosine' } } },
      deployment: { deployment_type: 'managed', cloud: 'gcp', region: 'us-central1' },
      read_capacity: dedicated,
      cmek_id: 'key-1',
      source_backup_id: 'backup-1',
    },
  ],
  [
    'the older shape',
    {
      dimension: 1_024,
      metric: 'cosine',
      vector_type: 'dense',
      spec: { serverless: { cloud: 'gcp', region: 'us-central1', read_capacity: dedicated } },
      embed: { model: 'multilingual-e5-large' },
      cmek_id: 'key-1',
      source_backup_id: 'backup-1',
    },
  ],
])('capacity, model, key and backup in %s', (_words, model) => {
  expect(indexConfig(model)).toMatchObject({
    dimension: 1_024,
    metric: 'cosine',
    vectorType: 'dense',
    deployment: 'managed',
    cloud: 'gcp',
    capacity: { mode: 'dedicated', nodeType: 't1', replicas: 2, shards: 3 },
    embedModel: 'multilingual-e5-large',
    cmekId: 'key-1',
    sourceBackupId: 'backup-1',
  });
});

test('tags that nobody declared are a difference where tags are exact', () => {
  const found = indexConfig({ tags: { team: 'a', owner: 'b' } });
  const declared = { properties: [], tags: [{ name: 'team', expected: 'a' }] };
  expect(differencesOf({ ...declared, exactTags: false }, found)).toHaveLength(1);
  const [, other] = differencesOf({ ...declared, exactTags: true }, found);
  expect(other).toEqual({ words: 'tag owner', expected: 'no such tag', actual: 'b', met: false });
});

describe('config', () => {
  test('everything that can be declared, as it is', async () => {
    const options = { vector_type: 'dense', deployment: 'managed', capacity: 'on-demand', embed_model: 'none', cmek: 'none' };
    const { findings, unmet, values, notes } = await connected.run('config', options);
    expect(unmet).toEqual([]);
    expect(findings).toHaveLength(7);
    expect(values['drift']).toEqual([]);
    expect(notes).toEqual([]);
  });

  test('drift is told as a diff', async () => {
    const options = { capacity: { mode: 'dedicated', replicas: 2 }, region: 'eu-west-1', cmek: 'key-1' };
    const { unmet, values, notes } = await connected.run('config', options);
    expect(unmet.map(({ subject }) => subject)).toEqual(
      ['region', 'read capacity', 'replicas', 'customer-managed key'].map((words) => `${words} of index sophia-calls`),
    );
    expect(values['drift']).toEqual(
      expect.arrayContaining(['- region: eu-west-1', '+ region: us-east-1', '- replicas: 2', '+ replicas: none']),
    );
    expect(notes[0]).toMatch(/^drift of index sophia-calls/);
  });

  test.each([
    ['report', [], []],
    ['fail', [], ['index other']],
    ['fail', ['other'], []],
  ])('undeclared indexes: %s, declared elsewhere %j', async (unmanaged, managed, unmet) => {
    const lie: Lie = (path, body) => {
      if (path !== '/indexes') return undefined;
      const { indexes } = JSON.parse(body) as { readonly indexes: readonly object[] };
      return JSON.stringify({ indexes: [...indexes, ...['other', 'infra-test-x'].map((name) => ({ ...indexes[0], name }))] });
    };
    const found = await through(lie, 'config', { unmanaged, managed }, 'config.unmanaged');
    expect(found.error).toBeUndefined();
    expect(found.unmet.map(({ subject }) => subject)).toEqual(unmet);
    expect(found.values['unmanaged']).toEqual(managed.length === 0 ? ['other'] : []);
  });

  test('unmanaged is a check of its own beside the index', () => {
    const drafts = expand(doors, 'config', { unmanaged: 'report' }, declaredFor(endpoint));
    expect(drafts.map(({ name }) => name)).toEqual(['config', 'config.unmanaged']);
  });
});

describe('create', () => {
  test('makes an index of the shape, deletes it, and leaves nothing', async () => {
    const { findings, unmet, error, created, samples } = await connected.run('create');
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['new index', 'metric of the new index', 'deleted index']),
    );
    expect(created).toMatchObject([{ kind: 'index' }]);
    expect(Object.keys(samples)).toEqual(['create_index', 'delete_index']);
    const headers = { 'api-key': endpoint.apiKey };
    const { indexes } = (await (await fetch(`${endpoint.url}/indexes`, { headers })).json()) as { indexes: readonly { name: string }[] };
    expect(indexes.map(({ name }) => name)).toEqual(['sophia-calls']);
  });

  test('an index of another shape than asked for is found', async () => {
    const lie: Lie = (path, body) => (path.startsWith('/indexes/infra-test-') ? body.replaceAll('us-east-1', 'eu-west-1') : undefined);
    const { unmet } = await through(lie, 'create');
    expect(unmet).toMatchObject([{ subject: 'region of the new index', expected: 'us-east-1', actual: 'eu-west-1' }]);
  });

  test('an index that fails is not waited for', async () => {
    const failed: Lie = (path, body) =>
      path.startsWith('/indexes/infra-test-')
        ? body.replace('"ready":true', '"ready":false').replace('"Ready"', '"InitializationFailed"')
        : undefined;
    const { unmet } = await through(failed, 'create');
    expect(unmet).toMatchObject([{ subject: 'new index', expected: 'ready', actual: 'state InitializationFailed' }]);
  });

  test('an index that is never ready', async () => {
    await using small = await startSmall();
    await using administrator = administer(small);
    await administrator.turn({ index_init: '1h' });
    await using component = await connectComponent(doors, declaredSmall(small));
    const { unmet, samples } = await component.run('create', { within: '100ms' });
    expect(unmet).toMatchObject([{ subject: 'new index', actual: 'still in state Initializing after 100ms' }]);
    expect(samples).toEqual({});
    expect((await inventoryOf(small)).indexes).toEqual(['small']);
  });

  test('an index that stays after its deletion', async () => {
    let described = '';
    const stays: Lie = (path, body, { method }) => {
      if (method !== 'GET' || !path.startsWith('/indexes/infra-test-')) return undefined;
      if (body.includes('"host"')) described = body;
      return { status: 200, body: described };
    };
    const { unmet } = await through(stays, 'create', { within: '100ms' }, undefined, { changesRefusals: true });
    expect(unmet).toMatchObject([{ subject: 'deleted index', expected: 'gone', actual: 'still there' }]);
  });

  test('is skipped where nothing may be created', async () => {
    const { error, created } = await connected.run('create', {}, { environment: { ...loopback, access: 'read-only' } });
    expect(error).toMatchObject({ name: 'Skip' });
    expect(created).toEqual([]);
  });
});
