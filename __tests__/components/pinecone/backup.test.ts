import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { countBounds } from '../../../src/components/pinecone/backup/compare-counts.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent, expand } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { declaredSmall, doors, inventoryOf, send, smallRecord, smallRecords, startSmall } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie } from './lying-proxy.ts';

let endpoint: PineconeEndpoint;
let administrator: Administrator;

/** The records are an hour old, as the endpoint knows them. */
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
  endpoint = await startSmall();
  vi.useRealTimers();
  administrator = administer(endpoint);
});

afterEach(() => endpoint[Symbol.asyncDispose]());

async function drill(options: object = {}, lie?: Lie) {
  const before = await inventoryOf(endpoint);
  await using proxy = await startLyingProxy(endpoint.url, lie ?? (() => undefined));
  const declared = { ...declaredSmall(endpoint), ...(lie === undefined ? {} : { controller_url: proxy.url }) };
  await using connected = await connectComponent(doors, declared);
  const recorded = await connected.run('backup', { within: '5s', ...options });
  const after = await inventoryOf(endpoint);
  expect({ indexes: after.indexes, backups: after.backups }).toEqual({ indexes: before.indexes, backups: [] });
  return recorded;
}

const upsert = (...vectors: readonly object[]) => send(endpoint, 'POST', '/i/small/vectors/upsert', { vectors });
const isOfCopy = (path: string): boolean => path.startsWith('/i/infra-test-');

/** What the restored index alone makes of one record. */
const inCopy =
  (id: string, change: (record: object) => object | undefined): Lie =>
  (path, body) => {
    if (!isOfCopy(path) || !path.endsWith('/vectors/fetch')) return undefined;
    const answer = JSON.parse(body) as { readonly vectors: Readonly<Record<string, object>> };
    const { [id]: record, ...others } = answer.vectors;
    const changed = record === undefined ? undefined : change(record);
    return JSON.stringify({ ...answer, vectors: changed === undefined ? others : { ...others, [id]: changed } });
  };

test('runs in the monitoring stage alone', () => {
  expect(doors.settings.checks['backup']?.stages).toEqual(['monitoring']);
  expect(expand(doors, 'backup', {}, declaredSmall(endpoint))[0]?.operations?.map(({ name }) => name)).toEqual([
    'backup',
    'recovery_time',
    'recovery_point',
  ]);
  expect(() => expand(doors, 'backup', { within: 'soon' }, declaredSmall(endpoint))).toThrow(/expected a duration/);
});

describe('a whole backup', () => {
  test('what was compared, and how long it took', async () => {
    await administrator.turn({ backup_lag: '15m', backup_duration: '150ms' });
    const { findings, unmet, samples, values, metrics, created, error, notes } = await drill();
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual([
      'backup',
      'records in the backup',
      'restore',
      'restored index',
      'source of the restored index',
      ...['dimension', 'metric', 'vector type', 'deployment', 'cloud', 'region'].map((words) => `${words} of the restored index`),
      'records per namespace',
      'restored ids',
      'restored values',
      'restored metadata',
      'nearest 10 of 5 queries',
    ]);
    expect(samples['backup']?.[0]).toBeGreaterThanOrEqual(150);
    expect(samples['recovery_time']?.[0]).toBeGreaterThanOrEqual(150);
    expect(samples['recovery_point']).toHaveLength(1);
    expect(values['missing']).toBe(0);
    expect(metrics['backup_records']).toBe(smallRecords);
    expect(created.map(({ kind }) => kind)).toEqual(['backup', 'index']);
    expect(notes).toEqual([]);
  });

  test('records younger than the horizon may be missing, and the recovery point says since when', async () => {
    await administrator.turn({ backup_lag: '15m' });
    const writtenAt = Date.now() / 1_000 - 60;
    await upsert(...['a', 'b', 'c'].map((letter) => smallRecord(`young-${letter}`, { at: writtenAt })));
    const { unmet, samples, values, notes, error } = await drill({ written_at: 'at' });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(values['missing']).toBe(3);
    expect(samples['recovery_point']?.[0]).toBeGreaterThan(59_000);
    expect(notes).toEqual([
      '3 records younger than 15m not in the backup as they are now',
      `${smallRecords} records compared, and not all of the index: queries of the two indexes are not compared`,
    ]);
  });

  test('what somebody changes and deletes meanwhile is not lost', async () => {
    const lie: Lie = async (path, body, request) => {
      if (path === '/indexes/small/backups') {
        await send(endpoint, 'POST', '/i/small/vectors/delete', { ids: ['small-001'] });
        await upsert(smallRecord('small-002', { part: 'other' }), smallRecord('new'));
      }
      // The backup was made before; that it was made after is a lie about the restored index.
      const gone = await inCopy('small-001', () => undefined)(path, body, request);
      const other = inCopy('small-002', (record) => ({ ...record, metadata: { part: 'other' } }));
      return typeof gone === 'string' ? other(path, gone, request) : undefined;
    };
    const { unmet, notes, error } = await drill({}, lie);
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(notes[0]).toBe('2 records changed in the index while it was backed up: not compared');
  });
});

describe('a backup that is none', () => {
  test('an empty one is no success, and is not restored', async () => {
    await administrator.turn({ backup_lag: '2h' });
    const { unmet, created, samples } = await drill();
    expect(unmet).toEqual([
      {
        subject: 'records in the backup',
        expected: `some of ${smallRecords}`,
        actual: 'none: records younger than about 15m are left out of a backup',
        met: false,
      },
    ]);
    expect(created.map(({ kind }) => kind)).toEqual(['backup']);
    expect(samples['recovery_time']).toBeUndefined();
  });

  test('a namespace without records, and one of young records alone, prove nothing', async () => {
    await administrator.turn({ backup_lag: '15m' });
    await using other = await connectComponent(doors, { ...declaredSmall(endpoint), namespace: 'other' });
    const empty = await other.run('backup', { within: '5s' });
    expect(String(empty.error)).toContain('Namespace other has no records: a backup of it proves nothing.');
    expect(empty.created).toEqual([]);
    const vectors = [smallRecord('young', { at: Date.now() / 1_000 - 60 })];
    await send(endpoint, 'POST', '/i/small/vectors/upsert', { namespace: 'other', vectors });
    const young = await other.run('backup', { within: '5s', written_at: 'at' });
    expect(String(young.error)).toContain('None of the 1 record read is old enough to be in a backup for sure');
  });

  test('young records that tell no time are lost ones, and how to tell them apart is said', async () => {
    await administrator.turn({ backup_lag: '15m' });
    await upsert(smallRecord('young-a'), smallRecord('young-b'));
    const { unmet, notes, samples } = await drill({ within: '300ms' });
    expect(unmet.map(({ subject, actual }) => [subject, actual])).toEqual([
      ['records per namespace', `${smallRecords} instead of ${smallRecords + 2} in __default__`],
      ['restored ids', '2 records missing, such as young-a, young-b'],
    ]);
    expect(notes.join('\n')).toContain('written_at');
    expect(samples['recovery_point']).toBeUndefined();
  });

  test.each<[string, Lie, string, string]>([
    ['a lost record', inCopy('small-042', () => undefined), 'restored ids', '1 record missing, such as small-042'],
    [
      'other metadata',
      inCopy('small-043', (record) => ({ ...record, metadata: { part: 'x' } })),
      'restored metadata',
      '1 record differing, such as small-043',
    ],
    [
      'other values',
      inCopy('small-044', (record) => ({ ...record, values: smallRecord('other').values })),
      'restored values',
      '1 record differing, such as small-044',
    ],
    [
      'another metric',
      (path, body) => (path.startsWith('/indexes/infra-test-') ? body.replace('"cosine"', '"euclidean"') : undefined),
      'metric of the restored index',
      'euclidean',
    ],
    [
      'a copy without the customer-managed key',
      (path, body) => (path === '/indexes/small' ? JSON.stringify({ ...(JSON.parse(body) as object), cmek_id: 'key-1' }) : undefined),
      'customer-managed key of the restored index',
      'none',
    ],
    [
      'an index from another backup',
      (path, body) =>
        path.startsWith('/indexes/infra-test-') ? body.replace(/"source_backup_id":"[^"]+"/, '"source_backup_id":"b-2"') : undefined,
      'source of the restored index',
      'b-2',
    ],
    [
      'a failed restore',
      (path, body) => (path.startsWith('/restore-jobs/') ? body.replace('"Completed"', '"Failed"') : undefined),
      'restore',
      'state Failed, 100 % done',
    ],
    [
      'a failed backup',
      (path, body) => (path.startsWith('/backups/') ? body.replace('"Ready"', '"Failed"') : undefined),
      'backup',
      'state Failed',
    ],
  ])('%s is found', async (_words, lie, subject, actual) => {
    const { unmet, error } = await drill({}, lie);
    expect(error).toBeUndefined();
    expect(unmet.map((finding) => [finding.subject, finding.actual])).toEqual([[subject, actual]]);
  });

  test('fewer records than the backup says it holds', async () => {
    const lie: Lie = (path, body) =>
      isOfCopy(path) && path.endsWith('/describe_index_stats') ? body.replace(/"totalVectorCount":\d+/, '"totalVectorCount":7') : undefined;
    const { unmet } = await drill({ within: '300ms' }, lie);
    expect(unmet).toMatchObject([{ subject: 'records per namespace', actual: `7 in all, where the backup says ${smallRecords}` }]);
  });

  test('one that is never ready, and a restore that is never over', async () => {
    await administrator.turn({ backup_duration: '1h' });
    const backup = await drill({ within: '200ms' });
    expect(backup.unmet).toMatchObject([{ subject: 'backup', expected: 'Ready', actual: 'still in state Initializing after 200ms' }]);
    expect(backup.samples).toEqual({});
    await administrator.turn({ backup_duration: null });
    const lie: Lie = (path, body) =>
      path.startsWith('/restore-jobs/')
        ? body.replace('"Completed"', '"Pending"').replace(/"percent_complete":\d+/, '"percent_complete":41.5')
        : undefined;
    const restore = await drill({ within: '200ms' }, lie);
    expect(restore.unmet).toMatchObject([{ subject: 'restore', actual: 'still in state Pending after 200ms, 41 % done' }]);
    expect(Object.keys(restore.samples)).toEqual(['backup']);
  });

  test('one that the deadline of the check cuts short is broken, and says what was waited for', async () => {
    await administrator.turn({ backup_duration: '1h' });
    await using connected = await connectComponent(doors, declaredSmall(endpoint));
    const { error, unmet } = await connected.run('backup', {}, { timeoutMilliseconds: 1_000 });
    expect(error).toMatchObject({ name: 'TransportError', kind: 'timeout' });
    expect(String(error)).toMatch(/stopped (while waiting for|before an answer came, while describing) backup /);
    expect(unmet).toEqual([]);
    expect((await inventoryOf(endpoint)).backups).toEqual([]);
  });

  test('a plan without backups is a refusal', async () => {
    await using connected = await connectComponent(doors, declaredSmall(endpoint));
    await administrator.plant({ kind: 'refuse', status: 403, on: 'backup', times: 1 });
    const { error, findings } = await connected.run('backup');
    expect(error).toMatchObject({ name: 'Refusal', code: '403' });
    expect(findings).toEqual([]);
  });
});

describe('how many records a copy may have', () => {
  const before = { a: 10, b: 5, 'infra-test-x': 3, gone: 0 };

  test('as many as either counting, and namespaces of other checks do not count', () => {
    expect(countBounds(before, { a: 12, b: 5, c: 1 }, undefined)).toEqual({
      a: { least: 10, most: 12 },
      b: { least: 5, most: 5 },
      c: { least: 0, most: 1 },
    });
  });

  test('young ones may be missing; where it is not known how many, something must be there', () => {
    const read = { namespace: 'a', young: 4, isComplete: true };
    expect(countBounds(before, before, read)).toEqual({ a: { least: 6, most: 10 }, b: { least: 1, most: 5 } });
    expect(countBounds(before, before, { ...read, isComplete: false })['a']).toEqual({ least: 1, most: 10 });
  });
});
