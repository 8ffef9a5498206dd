import { once } from 'node:events';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Role } from '../../../src/local/pinecone/access.ts';
import { inMoment } from '../../../src/local/pinecone/moment.ts';
import { Organization } from '../../../src/local/pinecone/organization.ts';
import { DataFile } from '../../../src/local/pinecone/persistence/data-file.ts';
import type { Reply } from '../../../src/local/pinecone/route.ts';
import { startEndpointProcess } from './endpoint-process.ts';
import type { EndpointProcess } from './endpoint-process.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'infra-test-pinecone-'));

interface Asked {
  /** Position among the keys. */
  readonly key: number;
  /** `{backup}` and `{schedule}` stand for the last ones. */
  readonly request: readonly [method: string, path: string, body?: unknown];
  readonly backupLagMilliseconds?: number;
}
type Step =
  | Asked
  | { readonly issue: Role; readonly project: string | undefined }
  | { readonly revoke: number }
  | { readonly leastLogBytes: number };

/** An organization in a folder: opened again, it is the same one. */
class Kept implements AsyncDisposable {
  readonly folder = newFolder();
  /** Writes that were not refused. */
  accepted = 0;
  #organization: Organization | undefined;
  #file: DataFile | undefined;

  /** Whether it came back from a snapshot. */
  async open(leastLogBytes?: number): Promise<boolean> {
    await this[Symbol.asyncDispose]();
    this.#file = await DataFile.open(this.folder);
    this.#organization = new Organization(
      leastLogBytes === undefined ? {} : { leastLogBytes },
      this.#file,
      (name) => `http://pinecone/i/${name}`,
    );
    if (this.#organization.lost?.length) throw new Error(`lost: ${this.#organization.lost.join('; ')}`);
    return this.#file.snapshot !== undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
  }

  async ask({ key, request: [method, url, body], backupLagMilliseconds }: Asked, atMilliseconds: number): Promise<Reply> {
    const organization = this.#open;
    organization.knobs = backupLagMilliseconds === undefined ? {} : { backupLagMilliseconds };
    const { all } = organization.keys;
    const apiKey = all[key % all.length]?.secret;
    const text = body === undefined ? '' : JSON.stringify(body);
    const reply = await organization.answer({ method, url, apiKey, version: '2026-07', body: text }, momentOf(atMilliseconds));
    // A compaction comes after the turn that answered.
    await nextTurn();
    await nextTurn();
    if (method !== 'GET' && reply.status < 300) this.accepted += 1;
    return reply;
  }

  async issue(role: Role, project: string | undefined, atMilliseconds: number): Promise<unknown> {
    const { key, kept } = inMoment(momentOf(atMilliseconds), () => this.#open.issueKey(role, project));
    await kept;
    return key;
  }

  /** The first two stay. */
  async revoke(number: number): Promise<void> {
    const { all } = this.#open.keys;
    const key = all[2 + (number % Math.max(1, all.length - 2))];
    if (key !== undefined) await this.#open.revokeKey(key);
  }

  /** Requests that a start would do again. */
  get waiting(): number {
    return Array.from(this.#file?.changes() ?? []).length;
  }

  get #open(): Organization {
    if (this.#organization === undefined) throw new Error('open it first');
    return this.#organization;
  }
}

/** What is asked at the same time has the same ids. */
function momentOf(atMilliseconds: number) {
  return { atMilliseconds, seed: String(atMilliseconds) };
}

const of = <Item>(...items: readonly Item[]): fc.Arbitrary<Item> => fc.constantFrom(...items);
const asked = (request: fc.Arbitrary<Asked['request']>): fc.Arbitrary<Step> =>
  fc.record(
    { key: of(0, 0, 0, 0, 0, 1, 2, 3), request, backupLagMilliseconds: fc.constantFrom(3_600_000, 90_000_000) },
    { requiredKeys: ['key', 'request'] },
  );
const spec = { deployment: { deployment_type: 'managed', cloud: 'aws', region: 'us-east-1' } };
const hybrid = { _values: { type: 'dense_vector', dimension: 3, metric: 'dotproduct' } };
const schemas = of<object>(
  hybrid,
  { _values: { type: 'dense_vector', dimension: 3, metric: 'euclidean' } },
  { _sparse_values: { type: 'sparse_vector' } },
  { title: { type: 'string', full_text_search: {} }, vector: { type: 'dense_vector', dimension: 3, metric: 'cosine' } },
);
const creation = (name: string, fields: object): Asked['request'] => ['POST', '/indexes', { name, schema: { fields }, ...spec }];
const indexes = of('x', 'x', 'y');
const spaces = of('', 'one', 'two');
const ids = of('a', 'a1', 'b', 'ü', '__proto__');
const metadata = fc.record({ color: of('red', 'blue'), size: of(1, 0.1, -1e300), 'a "b"': of(['x'], []) }, { requiredKeys: [] });
const floats = of(0.1, -2.5, 3, 1e-30, 0);
const values = fc.oneof({ weight: 9, arbitrary: fc.tuple(floats, floats, of(1, 2)) }, { weight: 1, arbitrary: fc.tuple(floats, floats) });
const sparse = of({ indices: [1, 4_000_000_000], values: [0.3, -1] }, { indices: [7], values: [0.1] });
const record = fc.record({ id: ids, values, metadata, sparseValues: sparse }, { requiredKeys: ['id', 'values'] });
const document = fc.record({ _id: ids, title: of('blue cat', 'red'), vector: values }, { requiredKeys: ['_id', 'title'] });
const filters = of({ color: 'red' }, { size: { $gt: 0 } }, { color: { $ne: 'blue' } });
const post = (path: string, body: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.tuple(indexes, fc.record(body)).map(([index, fields]) => ['POST', `/i/${index}${path}`, fields] as const);

const writes = fc.oneof(
  asked(fc.tuple(indexes, schemas).map(([name, fields]) => creation(name, fields))),
  asked(fc.tuple(indexes, schemas).map(([name, fields]) => creation(name, fields))),
  asked(indexes.map((name) => ['PATCH', `/indexes/${name}`, { tags: { team: 'qa' }, deletion_protection: 'disabled' }] as const)),
  asked(indexes.map((name) => ['DELETE', `/indexes/${name}`] as const)),
  ...Array.from({ length: 4 }, () =>
    asked(post('/vectors/upsert', { namespace: spaces, vectors: fc.array(record, { minLength: 1, maxLength: 5 }) })),
  ),
  asked(post('/vectors/update', { namespace: spaces, id: ids, setMetadata: metadata })),
  asked(post('/vectors/update', { namespace: spaces, id: ids, values })),
  asked(post('/vectors/update', { namespace: spaces, filter: filters, setMetadata: metadata })),
  asked(post('/vectors/delete', { namespace: spaces, ids: fc.array(ids, { minLength: 1, maxLength: 3 }) })),
  asked(post('/vectors/delete', { namespace: spaces, filter: filters })),
  asked(post('/vectors/delete', { namespace: spaces, deleteAll: fc.constant(true) })),
  asked(post('/namespaces', { name: of('one', 'two'), schema: of(undefined, { fields: { color: { filterable: true } } }) })),
  asked(post('/namespaces/one/documents/upsert', { documents: fc.array(document, { minLength: 1, maxLength: 3 }) })),
  asked(indexes.map((name) => ['POST', `/indexes/${name}/backups`, { name: 'by hand' }] as const)),
  asked(fc.constant(['DELETE', '/backups/{backup}'] as const)),
  asked(indexes.map((name) => ['POST', '/backups/{backup}/create-index', { name }] as const)),
  asked(
    fc.tuple(indexes, of('daily', 'weekly', 'monthly')).map(([name, frequency]) => {
      const schedule = { type: 'time-based', frequency };
      return ['POST', `/indexes/${name}/backup-schedules`, { name: 'nightly', schedule, retention: { expire_after_days: 3 } }] as const;
    }),
  ),
  asked(fc.boolean().map((enabled) => ['PATCH', '/backup-schedules/{schedule}', { enabled }] as const)),
  asked(fc.constant(['DELETE', '/backup-schedules/{schedule}'] as const)),
  fc.record({ issue: of<Role>('ProjectEditor', 'DataPlaneEditor', 'ControlPlaneViewer'), project: of(undefined, 'other') }),
  fc.record({ revoke: fc.nat(3) }),
);
/** A log that is compacted after nearly every change, after some, or never. */
const restart = fc.record({ leastLogBytes: of(0, 2000, Infinity) });
const step = fc.oneof({ weight: 12, arbitrary: writes }, { weight: 1, arbitrary: restart });
const steps = fc
  .tuple(schemas, fc.array(step, { size: 'max', minLength: 20, maxLength: 100 }))
  .map(([fields, drawn]): readonly Step[] => [
    { key: 0, request: creation('x', hybrid) },
    { key: 0, request: creation('y', fields) },
    ...drawn,
  ]);

/** Everything that can be read. */
const looks = ['x', 'y'].flatMap((name): Asked['request'][] => [
  ['GET', `/indexes/${name}`],
  ['GET', `/indexes/${name}/backups?include_deleted=true`],
  ['GET', `/indexes/${name}/backup-schedules`],
  ['GET', `/i/${name}/namespaces`],
  ['POST', `/i/${name}/describe_index_stats`, {}],
  ...['__default__', 'one', 'two'].flatMap((namespace): Asked['request'][] => [
    ['GET', `/i/${name}/vectors/list?namespace=${namespace}`],
    ['GET', `/i/${name}/vectors/fetch?namespace=${namespace}&ids=a&ids=a1&ids=b&ids=%C3%BC&ids=__proto__`],
    ['POST', `/i/${name}/query`, { namespace, vector: [1, 1, 1], topK: 9, includeMetadata: true, includeValues: true }],
    ['POST', `/i/${name}/query`, { namespace, vector: [1, 1], topK: 9, filter: { color: 'red' } }],
    ['POST', `/i/${name}/query`, { namespace, sparseVector: { indices: [1, 7], values: [1, 1] }, topK: 9 }],
    ['POST', `/i/${name}/namespaces/${namespace}/documents/fetch`, { ids: ['a', 'b'] }],
  ]),
]);
const allLooks: readonly Asked['request'][] = [['GET', '/indexes'], ['GET', '/backups'], ['GET', '/restore-jobs'], ...looks];

async function lastId(kept: Kept, key: number, path: string, at: number): Promise<string> {
  const { body } = await kept.ask({ key, request: ['GET', path] }, at);
  const { data = [] } = body as { readonly data?: readonly Readonly<Record<string, string>>[] };
  return data.at(-1)?.['backup_id'] ?? data.at(-1)?.['schedule_id'] ?? 'none';
}

/** Each step is done to both; an hour or so lies between two. Gives how often the second came back from a snapshot. */
async function playBoth(plain: Kept, kept: Kept, sequence: readonly Step[], startedAt: number): Promise<number> {
  let at = startedAt;
  let snapshots = 0;
  for (const step of sequence) {
    at += 5_000_000;
    if ('leastLogBytes' in step) snapshots += Number(await kept.open(step.leastLogBytes));
    else if ('issue' in step)
      expect(await kept.issue(step.issue, step.project, at)).toEqual(await plain.issue(step.issue, step.project, at));
    else if ('revoke' in step) await Promise.all([plain.revoke(step.revoke), kept.revoke(step.revoke)]);
    else {
      const [method, path, body] = step.request;
      const backup = path.includes('{backup}') ? await lastId(plain, step.key, '/backups', at - 1) : '';
      const schedule = path.includes('{schedule}') ? await lastId(plain, step.key, '/indexes/x/backup-schedules', at - 1) : '';
      const request = [method, path.replace('{backup}', backup).replace('{schedule}', schedule), body] as const;
      expect(await kept.ask({ ...step, request }, at), JSON.stringify(request)).toEqual(await plain.ask({ ...step, request }, at));
    }
  }
  return snapshots;
}

test('random requests, with restarts and compactions at random places, are answered as without', async () => {
  let snapshots = 0;
  let accepted = 0;
  const property = fc.asyncProperty(steps, async (sequence) => {
    await using plain = new Kept();
    await using kept = new Kept();
    await plain.open(Infinity);
    await kept.open(2000);
    const startedAt = Date.now();
    snapshots += await playBoth(plain, kept, sequence, startedAt);
    accepted += kept.accepted;
    snapshots += Number(await kept.open(Infinity));
    for (const key of [0, 1, 2]) {
      for (const request of allLooks) {
        const look = { key, request };
        const at = startedAt + 400_000_000;
        expect(await kept.ask(look, at), JSON.stringify(look)).toEqual(await plain.ask(look, at));
      }
    }
  });
  await fc.assert(property, { numRuns: process.env['INFRA_TEST_LONG'] === '1' ? 500 : 25 });
  expect(snapshots).toBeGreaterThan(25);
  expect(accepted).toBeGreaterThan(250);
});

const bytesOf = (folder: string): number => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

test('a folder in which the same records were written a hundred times is as large, and as quick to open, as after one time', async () => {
  await using kept = new Kept();
  const write = async (round: number): Promise<void> => {
    for (let from = 0; from < 1000; from += 100) {
      const vectors = Array.from({ length: 100 }, (_, offset) => ({
        id: `r${from + offset}`,
        values: Array.from({ length: 32 }, (__, position) => Math.sin(round + from + offset + position)),
      }));
      await kept.ask({ key: 0, request: ['POST', '/i/x/vectors/upsert', { vectors }] }, Date.now());
    }
  };
  await kept.open();
  await kept.ask({ key: 0, request: creation('x', { _values: { type: 'dense_vector', dimension: 32, metric: 'cosine' } }) }, Date.now());
  await write(0);
  await kept[Symbol.asyncDispose]();
  const first = bytesOf(kept.folder);
  await kept.open();
  for (let round = 1; round < 100; round += 1) await write(round);
  expect(kept.waiting).toBeLessThan(20);
  await kept[Symbol.asyncDispose]();
  expect(bytesOf(kept.folder)).toBeLessThan(3 * first);
  expect(await kept.open()).toBe(true);
  const { body } = await kept.ask({ key: 0, request: ['GET', '/i/x/vectors/fetch?ids=r999'] }, Date.now());
  expect(body).toMatchObject({
    vectors: { r999: { values: expect.arrayContaining([expect.closeTo(Math.sin(99 + 999), 6)]) as number[] } },
  });
});

test('what was deleted gives its place on the disk back', async () => {
  await using kept = new Kept();
  await kept.open(Infinity);
  await kept.ask({ key: 0, request: creation('x', { _values: { type: 'dense_vector', dimension: 2, metric: 'cosine' } }) }, Date.now());
  const vectors = Array.from({ length: 50 }, (_, number) => ({ id: `r${number}`, values: [1, 2], metadata: { text: 'x'.repeat(30_000) } }));
  await kept.ask({ key: 0, request: ['POST', '/i/x/vectors/upsert', { vectors }] }, Date.now());
  await kept.ask({ key: 0, request: ['POST', '/i/x/vectors/delete', { deleteAll: true }] }, Date.now());
  await kept[Symbol.asyncDispose]();
  expect(bytesOf(kept.folder)).toBeGreaterThan(1_500_000);
  await kept.open();
  await kept[Symbol.asyncDispose]();
  expect(bytesOf(kept.folder)).toBeLessThan(100_000);
});

/** A snapshot of these is several times what SQLite's journal has otherwise. */
const [many, batch, padding, journalBytes] = [480, 60, 'x'.repeat(30_000), 7_000_000];

async function fill({ apiKey, url }: EndpointProcess, acknowledged: Map<number, number>, underWay: Map<number, number>): Promise<void> {
  const headers = { 'api-key': apiKey };
  for (let version = Math.max(0, ...acknowledged.values()) + 1; ; version += 1) {
    for (let from = 0; from < many; from += batch) {
      const metadata = { version, padding };
      const vectors = Array.from({ length: batch }, (_, offset) => ({ id: `r${from + offset}`, values: [1, version], metadata }));
      underWay.clear();
      underWay.set(from, version);
      const response = await fetch(`${url}/i/kept/vectors/upsert`, { method: 'POST', headers, body: JSON.stringify({ vectors }) });
      if (response.status !== 200) throw new Error(await response.text());
      acknowledged.set(from, version);
    }
  }
}

/** Resolves when the journal shows that a compaction is under way. */
function compacting(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const { size = 0 } = statSync(join(folder, 'pinecone.sqlite-wal'), { throwIfNoEntry: false }) ?? {};
      if (size < journalBytes) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
}

test('SIGKILL during a compaction: every acknowledged write is there, and at most the one under way besides', async () => {
  const folder = newFolder();
  const acknowledged = new Map<number, number>();
  const underWay = new Map<number, number>();
  for (const milliseconds of [0, 15, 40]) {
    const endpoint = await startEndpointProcess(folder);
    expect(endpoint.lost).toEqual([]);
    const headers = { 'api-key': endpoint.apiKey };
    if (acknowledged.size === 0) {
      const body = JSON.stringify({
        name: 'kept',
        dimension: 2,
        metric: 'euclidean',
        spec: { serverless: { cloud: 'aws', region: 'us-east-1' } },
      });
      await fetch(`${endpoint.url}/indexes`, { method: 'POST', headers: { ...headers, 'x-pinecone-api-version': '2026-04' }, body });
    }
    for (const [from, version] of acknowledged) {
      const response = await fetch(`${endpoint.url}/i/kept/vectors/fetch?ids=r${from}&ids=r${from + batch - 1}`, { headers });
      const { vectors = {} } = (await response.json()) as { vectors?: Record<string, { metadata: { version: number } }> };
      const found = Object.values(vectors).map(({ metadata }) => metadata.version);
      expect([[version, version], [underWay.get(from), underWay.get(from)]]).toContainEqual(found); // prettier-ignore
    }
    const closed = once(endpoint.child, 'close');
    const filling = fill(endpoint, acknowledged, underWay).catch((error: unknown) => error);
    await compacting(folder);
    await sleep(milliseconds);
    endpoint.child.kill('SIGKILL');
    await closed;
    expect(await filling).toBeInstanceOf(TypeError);
  }
});
