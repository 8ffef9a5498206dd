import { Pinecone } from '@pinecone-database/pinecone';
import { Pinecone as Pinecone8 } from 'pinecone-client-8';
import { describe, expect, it } from 'vitest';
import type { IndexConfig } from '../../../src/local/pinecone/index-model.ts';
import { inMoment } from '../../../src/local/pinecone/moment.ts';
import { Project } from '../../../src/local/pinecone/project.ts';
import { nextRun } from '../../../src/local/pinecone/schedule-time.ts';
import { startDescribedPinecone } from './schemas/described-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } } as const;

async function indexOf(endpoint: PineconeEndpoint) {
  const client = new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
  await client.indexes.create({ name: 'source', dimension: 2, spec, tags: { team: 'qa' } });
  const index = client.index({ host: endpoint.hostOf('source') });
  await index.upsert({ records: [{ id: 'a', values: [0.1, 0.2], metadata: { color: 'red' } }] });
  await index.namespace('two').upsert({ records: [{ id: 'b', values: [3, 4] }] });
  return { client, index };
}

describe('backups through the real clients', () => {
  it('hold what the index held, and outlive it', async () => {
    await using endpoint = await startDescribedPinecone();
    const { client, index } = await indexOf(endpoint);
    const backup = await client.backups.create('source', { name: 'nightly', description: 'd' });
    expect(backup).toMatchObject({
      status: 'Ready',
      name: 'nightly',
      description: 'd',
      recordCount: 2,
      namespaceCount: 2,
      tags: { team: 'qa' },
    });
    expect(backup.schema).toMatchObject({ fields: { _values: { type: 'dense_vector', dimension: 2, metric: 'cosine' } } });
    await index.upsert({ records: [{ id: 'later', values: [1, 1] }] });
    await client.indexes.delete('source');
    expect((await client.backups.describe(backup.backupId)).sourceIndexDeletedAt).toBeInstanceOf(Date);
    const restored = await client.backups.createIndex(backup.backupId, { name: 'copy', tags: { more: 'x' } });
    const job = await client.restoreJobs.describe(restored.restoreJobId);
    expect(job).toMatchObject({ status: 'Completed', targetIndexName: 'copy', backupId: backup.backupId, percentComplete: 100 });
    expect(await client.indexes.describe('copy')).toMatchObject({ sourceBackupId: backup.backupId, tags: { team: 'qa', more: 'x' } });
    const copy = client.index({ host: endpoint.hostOf('copy') });
    expect((await copy.fetch({ ids: ['a', 'later'] })).records).toEqual({ a: { id: 'a', values: [0.1, 0.2], metadata: { color: 'red' } } });
    expect((await copy.describeIndexStats()).totalRecordCount).toBe(2);
    await client.backups.delete(backup.backupId);
    await expect(client.backups.describe(backup.backupId)).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
    expect((await client.restoreJobs.list()).data).toHaveLength(1);
  });

  it('has the older shape for client 8', async () => {
    await using endpoint = await startDescribedPinecone();
    await indexOf(endpoint);
    const client = new Pinecone8({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
    const backup = await client.createBackup({ indexName: 'source', name: 'old' });
    expect(backup).toMatchObject({ dimension: 2, metric: 'cosine', recordCount: 2, status: 'Ready' });
    const { restoreJobId } = await client.createIndexFromBackup({ backupId: backup.backupId, name: 'copy' });
    expect((await client.describeRestoreJob(restoreJobId)).status).toBe('Completed');
    expect((await client.listBackups({ indexName: 'source' })).data).toHaveLength(1);
  });

  it('pages through every backup once, by index and by project', async () => {
    await using endpoint = await startDescribedPinecone();
    const { client } = await indexOf(endpoint);
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.push((await client.backups.create('source')).backupId);
    const seen: string[] = [];
    let paginationToken: string | undefined;
    do {
      const page = await client.backups.list({ limit: 2, ...(paginationToken === undefined ? {} : { paginationToken }) });
      seen.push(...(page.data ?? []).map(({ backupId }) => backupId));
      paginationToken = page.pagination?.next;
    } while (paginationToken !== undefined);
    expect(seen.toSorted()).toEqual(made.toSorted());
    await client.indexes.delete('source');
    const list = (query: string) =>
      fetch(`${endpoint.url}/indexes/source/backups${query}`, {
        headers: { 'api-key': endpoint.apiKey, 'x-pinecone-api-version': '2026-07' },
      });
    expect((await list('')).status).toBe(404);
    expect(((await (await list('?include_deleted=true')).json()) as { data: unknown[] }).data).toHaveLength(5);
  });

  it('schedules, changes, pauses and deletes; not for older versions', async () => {
    await using endpoint = await startDescribedPinecone();
    const { client } = await indexOf(endpoint);
    const made = await client.backupSchedules.create('source', { name: 'nightly', frequency: 'daily', retentionDays: 7 });
    expect(made).toMatchObject({ name: 'nightly', frequency: 'daily', retentionExpireAfterDays: 7, enabled: true });
    expect(made.nextScheduledRun?.getTime()).toBe(nextRun(made.createdAt.getTime(), 'daily'));
    const paused = await client.backupSchedules.update(made.scheduleId, { enabled: false });
    expect([paused.enabled, paused.nextScheduledRun]).toEqual([false, null]);
    expect((await client.backupSchedules.list('source')).data).toHaveLength(1);
    expect((await client.backupSchedules.history(made.scheduleId)).data).toEqual([]);
    const older = { 'api-key': endpoint.apiKey, 'x-pinecone-api-version': '2026-04' };
    expect((await fetch(`${endpoint.url}/backup-schedules/${made.scheduleId}`, { headers: older })).status).toBe(404);
    await client.backupSchedules.delete(made.scheduleId);
    await expect(client.backupSchedules.describe(made.scheduleId)).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
  });
});

const minute = 60_000;
const day = 24 * 60 * minute;
const start = Date.UTC(2026, 0, 31, 12);
const config: IndexConfig = {
  name: 'source',
  dimension: 2,
  metric: 'cosine',
  cloud: 'aws',
  region: 'us-east-1',
  deletionProtection: 'disabled',
  tags: {},
};

/** Does something at a time of its own. */
function at<Result>(atMilliseconds: number, work: () => Result): Result {
  return inMoment({ atMilliseconds, seed: String(atMilliseconds) }, work);
}

const unnamed = { name: undefined, description: undefined };

describe('the times of backups', () => {
  it('leaves out what was written within the lag, so that a young index has an empty backup', () => {
    const project = new Project();
    project.backups.timing = { lagMilliseconds: 15 * minute };
    const index = at(start, () => project.create(config));
    at(start, () => index.writable('n').put('old', [1, 2], undefined));
    at(start + 10 * minute, () => index.writable('n').put('new', [1, 2], undefined));
    const saved = (time: number) =>
      at(time, () => project.backups.create(index, unnamed)).namespaces.flatMap(({ records }) => records.map(({ id }) => id));
    expect(saved(start + 14 * minute)).toEqual([]);
    expect(saved(start + 15 * minute)).toEqual(['old']);
    expect(saved(start + 25 * minute)).toEqual(['new', 'old']);
  });

  it('refuses to restore a backup that is being made, and to use an index that is being restored', () => {
    const project = new Project();
    project.backups.timing = { durationMilliseconds: minute };
    const index = at(start, () => project.create(config));
    const { id } = at(start, () => project.backups.create(index, unnamed));
    const restore = () => project.backups.restore(id, (source) => ({ ...source, name: 'copy' }));
    expect(() => at(start + minute - 1, restore)).toThrow(expect.objectContaining({ code: 'notReady' }) as Error);
    at(start + minute, restore);
    expect(() => at(start + 2 * minute - 1, () => project.findByAddress('copy'))).toThrow(
      expect.objectContaining({ code: 'unavailable' }) as Error,
    );
    expect(at(start + 2 * minute, () => project.findByAddress('copy')).config.sourceBackupId).toBe(id);
  });

  it('runs schedules that are due, keeps what is within the retention, and stops with the index', () => {
    const project = new Project();
    const index = at(start, () => project.create(config));
    const schedule = {
      id: 's',
      name: 'nightly',
      indexId: index.config.id ?? '',
      indexName: 'source',
      frequency: 'daily',
      expireAfterDays: 3,
    } as const;
    project.backups.putSchedule({ ...schedule, enabled: true, createdAt: start, nextRun: start + day });
    at(start + day - 1, () => project.backups.settle());
    expect(project.backups.all).toHaveLength(0);
    at(start + 2 * day, () => project.backups.settle());
    expect(project.backups.all.map(({ createdAt }) => createdAt)).toEqual([start + day, start + 2 * day]);
    at(start + 5 * day, () => project.backups.settle());
    expect(project.backups.all.map(({ createdAt }) => createdAt)).toEqual([start + 3 * day, start + 4 * day, start + 5 * day]);
    at(start + 5 * day, () => project.delete('source'));
    expect([project.backups.schedules, project.backups.all.length]).toEqual([[], 3]);
  });

  it('holds nothing but plain values', () => {
    const project = new Project();
    const index = at(start, () => project.create(config));
    at(start, () => index.writable('n').put('a', [1, 2], { color: 'red' }));
    const backup = at(start, () => project.backups.create(index, { name: 'n', description: 'd' }));
    expect(JSON.parse(JSON.stringify(backup))).toEqual(structuredClone({ ...backup, scheduleId: undefined }));
  });

  it.each([
    ['2026-01-31T12:00:00Z', 'monthly', '2026-02-28T12:00:00Z'],
    ['2026-12-15T00:00:00Z', 'monthly', '2027-01-15T00:00:00Z'],
    ['2026-12-31T00:00:00Z', 'daily', '2027-01-01T00:00:00Z'],
    ['2026-02-26T00:00:00Z', 'weekly', '2026-03-05T00:00:00Z'],
  ] as const)('after %s %s comes %s', (after, frequency, expected) => {
    expect(nextRun(Date.parse(after), frequency)).toBe(Date.parse(expected));
  });
});
