import { describe, expect, test } from 'vitest';
import component from '../../../src/components/flow/index.ts';
import { settings } from '../../../src/components/flow/settings.ts';
import type { Capabilities, SqlCapability, ToolCapability, VectorCapability } from '../../../src/model/capability.ts';
import type { Resource } from '../../../src/model/outcome.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import { createSql, createVectors } from './capabilities.ts';

const doors = { settings, component };
const signal = AbortSignal.timeout(20_000);
type Needs = Readonly<Record<string, Capabilities>>;

const runFlow = async (needs: Needs, options: object, run = {}) => {
  await using flow = await connectComponent(doors, {}, { needs });
  return await flow.run('steps', options, run);
};

/** A tool that writes a record under the id that it is given, as an indexing job does. */
function indexer(vector: VectorCapability, mistake = ''): ToolCapability {
  return {
    call: async (_tool, { call_id: id }) => {
      await vector.upsert([{ id: `${String(id)}${mistake}`, values: [1, 0] }], undefined, signal);
      return { call_id: id };
    },
  };
}

const landed = {
  use: 'warehouse',
  as: 'landed',
  insert: { table: 'CALLS', key: 'CALL_ID', rows: [{ CALL_ID: { from: 'call' }, ACCOUNT_ID: 7, TITLE: 'Walk' }] },
};
const indexed = {
  use: 'tools',
  as: 'indexed',
  call: 'index_call',
  args: { call_id: { from: 'landed.row.CALL_ID' } },
  creates: [{ use: 'vectors', id: { from: 'call' } }],
};
const found = { use: 'vectors', as: 'found', query: { id: { from: 'call' }, top_k: 1 }, until: { path: 'matches.length', at_least: 1 } };
const walk = { names: { call: 'walk' }, steps: [landed, indexed, found] };

async function keysOf(sql: SqlCapability): Promise<unknown[]> {
  return (await sql.query('select CALL_ID from CALLS order by 1', [], signal)).map((row) => row['CALL_ID']);
}

describe('a walk', () => {
  test('carries one name through all components, leaves nothing, and says so', async () => {
    using sql = createSql();
    const vector = createVectors(2);
    const needs = { warehouse: { sql }, vectors: { vector }, tools: { tool: indexer(vector) } };
    const { error, values, findings, hops, created } = await runFlow(needs, walk);
    expect(error).toBeUndefined();
    const call = values['call'] as string;
    expect(call).toMatch(/^walk-/);
    expect(values['landed']).toMatchObject({ keys: [call], rows: 1, row: { TITLE: 'Walk' } });
    expect(values['found']).toMatchObject({ matches: [{ id: call }] });
    expect(created).toEqual([
      { component: 'tested', kind: 'table-rows', name: `warehouse/CALLS/CALL_ID/${call}` },
      { component: 'tested', kind: 'vector-records', name: `vectors//${call}` },
    ]);
    expect(hops).toMatchObject([
      { name: 'landed', component: 'warehouse', state: 'done', detail: '1 row written' },
      { name: 'indexed', component: 'tools', state: 'done', detail: 'an answer of index_call' },
      { name: 'found', component: 'vectors', state: 'done', detail: '1 match after 3 tries' },
      { name: 'clean up', component: '', state: 'done', detail: '2 removed' },
      { name: 'look again', component: 'warehouse', state: 'done', detail: 'nothing left' },
      { name: 'look again', component: 'vectors', state: 'done', detail: 'nothing left' },
    ]);
    expect(findings.slice(-2)).toEqual([
      { subject: 'left in warehouse', expected: 'nothing that this check created', actual: 'nothing', met: true },
      { subject: 'left in vectors', expected: 'nothing that this check created', actual: 'nothing', met: true },
    ]);
    expect(await keysOf(sql)).toEqual(['call-1', 'call-2']);
    expect(vector.records.size).toBe(0);
  });

  test('what was created is removed also when a later step fails; the failed hop is there, later ones are not', async () => {
    using sql = createSql();
    const vector = createVectors();
    const tool = { call: () => Promise.reject(new Error('the index is away')) };
    const { error, hops, findings } = await runFlow({ warehouse: { sql }, vectors: { vector }, tools: { tool } }, walk);
    expect(error).toMatchObject({ message: 'step indexed (tools): the index is away' });
    expect(hops.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'landed: done',
      'indexed: failed',
      'clean up: done',
      'look again: done',
      'look again: done',
    ]);
    expect(hops[1]?.detail).toBe('the index is away');
    expect(findings.map(({ subject }) => subject)).toEqual(['step landed', 'left in warehouse', 'left in vectors']);
    expect(await keysOf(sql)).toEqual(['call-1', 'call-2']);
  });

  test('what is still found after its removal is named', async () => {
    using sql = createSql();
    const kept: SqlCapability = { ...sql, removeRows: async () => {} };
    const vector = createVectors();
    const needs = { warehouse: { sql: kept }, vectors: { vector }, tools: { tool: indexer(vector) } };
    const { error, hops, values } = await runFlow(needs, walk, { signal: AbortSignal.timeout(700) });
    const still = `still there: row ${String(values['call'])} of CALLS`;
    expect(error).toMatchObject({ kind: 'timeout', message: expect.stringContaining(`so far: ${still}`) as string });
    expect(hops.at(-1)).toMatchObject({ name: 'look again', component: 'warehouse', state: 'failed' });
  });

  test('what stays although nothing stopped the wait fails the check by its name', { timeout: 40_000 }, async () => {
    using sql = createSql();
    const needs = { warehouse: { sql: { ...sql, removeRows: async () => {} } } };
    const { error, unmet, hops, values } = await runFlow(needs, { names: walk.names, steps: [landed] });
    const still = `row ${String(values['call'])} of CALLS`;
    expect(error).toBeUndefined();
    expect(unmet).toEqual([{ subject: 'left in warehouse', expected: 'nothing that this check created', actual: still, met: false }]);
    expect(hops.at(-1)).toMatchObject({ name: 'look again', state: 'failed', detail: `still there: ${still}` });
  });

  test('a read-only environment skips it before its first step', async () => {
    using sql = createSql();
    const asked: string[] = [];
    const watched: SqlCapability = { ...sql, query: async (text) => (asked.push(text), []) };
    const steps = [{ use: 'warehouse', query: 'select 1' }, landed];
    const environment = { ...loopback, access: 'read-only' as const };
    const { error } = await runFlow({ warehouse: { sql: watched } }, { names: { call: 'walk' }, steps }, { environment });
    expect(error).toBeInstanceOf(Skip);
    expect((error as Error).message).toBe('step landed (warehouse): insert may write, and the environment test is read-only');
    expect(asked).toEqual([]);
    const creating = { use: 'tools', call: 'index_call', creates: [{ use: 'vectors', id: { from: 'call' } }] };
    const tool = { call: async () => asked.push('called') };
    const calling = await runFlow({ tools: { tool } }, { names: { call: 'walk' }, steps: [creating] }, { environment });
    expect(calling.error).toMatchObject({ message: expect.stringContaining('the tool index_call may write') });
    expect(asked).toEqual([]);
  });

  test('only a name of the check is written under, or declared as created', async () => {
    using sql = createSql();
    const vector = createVectors();
    const needs = { warehouse: { sql }, vectors: { vector }, tools: { tool: indexer(vector) } };
    const existing = { use: 'warehouse', as: 'old', query: "select CALL_ID from CALLS where CALL_ID = 'call-1'" };
    const from = { from: 'old.row.CALL_ID' };
    const reason = 'old.row.CALL_ID is no name that this check made, and what has another name is neither written nor removed';
    for (const step of [
      { ...landed, insert: { ...landed.insert, rows: [{ CALL_ID: from }] } },
      { ...indexed, args: { call_id: from }, creates: [{ use: 'vectors', id: from }] },
      { ...indexed, args: { call_id: from }, creates: [{ use: 'warehouse', table: 'CALLS', key: 'CALL_ID', value: from }] },
      { use: 'vectors', upsert: [{ id: from, values: [1] }] },
    ]) {
      const { error, created } = await runFlow(needs, { steps: [existing, step] });
      expect((error as Error).message).toContain(reason);
      expect(created).toEqual([]);
    }
    expect(await keysOf(sql)).toEqual(['call-1', 'call-2']);
    expect(vector.records.size).toBe(0);
  });

  test('rows and records may share one name; keys without a reference are made unique', async () => {
    using sql = createSql();
    const vector = createVectors();
    const { error, values, created } = await runFlow(
      { warehouse: { sql }, vectors: { vector } },
      {
        steps: [
          { use: 'warehouse', as: 'landed', insert: { table: 'CALLS', key: 'CALL_ID', rows: [{ CALL_ID: 'walk' }, { CALL_ID: 'walk' }] } },
          { use: 'vectors', as: 'written', upsert: [{ id: { from: 'landed.keys[1]' }, values: [1] }] },
        ],
      },
    );
    expect(error).toBeUndefined();
    const { keys } = values['landed'] as { keys: string[] };
    expect(new Set(keys).size).toBe(2);
    expect(values['written']).toMatchObject({ ids: [keys[1]] });
    expect(created.map(({ name }) => name)).toEqual([`warehouse/CALLS/CALL_ID/${keys[0]}/${keys[1]}`, `vectors//${keys[1]}`]);
  });

  test('the name in the ledger is all that removing needs, whatever characters it has', async () => {
    using sql = createSql();
    const vector = createVectors();
    const removed: unknown[] = [];
    const needs: Needs = {
      'ware/house': { sql: { ...sql, removeRows: async (rows) => void removed.push(rows) } },
      vectors: { vector: { ...vector, remove: async (...args) => void removed.push(args.slice(0, 2)) } },
    };
    await using flow = await connectComponent(doors, {}, { needs });
    const left: readonly Resource[] = [
      { component: 'walk', kind: 'table-rows', name: 'ware%2Fhouse/%22my%2Ftable%22/CALL_ID/a-1/a-2' },
      { component: 'walk', kind: 'vector-records', name: 'vectors/ns%2F1/a-1' },
    ];
    for (const resource of left) await component.remove(flow.connection as never, resource, signal);
    expect(removed).toMatchObject([{ table: '"my/table"', column: 'CALL_ID', keys: ['a-1', 'a-2'] }, [['a-1'], 'ns/1']]);
    const odd = component.remove(flow.connection as never, { component: 'walk', kind: 'bucket', name: 'x' }, signal);
    await expect(odd).rejects.toThrow('a flow does not know how to remove a bucket');
  });
});

describe('what a config may say of a walk', () => {
  const refusals: readonly (readonly [object, RegExp])[] = [
    [{ steps: [{ ...landed, insert: { ...landed.insert, rows: [{ TITLE: 'x' }] } }] }, /every row needs an id/],
    [{ steps: [{ ...landed, insert: { ...landed.insert, rows: [{ CALL_ID: 7 }] } }] }, /every row needs an id/],
    [{ steps: [landed] }, /step landed takes call, and no name and no earlier step is called call; it is the first step/],
    [{ names: { other: 'x' }, steps: [landed] }, /what it can take from is other/],
    [{ names: { landed: 'x', call: 'y' }, steps: [landed] }, /landed is both a step and one of the names/],
    [{ names: { call: 'a b' }, steps: [landed] }, /an id of letters/],
    [{ steps: [{ use: 'a', query: 'select 1', creates: [] }] }, /creates belongs to call/],
    [{ steps: [{ use: 'a', call: 'x', creates: [{ use: 'b', id: 'text' }] }] }, /Expected/],
  ];
  test.each(refusals)('refuses %j', (options, message) => {
    expect(() => expand(doors, 'steps', options, {})).toThrow(message);
  });
});
