import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import component from '../../../src/components/flow/index.ts';
import { resolveTemplate } from '../../../src/components/flow/reference.ts';
import { settings } from '../../../src/components/flow/settings.ts';
import http from '../../../src/components/http/index.ts';
import { settings as httpSettings } from '../../../src/components/http/settings.ts';
import type { Capabilities } from '../../../src/model/capability.ts';
import { Refusal, Skip, TransportError } from '../../../src/std/errors.ts';
import { listenHttp } from '../http/servers.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import { createSql, createVectors } from './capabilities.ts';

const doors = { settings, component };
const runFlow = async (needs: Readonly<Record<string, Capabilities>>, steps: readonly object[], options = {}) => {
  await using flow = await connectComponent(doors, {}, { needs });
  return await flow.run('steps', { steps }, options);
};

describe('steps', () => {
  test('carry data over all four capabilities; each is a value, a finding and an operation', async () => {
    await using server = await listenHttp((request, answer) => {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify({ asked: request.url, name: 'Acme' }));
    });
    await using api = await connectComponent({ settings: httpSettings, component: http }, { url: `http://${server.at}/` });
    using sql = createSql();
    const vector = createVectors();
    const tool = { call: async (name: string, args: Readonly<Record<string, unknown>>) => ({ calls: [{ name, ...args }] }) };
    const { values, error, findings, samples, draft } = await runFlow(
      { warehouse: { sql }, vectors: { vector }, tools: { tool }, crm: api.capabilities },
      [
        { use: 'warehouse', query: 'select * from CALLS where CALL_ID = ?', binds: ['call-1'], as: 'call' },
        {
          use: 'vectors',
          upsert: [{ id: 'probe', values: [1, 0], metadata: { account: { from: 'call.row.ACCOUNT_ID' } } }],
          as: 'written',
        },
        { use: 'vectors', query: { vector: [1, 0], top_k: 5, filter: { account: { from: 'call.row.account_id' } } }, as: 'hits' },
        { use: 'tools', call: 'search', args: { title: { from: 'call.row.TITLE' }, id: { from: 'hits.matches[0].id' } }, as: 'found' },
        { use: 'crm', get: '/accounts/{call.row.ACCOUNT_ID}?title={found.result.calls[0].title}' },
      ],
    );
    expect(error).toBeUndefined();
    expect(values['call']).toMatchObject({ rows: 1, row: { CALL_ID: 'call-1', call_id: 'call-1' } });
    expect(values['hits']).toMatchObject({ matches: [{ metadata: { account: 7 } }] });
    expect(values['found']).toEqual({
      result: { calls: [{ name: 'search', title: 'Pricing', id: (values['written'] as { ids: string[] }).ids[0] }] },
    });
    expect(values['step_5']).toMatchObject({ status: 200, body: { asked: '/accounts/7?title=Pricing' } });
    expect(findings.map(({ subject, actual }) => `${subject}: ${actual}`)).toEqual([
      'step call: 1 row',
      'step written: 1 written',
      'step hits: 1 match',
      'step found: an answer of search',
      'step step_5: status 200',
      'left in vectors: nothing',
    ]);
    expect(draft.operations).toEqual(['call', 'written', 'hits', 'found', 'step_5'].map((name) => ({ name })));
    for (const name of ['call', 'written', 'hits', 'found', 'step_5']) expect(samples[name]).toHaveLength(1);
  });

  test('what was written is removed, and nothing else', async () => {
    const vector = createVectors();
    vector.records.set('probe', { id: 'probe', values: [1] });
    const { created, values } = await runFlow({ vectors: { vector } }, [
      { use: 'vectors', upsert: [{ id: 'probe', values: [1] }], namespace: 'a b/c', as: 'written' },
      { use: 'vectors', query: { vector: [1] }, as: 'hits' },
    ]);
    const { ids } = values['written'] as { ids: string[] };
    expect(created).toEqual([{ component: 'tested', kind: 'vector-records', name: `vectors/a%20b%2Fc/${ids[0]}` }]);
    expect(values['hits']).toMatchObject({ matches: [{ id: expect.any(String) }, { id: expect.any(String) }] });
    expect([...vector.records.keys()]).toEqual(['probe']);
  });

  test('until repeats a step, as one sample, and gives up with the last value', async () => {
    const vector = createVectors(4);
    const steps = [
      { use: 'vectors', upsert: [{ id: 'probe', values: [1] }] },
      { use: 'vectors', query: { vector: [1] }, as: 'hits', until: { path: 'matches.length', at_least: 1 } },
    ];
    const { error, samples, values } = await runFlow({ vectors: { vector } }, steps);
    expect(error).toBeUndefined();
    expect(samples['hits']).toHaveLength(1);
    expect(values['hits']).toMatchObject({ matches: [{}] });
    const late = await runFlow({ vectors: { vector: createVectors(1000) } }, [steps[0] ?? {}, { ...steps[1], within: '120ms' }]);
    expect(late.error).toBeInstanceOf(Refusal);
    expect((late.error as Error).message).toMatch(
      /^step hits \(vectors\): expected matches\.length to become at least 1, and after \d+ tries in 120ms it is 0$/,
    );
    const stopped = await runFlow({ vectors: { vector: createVectors(1000) } }, steps, { signal: AbortSignal.timeout(150) });
    expect(stopped.error).toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('stopped while waiting for matches.length to become'),
    });
  });

  test('until may wait for an exact value of an earlier step', async () => {
    using sql = createSql();
    const { error } = await runFlow({ db: { sql } }, [
      { use: 'db', query: 'select count(*) n from CALLS', as: 'all' },
      { use: 'db', query: 'select 2 n', as: 'again', until: { path: 'row.n', equals: { from: 'all.row.n' } }, within: '100ms' },
    ]);
    expect(error).toBeUndefined();
  });

  test('an error keeps its kind and begins with the step; later steps do not run', async () => {
    let calls = 0;
    const failing = (reason: Error) => ({ tool: { call: () => Promise.reject(reason) } });
    const counting = { tool: { call: async () => ++calls } };
    const run = async (error: Error) =>
      (
        await runFlow({ a: failing(error), b: counting }, [
          { use: 'a', call: 'x', as: 'first' },
          { use: 'b', call: 'y' },
        ])
      ).error;
    expect(await run(new Refusal('tool-error', 'no'))).toMatchObject({
      name: 'Refusal',
      code: 'tool-error',
      message: 'step first (a): no',
    });
    expect(await run(new TransportError('429', 'slow down', { retryAfterMilliseconds: 5 }))).toMatchObject({
      kind: '429',
      retryAfterMilliseconds: 5,
    });
    expect(await run(new Skip('not here'))).toBeInstanceOf(Skip);
    expect(await run(new Error('odd'))).toMatchObject({ message: 'step first (a): odd' });
    expect(calls).toBe(0);
  });

  test('an unexpected status fails its step', async () => {
    await using server = await listenHttp((request, answer) => void answer.writeHead(request.method === 'POST' ? 201 : 404).end());
    await using api = await connectComponent({ settings: httpSettings, component: http }, { url: `http://${server.at}/` });
    const run = async (step: object) => (await runFlow({ crm: api.capabilities }, [{ use: 'crm', ...step }])).error;
    expect(await run({ get: '/x' })).toMatchObject({
      code: '404',
      message: 'step step_1 (crm): GET /x answered 404, expected a status below 400',
    });
    expect(await run({ get: '/x', status: 404 })).toBeUndefined();
    expect(await run({ post: '/x', body: { a: 1 } })).toBeUndefined();
    expect(await run({ post: '/x', status: 200 })).toMatchObject({ code: '201' });
  });

  test('a missing value, a stranger and a missing capability are said by name', async () => {
    using sql = createSql();
    const run = async (...steps: object[]) => ((await runFlow({ db: { sql } }, steps)).error as Error).message;
    expect(
      await run(
        { use: 'db', query: "select 1 from CALLS where TITLE = 'none'", as: 'call' },
        { use: 'db', query: 'select ?', binds: [{ from: 'call.row.ID' }] },
      ),
    ).toBe('step step_2 (db): it needs call.row.ID, and that step gave no such value');
    expect(await run({ use: 'other', query: 'select 1' })).toBe(
      "step step_1 (other): it uses other, which is not in the flow's needs (db)",
    );
    expect(await run({ use: 'db', call: 'x' })).toBe('step step_1 (db): db has no tool; it offers sql');
  });

  test('a read-only environment reads only', async () => {
    using sql = createSql();
    const environment = { ...loopback, access: 'read-only' as const };
    const vector = createVectors();
    const run = async (step: object) =>
      (
        await runFlow({ db: { sql, vector, http: { request: () => Promise.reject(new Error('sent')) } } }, [{ use: 'db', ...step }], {
          environment,
        })
      ).error;
    expect(await run({ query: 'delete from CALLS' })).toBeInstanceOf(Skip);
    expect(await run({ upsert: [{ id: 'x', values: [1] }] })).toBeInstanceOf(Skip);
    expect(await run({ post: '/x' })).toBeInstanceOf(Skip);
    expect(await run({ query: ' SELECT count(*) from CALLS' })).toBeUndefined();
    expect(await run({ query: 'with a as (select 1) select * from a' })).toBeUndefined();
  });

  test('a flow without components does not connect', async () => {
    await expect(connectComponent(doors, {})).rejects.toThrow(/needs other components/);
  });
});

describe('what a config may say', () => {
  const refusals: readonly (readonly [object[], RegExp])[] = [
    [[], /at least one step/],
    [[{ use: 'a' }], /exactly one of query, insert, upsert, call/],
    [[{ use: 'a', query: 'select 1', call: 'x' }], /exactly one of/],
    [[{ use: 'a', call: 'x', binds: [1] }], /binds belong/],
    [[{ use: 'a', query: { id: 'x' }, binds: [1] }], /binds belong/],
    [[{ use: 'a', call: 'x', status: 200 }], /status belongs/],
    [[{ use: 'a', get: '/x', body: {} }], /body belongs/],
    [[{ use: 'a', get: 'x' }], /a path such as/],
    [[{ use: 'a', call: 'x', within: '3s' }], /within belongs/],
    [[{ use: 'a', call: 'x', until: { path: 'result' } }], /either at_least or equals/],
    [[{ use: 'a', call: 'x', until: { path: 'result', equals: 1 }, within: 'soon' }], /a duration such as/],
    [[{ use: 'a', call: 'x', until: { path: 'result', equals: 1 }, within: '11m' }], /at most 10m/],
    [[{ use: 'a', call: 'x', until: { path: 'a b', equals: 1 } }], /a b is not a path/],
    [
      [
        { use: 'a', call: 'x', as: 'one' },
        { use: 'a', call: 'x', as: 'one' },
      ],
      /two steps are called one/,
    ],
    [[{ use: 'a', call: 'x', args: { deep: [{ from: 'call.row' }] } }], /no name and no earlier step is called call; it is the first step/],
    [
      [
        { use: 'a', call: 'x', as: 'one' },
        { use: 'a', get: '/{two.row}' },
      ],
      /no earlier step is called two; what it can take from is one/,
    ],
    [
      [
        { use: 'a', call: 'x', as: 'one' },
        { use: 'a', call: 'x', args: { a: { from: 'one..b' } } },
      ],
      /one\.\.b is not a path/,
    ],
    [
      [
        { use: 'a', call: 'x', as: 'one' },
        { use: 'a', query: 'select ?', binds: [{ from: 'self' }], as: 'self' },
      ],
      /no earlier step is called self/,
    ],
  ];
  test.each(refusals)('refuses %j', (steps, message) => {
    expect(() => expand(doors, 'steps', { steps }, {})).toThrow(message);
  });

  test('a name is part of the id', () => {
    expect(expand(doors, 'steps', { name: 'search', steps: [{ use: 'a', call: 'x' }] }, {})[0]?.name).toBe('steps.search');
  });
});

test('no value can add to a path or leave it', () => {
  const segment = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed() && text !== '.' && text !== '..');
  fc.assert(
    fc.property(segment, (value) => {
      const url = new URL(resolveTemplate('/accounts/{step.value}/calls', { step: { value } }), 'http://x.test');
      const parts = url.pathname.split('/');
      return parts.length === 4 && decodeURIComponent(parts[2] ?? '') === value && url.search === '' && url.hash === '';
    }),
  );
  expect(() => resolveTemplate('/a/{step.value}', { step: { value: '..' } })).toThrow(/cannot stand in a path/);
  expect(() => resolveTemplate('/a/{step.value}', { step: { value: {} } })).toThrow(/cannot stand in a path/);
  expect(() => resolveTemplate('/a/{step.constructor}', { step: {} })).toThrow(/no such value/);
});
