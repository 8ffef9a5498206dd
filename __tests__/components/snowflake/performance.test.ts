import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';
import { afterLogin, jsonBody, noRows, reply, startService } from './service.ts';

let endpoint: SnowflakeEndpoint;
let connected: Connected;

beforeAll(async () => {
  endpoint = await startSeeded();
  connected = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await connected[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

const count = { name: 'count', sql: 'select count(*) n from core.calls where duration_seconds > ?', binds: [0] };

/** What the connection's own session asked, newest first. */
async function askedBy(component: Connected): Promise<readonly unknown[]> {
  const sql = 'select query_text from table(information_schema.query_history_by_session(result_limit => 1000)) order by start_time desc';
  const rows = await (component.connection as SnowflakeConnection).session.query(sql, { signal: AbortSignal.timeout(20_000), tag: 't' });
  return rows.map((row) => row['QUERY_TEXT']);
}

describe('latency', () => {
  test('what the client waits, the first call, and what the server says of the same calls', async () => {
    const { samples, notes, error, metrics } = await connected.run('latency', count, { samples: 6, warmup: 2 });
    expect(error).toBeUndefined();
    expect(Object.fromEntries(Object.entries(samples).map(([operation, times]) => [operation, times.length]))).toEqual({
      count: 6,
      'count.cold': 1,
      'count.execution': 6,
      'count.queued': 6,
    });
    expect(notes).toContain('count.cold is the first call of this check: the warehouse may have been warm');
    // A simple statement is not profiled.
    expect(metrics).not.toHaveProperty('spilled_bytes');
    expect(notes.join('\n')).not.toMatch(/pruning/);
  });

  test.each([
    ['simple', 'one p(95) < 100ms'],
    ['aggregation', 'one p(95) < 1s'],
    ['bulk', 'one p(95) < 5s'],
  ])('%s has the target %s', (kind, target) => {
    const [draft] = expand(doors, 'latency', { name: 'one', sql: 'select 1', kind }, declaredFor(endpoint));
    expect(draft?.operations).toEqual([
      { name: 'one', target },
      { name: 'one.cold' },
      { name: 'one.execution' },
      { name: 'one.queued' },
      { name: 'one.compilation', optional: true },
    ]);
  });

  test('compilation comes along where a target speaks of it', async () => {
    const { samples } = await connected.run('latency', count, { operations: ['count', 'count.compilation'] });
    expect([samples['count.compilation']?.length, samples['count.execution']]).toEqual([5, undefined]);
  });

  test('where the query history may not be read, a note says so and the measurement stands', async () => {
    const { database: _database, schema: _schema, ...nowhere } = declaredFor(endpoint);
    await using component = await connectComponent(doors, nowhere);
    const { samples, notes, error } = await component.run('latency', { name: 'one', sql: 'select 1' });
    expect(error).toBeUndefined();
    expect(Object.keys(samples).toSorted()).toEqual(['one', 'one.cold']);
    expect(notes).toContainEqual(expect.stringMatching(/^not shown: execution and queueing on the server \(\d{6}: /));
  });

  test('cold: restart suspends and resumes the warehouse where the environment allows it', async () => {
    await using component = await connectComponent(doors, declaredFor(endpoint));
    const allowed = { environment: { ...loopback, chaos: 'allow' as const } };
    const { notes, error } = await component.run('latency', { ...count, cold: 'restart' }, allowed);
    expect(error).toBeUndefined();
    expect(notes).toContain('count.cold is the first call after TEST_XS was suspended and resumed');
    const asked = await askedBy(component);
    expect(asked).toContain('ALTER WAREHOUSE "TEST_XS" SUSPEND');
    expect(asked).toContain('ALTER WAREHOUSE "TEST_XS" RESUME IF SUSPENDED');
  });

  test('a warehouse that is suspended already is resumed all the same', async () => {
    await using component = await connectComponent(doors, declaredFor(endpoint));
    const ask = { signal: AbortSignal.timeout(20_000), tag: 't' };
    await (component.connection as SnowflakeConnection).session.query('alter warehouse test_xs suspend', ask);
    const allowed = { environment: { ...loopback, chaos: 'allow' as const } };
    const { notes } = await component.run('latency', { ...count, cold: 'restart' }, allowed);
    expect(notes).toContain('count.cold is the first call after TEST_XS was suspended and resumed');
  });

  test.each([
    ['chaos is forbidden', { environment: loopback }, 'TESTER', /environment test does not allow to disturb others/],
    ['the environment is read-only', { environment: { ...loopback, chaos: 'allow', access: 'read-only' } }, 'TESTER', /does not allow/],
    [
      'the role may not',
      { environment: { ...loopback, chaos: 'allow' } },
      'ANALYST',
      /003001: this role may not suspend and resume TEST_XS/,
    ],
  ] as const)('where %s, cold is the first call and the note says why', async (_why, options, role, sentence) => {
    await using component = await connectComponent(doors, { ...declaredFor(endpoint), role });
    const { notes, error, samples } = await component.run('latency', { ...count, cold: 'restart' }, options);
    expect(error).toBeUndefined();
    expect(samples['count.cold']).toHaveLength(1);
    expect(notes).toContainEqual(expect.stringMatching(sentence));
  });

  test('pruning and spilling are metrics where Snowflake tells them', async () => {
    const statistics = [
      { pruning: { partitions_scanned: 2, partitions_total: 10 } },
      {
        pruning: { partitions_scanned: 1, partitions_total: 5 },
        spilling: { bytes_spilled_local_storage: 100, bytes_spilled_remote_storage: 7 },
      },
      { io: { percentage_scanned_from_cache: 0.5 } },
    ];
    const rowtype = [{ name: 'OPERATOR_STATISTICS', type: 'object', nullable: true, precision: null, scale: null }];
    const profile = { ...noRows, rowtype, rowset: statistics.map((value) => [JSON.stringify(value)]), total: 3, returned: 3 };
    const profiled: unknown[] = [];
    await using service = await startService(
      afterLogin((request, response) => {
        void jsonBody(request).then((body) => {
          const { sqlText, bindings } = body as { readonly sqlText: string; readonly bindings?: unknown };
          const isProfile = sqlText.includes('GET_QUERY_OPERATOR_STATS');
          if (isProfile) profiled.push(bindings);
          reply(response, { success: true, data: isProfile ? profile : { ...noRows, queryId: 'q-1' } });
        });
      }),
    );
    await using component = await connectComponent(doors, { account: 'local', access_url: service.url, username: 'U', password: 'p' });
    const { metrics, error } = await component.run('latency', { ...count, kind: 'bulk' });
    expect(error).toBeUndefined();
    expect(metrics).toMatchObject({ partitions_scanned: 3, partitions_total: 15, spilled_bytes: 107 });
    expect(profiled).toEqual([{ 1: { type: 'TEXT', value: 'q-1' } }]);
  });
});

describe('query', () => {
  const query = { name: 'calls', sql: 'select count(*) n from core.calls' };

  test('is measured where a target speaks of it, and runs once where none does', async () => {
    const plain = await connected.run('query', query);
    expect([plain.error, plain.samples]).toEqual([undefined, {}]);
    const measured = await connected.run('query', query, { operations: ['calls'], samples: 4 });
    expect(measured.error).toBeUndefined();
    expect(measured.values).toMatchObject({ rows: 1, row: { n: 2_000 } });
    expect(Object.entries(measured.samples).map(([name, times]) => [name, times.length])).toEqual([['calls', 4]]);
  });

  test('nobody asks for server times where no target speaks of one', async () => {
    const { database: _database, schema: _schema, ...nowhere } = declaredFor(endpoint);
    await using component = await connectComponent(doors, nowhere);
    const { notes, samples } = await component.run('query', { name: 'one', sql: 'select 1' }, { operations: ['one'] });
    expect([notes, samples['one']?.length]).toEqual([[], 5]);
  });

  test('server times come along where a target speaks of one', async () => {
    const { samples } = await connected.run('query', query, { operations: ['calls.execution'], samples: 4 });
    expect(samples['calls.execution']).toHaveLength(4);
  });
});

describe('concurrency', () => {
  test('each step has its samples, its throughput and its queueing', async () => {
    const ladder = { name: 'ladder', sql: 'select count(*) from core.calls', sessions: [2, 1, 4, 2] };
    const { samples, metrics, notes, error, draft } = await connected.run('concurrency', ladder, { samples: 8 });
    expect(error).toBeUndefined();
    expect(draft.operations?.map(({ name }) => name)).toEqual(
      [1, 2, 4].flatMap((step) => [`ladder.sessions_${step}`, `ladder.sessions_${step}.queued`]),
    );
    for (const step of [1, 2, 4]) {
      expect(samples[`ladder.sessions_${step}`]).toHaveLength(8);
      expect(samples[`ladder.sessions_${step}.queued`]).toHaveLength(8);
      expect(metrics[`ladder.throughput_${step}`]).toBeGreaterThan(0);
    }
    expect(notes).toContainEqual(
      expect.stringMatching(/^1 session: p95 .*; 2 sessions: .*; 4 sessions: p95 \S+, \S+ statements a second$/),
    );
  });

  test('a statement that fails is the error of the check', async () => {
    const { error } = await connected.run('concurrency', { name: 'ladder', sql: 'select * from core.nothing', sessions: [2] });
    expect(error).toMatchObject({ name: 'Refusal', code: '002003' });
  });
});
