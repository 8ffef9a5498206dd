import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import type { Check } from '../../../src/model/check.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { aCheck, aPlan, aPlannedComponent, run } from '../../execute/build-plan.ts';
import { expand } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { declaredSmall, doors, inventoryOf, startSmall } from './doors.ts';
import type { Inventory } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';

let endpoint: PineconeEndpoint;
let administrator: Administrator;
let before: Inventory;

beforeEach(async () => {
  endpoint = await startSmall();
  administrator = administer(endpoint);
  before = await inventoryOf(endpoint);
});

afterEach(() => endpoint[Symbol.asyncDispose]());

/** Runs one check as a run does it, with attempts, deadline and ledger, and sees that nothing is left, by the ledger and in truth. */
async function runCheck(kind: string, options: unknown = {}, fields: Partial<Check> = {}, url = endpoint.url): Promise<Outcome> {
  const declared = { ...declaredSmall(endpoint), controller_url: url };
  const [draft] = expand(doors, kind, options, declared);
  const operations = (draft?.operations ?? []).map(({ name }) => name);
  const check = aCheck(`vectors.${kind}`, { input: draft?.input, operations, samples: 3, ...fields });
  const component = aPlannedComponent('vectors', { settings: v.parse(doors.settings.with, declared) });
  const plan = aPlan([check], { components: [component] });
  const { execution, entries, outcome } = await run(plan, { vectors: doors.component });
  await administrator[Symbol.asyncDispose]();
  expect(execution.leftovers).toEqual([]);
  const names = (type: string) => entries.flatMap((entry) => (entry.type === type && 'resource' in entry ? [entry.resource.name] : []));
  expect(names('resource-removed').toSorted()).toEqual(names('resource-creating').toSorted());
  expect(await inventoryOf(endpoint)).toEqual(before);
  return outcome(`vectors.${kind}`);
}

const retried = (count: number): Partial<Check> => ({
  retries: { count, backoffMilliseconds: 1, on: ['network', 'timeout', '5xx', '429'] },
});

const lostReplies = [
  ['a status of a gateway', { kind: 'refuse', status: 503 }],
  ['a reset', { kind: 'reset' }],
] as const;

describe('the reply to a creation is lost', () => {
  test.each(lostReplies)('an index, by %s: there is one, it is ours, and it is used', async (_words, fault) => {
    await administrator.plant({ ...fault, on: 'create-index', moment: 'after', times: 1 });
    expect(await runCheck('create')).toMatchObject({ status: 'passed' });
  });

  test('an index that was not made is asked for again', async () => {
    await administrator.plant({ kind: 'refuse', status: 503, on: 'create-index', times: 1 });
    expect(await runCheck('create')).toMatchObject({ status: 'passed' });
  });

  test('an index, by silence: given up at our deadline, and removed', async () => {
    await administrator.plant({ kind: 'stall', on: 'create-index', moment: 'after' });
    const outcome = await runCheck('create', {}, { timeoutMilliseconds: 400 });
    expect(outcome).toMatchObject({ status: 'broken', reason: expect.stringMatching(/^no answer within 400ms: stopped before/) as string });
  });

  test.each(lostReplies)('a backup, by %s: there is one, and it is used', async (_words, fault) => {
    const counts: number[] = [];
    await using proxy = await startLyingProxy(endpoint.url, async (path) => {
      if (path.startsWith('/backups/')) counts.push((await inventoryOf(endpoint)).backups.length);
      return undefined;
    });
    await administrator.plant({ ...fault, on: 'backup', moment: 'after', times: 1 });
    expect(await runCheck('backup', {}, {}, proxy.url)).toMatchObject({ status: 'passed' });
    expect(counts[0]).toBe(1);
  });

  test.each(lostReplies)('a restore, by %s: its job is found', async (_words, fault) => {
    let isPlanted = false;
    await using proxy = await startLyingProxy(endpoint.url, async (path, _body, { method }) => {
      // The next request about backups is the restore.
      if (method !== 'GET' || !path.startsWith('/backups/') || isPlanted) return undefined;
      isPlanted = true;
      await administrator.plant({ ...fault, on: 'backup', moment: 'after', times: 1 });
      return undefined;
    });
    expect(await runCheck('backup', {}, {}, proxy.url)).toMatchObject({ status: 'passed' });
    expect(isPlanted).toBe(true);
  });
});

test('one look at a backup without an answer does not end the drill', async () => {
  await using proxy = await startLyingProxy(endpoint.url, async (path, _body, { method }) => {
    if (method === 'POST' && path === '/indexes/small/backups') {
      await administrator.plant({ kind: 'refuse', status: 503, on: 'backup', times: 2 });
    }
    return undefined;
  });
  expect(await runCheck('backup', {}, {}, proxy.url)).toMatchObject({ status: 'passed' });
});

describe('the connection is reset during a write', () => {
  test.each(['before', 'after'])('%s it takes effect: broken, and nothing is left', async (moment) => {
    await administrator.plant({ kind: 'reset', on: 'upsert', moment, times: 1 });
    const outcome = await runCheck('listing', { records: 12 });
    expect(outcome).toMatchObject({ status: 'broken', reason: expect.stringMatching(/, while writing 12 records to namespace/) as string });
  });

  test('the next attempt writes to a namespace of its own: each id is there once', async () => {
    await administrator.plant({ kind: 'reset', on: 'upsert', moment: 'after', times: 1 });
    const outcome = await runCheck('listing', { records: 12 }, retried(1));
    expect(outcome).toMatchObject({ status: 'passed', attempts: [{ retryReason: 'network' }, { status: 'passed' }] });
  });
});

describe('a stall of a minute', () => {
  test.each([
    ['query', 'recall', 'querying'],
    ['upsert', 'round-trip', 'writing 3 records'],
    ['stats', 'cost', 'counting records'],
    ['index', 'config', 'describing index small'],
  ])('of %s ends at our deadline as broken, and says what was under way', async (on, kind, doing) => {
    // The connection of the run describes the index too.
    const isControl = on === 'index';
    await using proxy = await startLyingProxy(endpoint.url, async (path) => {
      if (isControl && path === '/indexes/small') await administrator.plant({ kind: 'stall', for: '60s', on });
      return undefined;
    });
    if (!isControl) await administrator.plant({ kind: 'stall', for: '60s', on });
    const options = kind === 'config' ? { region: 'us-east-1' } : {};
    const outcome = await runCheck(kind, options, { timeoutMilliseconds: 400 }, isControl ? proxy.url : endpoint.url);
    expect(outcome.status).toBe('broken');
    expect(outcome.reason).toMatch(new RegExp(`^no answer within 400ms: stopped before an answer came, while ${doing}`));
  });
});

describe('a storm of 429', () => {
  test('is waited for as the service asks, and the check passes', async () => {
    await administrator.plant({ kind: 'refuse', status: 429, retry_after: 1, on: 'upsert', times: 1 });
    const outcome = await runCheck('round-trip');
    expect(outcome.status).toBe('passed');
    expect(outcome.attempts).toHaveLength(1);
    expect(outcome.attempts[0]?.durationMilliseconds).toBeGreaterThanOrEqual(1_000);
  });

  test('without end, it is broken after three waits, and the limit is named', async () => {
    await administrator.plant({ kind: 'refuse', status: 429, retry_after: 0, on: 'upsert' });
    const outcome = await runCheck('round-trip');
    expect(outcome).toMatchObject({ status: 'broken', reason: expect.stringMatching(/^HTTP 429: .*, while writing 3 records/) as string });
  });

  test('that asks for an hour is not waited for', async () => {
    await administrator.plant({ kind: 'refuse', status: 429, retry_after: 3_600, on: 'upsert' });
    expect(await runCheck('round-trip')).toMatchObject({ status: 'broken', attempts: [{ retryReason: '429' }] });
  });

  test('of a limit of the service: load slows down to it, loses nothing, and counts', async () => {
    await administrator.turn({ limits: { query: 6 } });
    const outcome = await runCheck('load', { rate: 100, calls: 10 });
    const [attempt] = outcome.attempts;
    expect(attempt?.metrics).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'load_throttled' })]));
    expect(outcome.status).toBe('failed');
    expect(attempt?.findings.filter(({ met }) => !met).map(({ subject }) => subject)).toEqual(['requests answered with 429']);
    const load = attempt?.measurements.find(({ operation }) => operation === 'load');
    expect(load).toMatchObject({ errors: 0 });
  });
});

test('a removal that is limited is asked for again', async () => {
  await administrator.plant({ kind: 'refuse', status: 429, retry_after: 0, on: 'namespaces', times: 2 });
  expect(await runCheck('round-trip')).toMatchObject({ status: 'passed' });
});
