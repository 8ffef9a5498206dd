import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent, expand } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';
import { startPlantingProxy } from './planting-proxy.ts';
import type { Fault } from './planting-proxy.ts';

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSeeded();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

async function drill(fault: Fault, options: object = {}) {
  await using proxy = await startPlantingProxy(endpoint, fault);
  await using connected = await connectComponent(doors, { ...declaredFor(endpoint), controller_url: proxy.url });
  const recorded = await connected.run('backup', { within: '1s', ...options });
  expect(proxy.backups.size).toBe(0);
  return recorded;
}

test('runs in the monitoring stage alone', () => {
  expect(doors.settings.checks['backup']?.stages).toEqual(['monitoring']);
  expect(expand(doors, 'backup', {}, declaredFor(endpoint))[0]?.operations?.map(({ name }) => name)).toEqual([
    'backup',
    'recovery_time',
    'recovery_point',
  ]);
});

test('a whole backup: what was compared, and how long it took', async () => {
  const { findings, unmet, samples, created, error } = await drill({});
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
  expect(findings.map(({ subject }) => subject)).toEqual([
    'backup',
    'records in the backup',
    'restore',
    'shape of the restored index',
    'records per namespace',
    'restored ids',
    'restored values',
    'restored metadata',
    'nearest 10 of 5 queries',
  ]);
  for (const name of ['backup', 'recovery_time', 'recovery_point']) expect(samples[name]).toHaveLength(1);
  expect(created.map(({ kind }) => kind)).toEqual(['backup', 'index']);
});

test('an empty backup is no success, and is not restored', async () => {
  const { unmet, created } = await drill({ keep: () => [] });
  expect(unmet).toMatchObject([
    { subject: 'records in the backup', actual: expect.stringContaining('none: records younger than about 15m') as string },
  ]);
  expect(created.map(({ kind }) => kind)).toEqual(['backup']);
});

test('missing records that tell no time are lost ones', async () => {
  const { unmet, notes, samples } = await drill({ keep: (records) => records.slice(3) });
  expect(unmet.map(({ subject }) => subject)).toEqual(['records per namespace', 'restored ids']);
  expect(notes.join('\n')).toContain('written_at');
  expect(samples['recovery_point']).toBeUndefined();
});

test('records younger than the horizon may be missing, and the recovery point says since when', async () => {
  const isYoung = ({ id }: { readonly id: string }): boolean => ['call-00001', 'call-00002', 'call-00003'].includes(id);
  const writtenAt = Date.now() / 1_000 - 60;
  const change: Fault['change'] = (sent, body: { vectors: Record<string, { id: string; metadata: object }> }) => {
    if (!sent.path.endsWith('/vectors/fetch')) return undefined;
    const aged = Object.entries(body.vectors).map(([id, found]) => [
      id,
      isYoung(found) ? { ...found, metadata: { ...found.metadata, started_at: writtenAt } } : found,
    ]);
    return { ...body, vectors: Object.fromEntries(aged) as object };
  };
  const fault: Fault = { keep: (records) => records.filter((record) => !isYoung(record)), change };
  const { unmet, samples, values, error } = await drill(fault, { written_at: 'started_at' });
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
  expect(values['missing']).toBe(3);
  expect(samples['recovery_point']?.[0]).toBeGreaterThan(59_000);
});
