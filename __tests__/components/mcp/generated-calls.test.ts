import { expect, test } from 'vitest';
import { startAlone } from '../../local/mcp/start-server.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import { doors } from './doors.ts';
import { startScripted, text } from './scripted-server.ts';
import type { Script } from './scripted-server.ts';

const tool = (name: string, properties: object = {}, rest: object = {}) => ({
  name,
  inputSchema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  ...rest,
});
const count = { n: { type: 'integer', minimum: 0, maximum: 1000 } };

/** The finding of one tool, whose calls are answered by `call`. */
async function findingOf(call: Script['call'], definition: object = tool('count', count), options: object = {}) {
  await using server = await startScripted({ tools: [definition], ...(call && { call }) });
  await using mcp = await connectComponent(doors, { url: server.url });
  const result = await mcp.run('generated-calls', { allow: ['count'], runs: 20, ...options });
  return { ...result, finding: result.findings[0], calls: server.calls };
}

test('answers and errors of tools are counted, and arguments match the schema', async () => {
  const { finding, notes, calls } = await findingOf((_, { n }) =>
    Number(n) > 500 ? { ...text('too much'), isError: true } : text('fine'),
  );
  expect(finding).toMatchObject({ subject: 'tool count', expected: '20 generated calls without a failure', met: true });
  expect(finding?.actual).toMatch(/^20 calls, [1-9]\d* answered with an error$/);
  expect(notes[0]).toBe('no claim whether it writes: count');
  expect(notes[1]).toMatch(/^count: an error is the answer to \d+ of 20 calls, such as to \{"n":\d+\}$/);
  expect(JSON.stringify(notes)).not.toContain('too much');
  expect(calls).toHaveLength(20);
  expect(calls.every(({ args }) => Number.isInteger(args['n']) && Number(args['n']) <= 1000)).toBe(true);
});

test('the same seed gives the same calls', async () => {
  const first = await findingOf(undefined);
  expect((await findingOf(undefined)).calls).toEqual(first.calls);
  expect((await findingOf(undefined, undefined, { seed: 2 })).calls).not.toEqual(first.calls);
});

test.each<[string, Script['call'], object, RegExp]>([
  [
    'a protocol error',
    (_, { n }) => (Number(n) >= 17 ? new Error('no') : text('fine')),
    {},
    /^protocol error in call \d+: it was refused with -32602.*Smallest arguments: \{"n":17\} \(seed 1, \d+ times made smaller\)$/,
  ],
  ['a 500', (_, { n }) => (Number(n) >= 17 ? 500 : text('fine')), {}, /^server error in call \d+: .*HTTP 500.*\{"n":17\}/],
  [
    'a lost connection',
    (_, { n }) => (Number(n) >= 17 ? 'reset' : text('fine')),
    {},
    /^crash in call \d+: the connection was lost\. Smallest arguments: \{"n":17\}/,
  ],
  [
    'silence',
    (_, { n }) => (Number(n) >= 900 ? undefined : text('fine')),
    { within: '40ms' },
    /^timeout in call \d+: no answer within 40 ms\. Smallest arguments: \{"n":900\}/,
  ],
  [
    'a credential',
    (_, { n }) => text(Number(n) >= 17 ? `ghp_${'a1B2'.repeat(9)}` : 'fine'),
    {},
    /^leak in call \d+: it answered with a token of a known vendor at content\[0\]\.text\. Smallest arguments: \{"n":17\}/,
  ],
  [
    'an error, where errors fail',
    (_, { n }) => ({ ...text('no'), isError: Number(n) >= 17 }),
    { tool_errors: 'fail' },
    /^tool error in call \d+: it answered with an error\. Smallest arguments: \{"n":17\}/,
  ],
])('%s is a failure, and its smallest arguments are shown', async (_, call, options, message) => {
  const { finding, error } = await findingOf(call, undefined, options);
  expect(error).toBeUndefined();
  expect(finding?.met).toBe(false);
  expect(finding?.actual).toMatch(message);
});

test.each<[string, object, RegExp]>([
  ['of another type', { structuredContent: { total: 'x' } }, /its answer is not as its output schema says: \/total must be integer/],
  ['missing', {}, /there is no structured content/],
])('an output that is %s is a failure', async (_, output, message) => {
  const outputSchema = { type: 'object', properties: { total: { type: 'integer' } }, required: ['total'] };
  const call: Script['call'] = (_tool, { n }) =>
    Number(n) >= 17 ? { ...text('{}'), ...output } : { ...text('{}'), structuredContent: { total: 1 } };
  const { finding } = await findingOf(call, tool('count', count, { outputSchema }));
  expect(finding?.actual).toMatch(/^output in call/);
  expect(finding?.actual).toMatch(message);
  expect(finding?.actual).toMatch(/\{"n":17\}/);
});

test('a server that does not come back ends it', async () => {
  const server = await startScripted({ tools: [tool('count', count), tool('other')] });
  await using mcp = await connectComponent(doors, { url: server.url });
  let asked = 0;
  const closing = Promise.withResolvers<void>();
  server.script = {
    ...server.script,
    call: () => {
      asked += 1;
      if (asked < 3) return text('fine');
      void server[Symbol.asyncDispose]().then(closing.resolve);
      return 'reset';
    },
  };
  const { findings } = await mcp.run('generated-calls', { allow: ['count', 'other'], runs: 20 });
  await closing.promise;
  expect(findings).toMatchObject([
    {
      subject: 'tool count',
      met: false,
      actual: expect.stringMatching(/^crash in call 3: the connection was lost, and the server did not come back/),
    },
    { subject: 'tool other', met: false, actual: '0 calls, 0 answered with an error' },
  ]);
});

test('only allowed tools are ever called, whatever the server claims; others of the check are not listed, or answer as tasks', async () => {
  const tools = [
    tool('count', count),
    tool('write_file', {}, { annotations: { readOnlyHint: true } }),
    tool('drop', {}, { annotations: { destructiveHint: true } }),
    tool('research', {}, { execution: { taskSupport: 'required' } }),
  ];
  await using server = await startScripted({ tools });
  await using mcp = await connectComponent(doors, { url: server.url });
  const { findings, notes } = await mcp.run('generated-calls', { allow: ['count', 'research', 'gone', 'count'], runs: 5 });
  expect(server.calls.map((call) => call.tool)).toEqual(Array.from({ length: 5 }, () => 'count'));
  expect(findings.map(({ subject, met }) => [subject, met])).toEqual([
    ['tool gone', false],
    ['tool count', true],
  ]);
  expect(notes).toContain('research is not called: it answers as a task only');
  const { error } = await mcp.run('generated-calls', { allow: ['research'], runs: 5 });
  expect(error).toMatchObject({ name: 'Skip', message: 'research: answered as a task only, which is not asked for' });
  const { notes: claims } = await mcp.run('generated-calls', { allow: ['write_file', 'drop'], runs: 1 });
  expect(claims.slice(0, 2)).toEqual(['the server claims read-only: write_file', 'the server claims destructive: drop']);
});

test('no check calls a tool that the config does not name', async () => {
  const written: string[] = [];
  const call: Script['call'] = (name) => {
    written.push(name);
    return text('written');
  };
  const writing = tool('write', {}, { annotations: { readOnlyHint: true } });
  const script = { tools: [tool('count', count), writing], resources: [], prompts: [], call, read: () => ({ contents: [] }) };
  await using server = await startScripted(script);
  await using mcp = await connectComponent(doors, { url: server.url });
  const snapshot = { snapshot: 'x.json' };
  const options: Readonly<Record<string, object>> = {
    call: { tool: 'count' },
    'call-latency': { tool: 'count' },
    concurrency: { tool: 'count', clients: [1, 2] },
    'generated-calls': { allow: ['count'], runs: 3 },
    'schema-drift': snapshot,
    read: { uri: 'x:y' },
    prompt: { prompt: 'x' },
  };
  const kinds = Object.keys(doors.settings.checks);
  for (const kind of kinds) {
    if (!needsMore.has(kind))
      await mcp.run(kind, options[kind] ?? {}, { samples: 2, warmup: 1, configDirectory: '/nowhere', timeoutMilliseconds: 10_000 });
  }
  expect(new Set(written.filter((name) => !name.startsWith('infra_test_')))).toEqual(new Set(['count']));
});

/** Checks that need an access token, a runtime or the conformance package. */
const needsMore = new Set([
  'authorization',
  'resource-metadata',
  'binding',
  'conformance',
  'deployment',
  'limits',
  'crash-loop',
  'restart',
  'session-survives',
]);

test('a check that runs out of time tells what it did, and is not met', async () => {
  let calls = 0;
  await using server = await startScripted({ tools: [tool('count', count)], call: () => ((calls += 1) > 5 ? undefined : text('fine')) });
  await using mcp = await connectComponent(doors, { url: server.url });
  const { findings } = await mcp.run('generated-calls', { allow: ['count'], runs: 1000, within: '50ms' }, { timeoutMilliseconds: 1500 });
  expect(findings).toMatchObject([{ met: false, actual: expect.stringMatching(/^timeout in call 6/) }]);
  server.script = { tools: [tool('count', count)] };
  const late = await mcp.run('generated-calls', { allow: ['count'], runs: 1000 }, { timeoutMilliseconds: 100 });
  expect(late.findings).toMatchObject([{ met: false, actual: expect.stringMatching(/^\d+ calls, 0 answered with an error$/) }]);
});

test('in a read-only environment nothing is called', async () => {
  await using server = await startScripted({ tools: [tool('count', count)] });
  const environment = { ...loopback, access: 'read-only' as const };
  await using mcp = await connectComponent(doors, { url: server.url }, { environment });
  for (const [kind, options] of [
    ['generated-calls', { allow: ['count'] }],
    ['concurrency', { tool: 'count' }],
  ] as const) {
    expect((await mcp.run(kind, options)).error).toMatchObject({ name: 'Skip', message: expect.stringMatching(/read-only/) });
  }
  expect(server.calls).toEqual([]);
});

test('429 ends the attempt, so that it can be tried again later', async () => {
  const { error } = await findingOf(() => 429);
  expect(error).toMatchObject({ name: 'TransportError', kind: '429' });
});

test.each(['legacy', '2026-07-28'])('our server (%s) stands it', async (protocol) => {
  await using server = await startAlone();
  await using mcp = await connectComponent(doors, { url: server.url, protocol });
  const { unmet, findings } = await mcp.run('generated-calls', { allow: ['ping', 'search_calls', 'tool_log'], runs: 15 });
  expect(unmet).toEqual([]);
  expect(findings).toHaveLength(3);
});

test('somebody has to allow something', () => {
  expect(() => expand(doors, 'generated-calls', { allow: [] }, { url: 'http://x.test/mcp' })).toThrow(
    /expected the tools that may be called/,
  );
  expect(() => expand(doors, 'generated-calls', {}, { url: 'http://x.test/mcp' })).toThrow(/allow/);
});
