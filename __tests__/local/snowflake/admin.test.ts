import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { generateWorld } from '../../../src/local/data/world.ts';
import { matchesPattern } from '../../../src/local/snowflake/faults/matches-pattern.ts';
import { startSnowflake } from '../../../src/local/snowflake/start-snowflake.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, PlainClient, startEndpoint } from './client.ts';

let endpoint: SnowflakeEndpoint;
let client: Client;
let plain: PlainClient;

beforeAll(async () => {
  endpoint = await startSnowflake({ seed: 7, world: generateWorld(7), faults: [], admin: true });
  client = await Client.connect(endpoint, { ...endpoint.administrator });
  plain = await PlainClient.connect(endpoint);
  await client.query('create table sophia.core.marks (id number)');
  await client.query('grant insert on table sophia.core.marks to role tester');
});

afterEach(() => admin('DELETE', '/faults'));

afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

interface Answer {
  readonly status: number;
  readonly body: {
    readonly error?: string;
    readonly now?: string;
    readonly id?: number;
    readonly faults?: readonly { readonly id: number; readonly matched: number; readonly applied: number }[];
  };
}

async function admin(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { url, token } = endpoint.admin ?? { url: '', token: '' };
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function plant(fault: object): Promise<void> {
  expect(await admin('POST', '/faults', fault)).toMatchObject({ status: 201 });
}

/** Rows of a table that a statement has put there. */
async function marks(id: number): Promise<number> {
  const [row] = await client.query(`select count(*) as n from sophia.core.marks where id = ${id}`);
  return Number(row?.['N']);
}

describe('who may set faults', () => {
  test('nobody, unless it was asked for when the endpoint started', async () => {
    await using ordinary = await startEndpoint();
    expect(ordinary.admin).toBeUndefined();
    const response = await fetch(`${ordinary.url}/__admin/faults`, { method: 'POST', body: '{"kind":"hang"}' });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('390104');
  });

  test('a wrong token, the token of a session, and no token are refused', async () => {
    for (const authorization of ['Bearer wrong', `Snowflake Token="${plain.token}"`, '']) {
      expect(await admin('GET', '/faults', undefined, { authorization })).toMatchObject({ status: 401 });
    }
  });

  test('a page in a browser is refused, by its origin and by the host it asked for', async () => {
    expect(await admin('GET', '/faults', undefined, { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    // fetch sends its own host.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'evil.example', authorization: `Bearer ${endpoint.admin?.token}` };
      request(`${endpoint.admin?.url}/faults`, { headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe('rules', () => {
  test.each([
    [{ kind: 'explode' }, 'kind: expected one of refuse, hang'],
    [{ kind: 'hang', tims: 1 }, '"tims" is not one of'],
    [{ kind: 'refuse', status: 200 }, 'status: expected a whole number from 400 to 599, got 200'],
    [{ kind: 'queue', on: 'login' }, 'queue is done on query, not on login'],
    [{ kind: 'hang', on: 'login', statement: 'select 1' }, 'only requests of the kind query have a statement'],
    [{ kind: 'hang', for: 'soon' }, 'for: expected a duration'],
    [{ kind: 'drop', for: '1s' }, 'drop takes no time'],
    [{ kind: 'queue', moment: 'after' }, 'queue has no moment'],
    [{ kind: 'stall', status: 503 }, 'stall answers no status'],
    [{ kind: 'expire-token', on: 'login' }, 'a request of the kind login has no session token'],
    [{ kind: 'hang', probability: 1.5 }, 'probability: expected a number from 0 to 1'],
    [[], 'kind: expected one of'],
  ])('%j is refused with a sentence', async (fault, sentence) => {
    const { status, body } = await admin('POST', '/faults', fault);
    expect(status).toBe(400);
    expect(body.error).toContain(sentence);
  });

  test('are listed with what came of them, and taken back one by one or all', async () => {
    await plant({ kind: 'refuse', status: 418, statement: 'select 41', times: 1 });
    await plant({ kind: 'refuse', status: 418, statement: 'select 42', times: 1 });
    expect((await plain.post(`/queries/v1/query-request?requestId=${randomUUID()}`, { sqlText: 'select 42' })).status).toBe(418);
    expect((await plain.query('select 42')).success).toBe(true);
    const [first, second] = (await admin('GET', '/faults')).body.faults ?? [];
    expect([first, second]).toMatchObject([
      { matched: 0, applied: 0, rule: { statement: 'select 41', status: 418 } },
      { matched: 1, applied: 1, rule: { statement: 'select 42' } },
    ]);
    expect((await admin('DELETE', `/faults/${first?.id}`)).body.faults).toHaveLength(1);
    expect(await admin('DELETE', `/faults/${first?.id}`)).toMatchObject({ status: 404 });
    expect((await admin('DELETE', '/faults')).body.faults).toEqual([]);
    expect(await admin('PUT', '/faults')).toMatchObject({ status: 405 });
    expect(await admin('GET', '/elsewhere')).toMatchObject({ status: 404 });
  });

  test('a pattern has stars and looks at neither case nor space', () => {
    expect(matchesPattern('SELECT *\n  FROM core.calls', 'select * from CORE.CALLS')).toBe(true);
    expect(matchesPattern('select 1 from a', '*from b*')).toBe(false);
    expect(matchesPattern('insert into a values (1)', 'insert*')).toBe(true);
    expect(matchesPattern('select 1', 'select')).toBe(false);
  });

  test('a probability is decided by the seed: the same requests meet the same faults', async () => {
    const pattern = async (seed: number): Promise<string> => {
      await admin('DELETE', '/faults');
      await plant({ kind: 'refuse', status: 400, probability: 0.5, seed });
      let met = '';
      for (let index = 0; index < 20; index += 1) {
        const response = await plain.post(`/queries/v1/query-request?requestId=${randomUUID()}`, { sqlText: 'select 1' });
        met += response.status === 400 ? 'x' : '.';
      }
      return met;
    };
    const first = await pattern(11);
    expect(await pattern(11)).toBe(first);
    expect(await pattern(12)).not.toBe(first);
    expect(first).toMatch(/x.*\.|\..*x/);
  });
});

describe('faults', () => {
  test('refuse: 503 twice, and the driver gets its answer at the third try', async () => {
    await plant({ kind: 'refuse', status: 503, times: 2, statement: 'select 7 as n' });
    expect(await client.query('select 7 as n')).toEqual([{ N: 7 }]);
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([{ applied: 2 }]);
  });

  test('refuse on login', async () => {
    await plant({ kind: 'refuse', status: 403, on: 'login' });
    await expect(Client.connect(endpoint)).rejects.toMatchObject({ code: '401002' });
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([{ applied: 1 }]);
  });

  test('hang: no answer; before the statement runs, or after', async () => {
    for (const [id, moment, rows] of [
      [1, 'before', 0],
      [2, 'after', 1],
    ] as const) {
      const sqlText = `insert into sophia.core.marks values (${id})`;
      await plant({ kind: 'hang', statement: 'insert*', moment, times: 1 });
      const asked = fetch(`${endpoint.url}/queries/v1/query-request?requestId=${randomUUID()}`, {
        method: 'POST',
        headers: { authorization: `Snowflake Token="${plain.token}"` },
        body: JSON.stringify({ sqlText }),
        signal: AbortSignal.timeout(700),
      });
      await expect(asked).rejects.toThrow('timeout');
      expect(await marks(id)).toBe(rows);
    }
  });

  test('hang for a time: the answer is late, and it is the right one', async () => {
    await plant({ kind: 'hang', for: '300ms', statement: 'select 3*' });
    const started = performance.now();
    expect((await plain.query('select 3')).data.rowset).toEqual([['3']]);
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  test('drop: the driver sends again with the same request id, and the statement has run once', async () => {
    for (const [id, moment] of [
      [3, 'before'],
      [4, 'after'],
    ] as const) {
      await plant({ kind: 'drop', moment, statement: 'insert*', times: 1 });
      await client.query(`insert into sophia.core.marks values (${id})`);
      expect(await marks(id)).toBe(1);
    }
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([{ applied: 1 }, { applied: 1 }]);
  });

  test('expire-token: a plain client is told so, the driver renews and goes on', async () => {
    await plant({ kind: 'expire-token', statement: 'select 5*', times: 2 });
    expect(await client.query('select 5 as n')).toEqual([{ N: 5 }]);
    await using other = await Client.connect(endpoint);
    expect(await other.query('select 5 as n')).toEqual([{ N: 5 }]);
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([{ applied: 2 }]);
  });

  test('slow-chunk: a large result arrives late and complete', async () => {
    await plant({ kind: 'slow-chunk', for: '400ms', times: 1 });
    const started = performance.now();
    const rows = await client.query("select seq4() as n, repeat('x', 50) as t from table(generator(rowcount => 20000))");
    expect(rows).toHaveLength(20_000);
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([{ applied: 1 }]);
    expect(performance.now() - started).toBeGreaterThan(390);
  });

  test('queue: the wait is in the history, apart from the execution', async () => {
    await plant({ kind: 'queue', for: '350ms', statement: 'select count(*) from sophia.core.calls' });
    await client.query('select count(*) from sophia.core.calls');
    const history = `select queued_overload_time as queued, execution_time as execution, total_elapsed_time as total
      from table(information_schema.query_history_by_session(result_limit => 10000)) where query_text = 'select count(*) from sophia.core.calls'`;
    const [row] = await client.query(history);
    expect(Number(row?.['QUEUED'])).toBeGreaterThanOrEqual(349);
    expect(Number(row?.['TOTAL'])).toBeGreaterThanOrEqual(Number(row?.['QUEUED']) + Number(row?.['EXECUTION']));
  });

  test('stall: in progress with a query id, until the statement is canceled', async () => {
    await plant({ kind: 'stall', statement: 'select 6' });
    const running = await plain.query('select 6');
    expect(running).toMatchObject({ success: true, code: '333333', data: { queryId: expect.stringMatching(/^[\w-]{36}$/) as string } });
    const result = plain.get(running.data.getResultUrl ?? '');
    await plain.post(`/queries/${running.data.queryId}/abort-request`, {});
    expect(await result).toMatchObject({ success: false, code: '000604' });
    expect((await plain.query('select 8')).data.rowset).toEqual([['8']]);
  });

  test('an endpoint closes while requests hang and statements stall', async () => {
    const other = await startSnowflake({ seed: 7, world: generateWorld(7), faults: [], admin: true });
    const asking = await PlainClient.connect(other);
    const headers = { authorization: `Bearer ${other.admin?.token}` };
    for (const fault of [
      { kind: 'stall', statement: 'select 1' },
      { kind: 'hang', statement: 'select 2' },
    ]) {
      await fetch(`${other.admin?.url}/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
    }
    await asking.query('select 1');
    const hanging = asking.query('select 2').then(
      () => 'an answer',
      (error: unknown) => String(error),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other[Symbol.asyncDispose]();
    expect(await hanging).toContain('fetch failed');
  });
});

test('the clock goes forward, for tokens and for queries', async () => {
  const before = new Date((await admin('GET', '/clock')).body.now ?? '');
  const after = new Date((await admin('POST', '/clock', { advance: '36h' })).body.now ?? '');
  expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(36 * 3_600_000);
  expect(await plain.query('select 1')).toMatchObject({ success: false, code: '390112' });
  await using other = await Client.connect(endpoint);
  const [row] = await other.query('select current_timestamp() as now');
  expect(new Date(String(row?.['NOW'])).getTime()).toBeGreaterThanOrEqual(after.getTime() - 1000);
  expect(await admin('POST', '/clock', { advance: '-1h' })).toMatchObject({ status: 400 });
  expect(await admin('POST', '/clock', {})).toMatchObject({ status: 400, body: { error: '"advance" is a duration such as 36h' } });
});
