import { expect, test } from 'vitest';
import { LearningRedactor } from '../../../src/std/learning-redactor.ts';
import { startEverything } from '../../../src/local/mcp/start-everything.ts';
import { startAlone } from '../../local/mcp/start-server.ts';
import { connectComponent } from '../run-check.ts';
import { doors, publishedServer } from './doors.ts';
import { startScripted, text } from './scripted-server.ts';

const expected = 'no credentials in what it answers';

test('a published tool gives its environment away', async () => {
  const secrets = new LearningRedactor([]);
  const env = { SNOWFLAKE_PASSWORD: 'correct-horse-battery', REGION: 'eu-central-1' };
  await using mcp = await connectComponent(
    doors,
    { command: process.execPath, args: [publishedServer('everything'), 'stdio'], env },
    { secrets },
  );
  const { unmet, values } = await mcp.run('call', { tool: 'get-env' });
  expect(unmet).toEqual([
    { subject: 'tool get-env', expected, actual: 'the value of env SNOWFLAKE_PASSWORD at content[0].text.SNOWFLAKE_PASSWORD', met: false },
  ]);
  expect(values['result']).toMatchObject(env);
  expect(secrets.redact('correct-horse-battery in eu-central-1')).toBe('*** in eu-central-1');
});

test.each(['legacy', '2026-07-28'])('a leaking tool of our server (%s) is found by every check that calls it', async (protocol) => {
  await using server = await startAlone({
    faults: ['mcp-leaking-tool'],
    index: { url: 'http://127.0.0.1:9', apiKey: 'key-of-the-index-1', dimension: 8 },
  });
  await using mcp = await connectComponent(doors, { url: server.url, protocol });
  for (const [kind, options] of [
    ['call', { tool: 'ping' }],
    ['call-latency', { tool: 'ping' }],
    ['concurrency', { tool: 'ping', clients: [2] }],
  ] as const) {
    const { unmet } = await mcp.run(kind, options, { samples: 3 });
    expect(unmet.length, kind).toBeGreaterThan(0);
    expect(unmet.every((finding) => finding.subject === 'tool ping' && finding.expected === expected)).toBe(true);
  }
  const generated = await mcp.run('generated-calls', { allow: ['ping'], runs: 2 });
  expect(generated.unmet).toMatchObject([{ actual: expect.stringMatching(/^leak in call 1/) }]);
  await expect(mcp.capabilities.tool?.call('ping', {}, AbortSignal.timeout(5000))).rejects.toMatchObject({ name: 'Refusal', code: 'leak' });
});

test('a header that is given back is found, its token also without its scheme', async () => {
  await using server = await startScripted({ tools: [], call: () => text('you are abcdef123456') });
  const headers = { Authorization: 'Bearer abcdef123456', 'X-Tenant': 'you are here' };
  await using mcp = await connectComponent(doors, { url: server.url, headers });
  const { unmet } = await mcp.run('call', { tool: 'whoami' });
  expect(unmet).toMatchObject([{ subject: 'tool whoami', actual: 'the value of header Authorization at content[0].text' }]);
});

test('the words of a tool error are shown without what they give away, also where they are cut', async () => {
  const password = 'hunter2hunter2hunter2';
  const words = `${'x'.repeat(280)}\nDB_PASSWORD=${password}`;
  await using server = await startScripted({ tools: [], call: () => ({ ...text(words), isError: true }) });
  const secrets = new LearningRedactor([]);
  await using mcp = await connectComponent(doors, { url: server.url }, { secrets });
  const { error, unmet } = await mcp.run('call', { tool: 'login' });
  expect(String(error)).toMatch(/tool login answered: x+/);
  expect(String(error)).not.toContain('hunter');
  expect(unmet).toMatchObject([{ subject: 'tool login', actual: 'a value with the name of a secret at content[0].text.DB_PASSWORD' }]);
});

test('the words of a refusal are looked into as well', async () => {
  const secrets = new LearningRedactor([]);
  await using server = await startScripted({
    tools: [],
    call: () => new Error('{"db_password": "purple-monkey-dishwasher"}\nDB_PWD=purple-monkey-dishwasher'),
  });
  await using mcp = await connectComponent(doors, { url: server.url }, { secrets });
  const { error, unmet } = await mcp.run('call', { tool: 'login' });
  expect(error).toMatchObject({ code: '-32602' });
  expect(unmet).toMatchObject([{ subject: 'tool login', actual: expect.stringMatching(/ at error/) }]);
  expect(secrets.redact(String(error))).not.toContain('purple');
});

test('the last words of a server that dies are shown without secrets', async () => {
  const program = `console.error('x'.repeat(290) + ' password in https://admin:hunter2hunter2@db.test/' + 'y'.repeat(280)); process.exit(1)`;
  const dying = connectComponent(doors, { command: process.execPath, args: ['-e', program] });
  await expect(dying).rejects.toMatchObject({ message: expect.not.stringContaining('hunter2') });
  await expect(dying).rejects.toMatchObject({ message: expect.stringMatching(/its last words: .*y{200}/) });
});

test('an output that is not as its schema says is a finding, also when it leaks', async () => {
  const outputSchema = { type: 'object', properties: { total: { type: 'integer' } }, required: ['total'] };
  const tools = [{ name: 'sum', inputSchema: { type: 'object' }, outputSchema }];
  await using server = await startScripted({
    tools,
    call: () => ({ ...text('{}'), structuredContent: { total: `ghp_${'a1B2'.repeat(9)}` } }),
  });
  await using mcp = await connectComponent(doors, { url: server.url });
  const { unmet } = await mcp.run('call', { tool: 'sum' });
  expect(unmet.map(({ subject, actual }) => `${subject}: ${actual}`)).toEqual([
    'output of tool sum: /total must be integer',
    'tool sum: a token of a known vendor at structuredContent.total',
  ]);
  server.script = { tools, call: () => text('3') };
  expect((await mcp.run('call', { tool: 'sum' })).unmet).toMatchObject([{ actual: 'there is no structured content' }]);
  server.script = { tools, call: () => ({ ...text('{}'), structuredContent: { total: 3 } }) };
  expect((await mcp.run('call', { tool: 'sum' })).unmet).toEqual([]);
});

test('clients at once: each step is measured, errors are told', async () => {
  let calls = 0;
  await using server = await startScripted({
    tools: [],
    call: () => ((calls += 1) % 5 === 0 ? { ...text('busy'), isError: true } : text('fine')),
  });
  await using mcp = await connectComponent(doors, { url: server.url });
  const { findings, samples, notes, metrics, draft, errors } = await mcp.run(
    'concurrency',
    { tool: 'search', clients: [4, 1, 4] },
    { samples: 8, warmup: 0 },
  );
  expect(draft.operations).toEqual([{ name: 'search.clients_1' }, { name: 'search.clients_4' }]);
  expect(findings.map(({ subject, met }) => [subject, met])).toEqual([
    ['1 clients at once', false],
    ['4 clients at once', false],
  ]);
  expect(findings[1]?.actual).toMatch(/^\d of 8; tool search answered: busy$/);
  const total = (name: string) => (samples[name]?.length ?? 0) + (errors[name] ?? 0);
  expect([total('search.clients_1'), total('search.clients_4')]).toEqual([8, 8]);
  expect(notes[1]).toMatch(/^4 clients: \d+ calls\/s, p50 /);
  expect(Object.keys(metrics)).toEqual(['search.throughput_1', 'search.throughput_4']);
  expect(server.sessions.size).toBe(1);
  server.script = { tools: [], call: () => text('fine') };
  expect((await mcp.run('concurrency', { tool: 'search', clients: [3] }, { samples: 6 })).findings).toMatchObject([
    { actual: '6 of 6', met: true },
  ]);
});

test('a published server over HTTP stands 1, 4 and 16 clients', async () => {
  await using server = await startEverything();
  await using mcp = await connectComponent(doors, { url: server.url });
  const { unmet, samples } = await mcp.run('concurrency', { tool: 'echo', args: { message: 'x' } }, { samples: 32, warmup: 0 });
  expect(unmet).toEqual([]);
  expect(Object.keys(samples)).toEqual(['echo.clients_1', 'echo.clients_4', 'echo.clients_16']);
});
