import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import flow from '../../../src/components/flow/index.ts';
import { settings } from '../../../src/components/flow/settings.ts';
import * as pinecone from '../pinecone/doors.ts';
import { connectComponent } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import * as snowflake from '../snowflake/doors.ts';

const resources = new AsyncDisposableStack();
const signal = AbortSignal.timeout(60_000);
let warehouse: Connected;
let vectors: Connected;

beforeAll(async () => {
  const [account, project] = await Promise.all([snowflake.startSeeded(), pinecone.startSeeded()]);
  resources.use(account);
  resources.use(project);
  warehouse = resources.use(await connectComponent(snowflake.doors, snowflake.declaredFor(account), { signal }));
  vectors = resources.use(await connectComponent(pinecone.doors, pinecone.declaredFor(project), { signal }));
}, 30_000);
afterAll(() => resources.disposeAsync());

const sqlOf = ({ capabilities: { sql } }: Connected) => {
  if (sql === undefined) throw new Error('no sql');
  return sql;
};

describe('rows of the embedded account', () => {
  const rows = { table: 'core.calls', column: 'call_id', keys: ['probe-1', "pro'be-2"] };
  const calls = rows.keys.map((key) => ({ call_id: key, ACCOUNT_ID: 7, TITLE: 'Über "alles"', STARTED_AT: '2026-11-01 09:30:00' }));

  test('are inserted, found by key and removed by key, and no others', async () => {
    const sql = sqlOf(warehouse);
    const before = await sql.query('select count(*) as n from core.calls', [], signal);
    await sql.insert('core.calls', calls, signal);
    expect([...(await sql.findRows({ ...rows, keys: [...rows.keys, 'nobody'] }, signal))].toSorted()).toEqual([...rows.keys].toSorted());
    const [row] = await sql.query('select title, started_at, sentiment from core.calls where call_id = ?', ['probe-1'], signal);
    expect(row).toMatchObject({ TITLE: 'Über "alles"', STARTED_AT: expect.stringContaining('2026-11-01'), SENTIMENT: null });
    await sql.removeRows(rows, signal);
    expect(await sql.findRows(rows, signal)).toEqual([]);
    await sql.removeRows(rows, signal);
    expect(await sql.query('select count(*) as n from core.calls', [], signal)).toEqual(before);
  });

  test('hold semi-structured values', async () => {
    const sql = sqlOf(warehouse);
    const data = { parties: [{ name: "O'Hara" }], score: 0.5 };
    await sql.insert('raw.gong_calls', [{ CALL_ID: 'probe-3', RAW_DATA: data, PROCESSED: false }], signal);
    const [row] = await sql.query(
      "select raw_data:parties[0].name::string as name from raw.gong_calls where call_id = 'probe-3'",
      [],
      signal,
    );
    await sql.removeRows({ table: 'raw.gong_calls', column: 'CALL_ID', keys: ['probe-3'] }, signal);
    expect(row).toEqual({ NAME: "O'Hara" });
  });

  test('no name of a config ends its identifier', async () => {
    const sql = sqlOf(warehouse);
    const hostile = 'calls where 1=1; drop table core.calls';
    await expect(sql.removeRows({ ...rows, table: hostile }, signal)).rejects.toThrow(/not a Snowflake name/);
    await expect(sql.findRows({ ...rows, column: '"CALL_ID" = 1 or 1=1 --' }, signal)).rejects.toThrow(/not a Snowflake name/);
    await expect(sql.insert('core.calls', [{ 'a) select 1 --': 1 }], signal)).rejects.toThrow(/not a Snowflake name/);
    await expect(sql.findRows({ ...rows, column: '"CALL_ID"" or 1=1 --"' }, signal)).rejects.toMatchObject({ name: 'Refusal' });
  });
});

test('records of the embedded index are found by id', async () => {
  const { vector } = vectors.capabilities;
  const values = Array.from({ length: 256 }, (_, index) => Math.sin(index + 1));
  await vector?.upsert([{ id: 'probe-1', values }], 'probes', signal);
  await expect.poll(() => vector?.find(['probe-1', 'nobody'], 'probes', signal)).toEqual(['probe-1']);
  await vector?.remove(['probe-1'], 'probes', signal);
  await expect.poll(() => vector?.find(['probe-1'], 'probes', signal)).toEqual([]);
});

test('a walk over both leaves nothing in either', async () => {
  const needs = { warehouse: warehouse.capabilities, vectors: vectors.capabilities };
  await using connected = await connectComponent({ settings, component: flow }, {}, { needs });
  const values = Array.from({ length: 256 }, (_, index) => Math.cos(index));
  const row = { CALL_ID: { from: 'call' }, ACCOUNT_ID: 7, TITLE: 'Walk', STARTED_AT: '2026-11-01 09:30:00' };
  const {
    error,
    hops,
    values: told,
    unmet,
  } = await connected.run('steps', {
    names: { call: 'walk' },
    steps: [
      { use: 'warehouse', as: 'landed', insert: { table: 'CORE.CALLS', key: 'CALL_ID', rows: [row] } },
      { use: 'warehouse', as: 'read', query: 'select call_id from core.calls where call_id = ?', binds: [{ from: 'call' }] },
      {
        use: 'vectors',
        as: 'embedded',
        upsert: [{ id: { from: 'read.row.CALL_ID' }, values, metadata: { title: { from: 'landed.row.TITLE' } } }],
      },
      {
        use: 'vectors',
        as: 'found',
        query: { id: { from: 'call' }, top_k: 1 },
        until: { path: 'match.id', equals: { from: 'call' } },
      },
    ],
  });
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
  expect(told['found']).toMatchObject({ match: { id: told['call'], metadata: { title: 'Walk' } } });
  expect(hops.map(({ name, component, state }) => `${name} ${component} ${state}`)).toEqual([
    'landed warehouse done',
    'read warehouse done',
    'embedded vectors done',
    'found vectors done',
    'clean up  done',
    'look again warehouse done',
    'look again vectors done',
  ]);
});
