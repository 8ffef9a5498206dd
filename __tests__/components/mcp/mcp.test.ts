import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startEverything } from '../../../src/local/mcp/start-everything.ts';
import { Refusal } from '../../../src/std/errors.ts';
import { listenHttp, listenTcp } from '../http/servers.ts';
import { startAlone } from '../../local/mcp/start-server.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import { doors, publishedServer } from './doors.ts';
import { startScripted, text } from './scripted-server.ts';
import type { Script } from './scripted-server.ts';

const everythingFile = publishedServer('everything');

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('our server (2026-07-28)', () => {
  test('is spoken to in the modern era, and introduces itself', async () => {
    await using server = await startAlone();
    await using mcp = await connectComponent(doors, { url: server.url });
    expect(mcp.notes).toEqual(['infra-test-local 1.0.0 speaks MCP 2026-07-28 (modern)']);
    const { unmet, findings, values } = await mcp.run('discover');
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual(['server', 'protocol revision', 'capability tools']);
    expect(values).toMatchObject({
      name: 'infra-test-local',
      protocol: '2026-07-28',
      era: 'modern',
      capabilities: ['prompts', 'resources', 'tools'],
    });
    const { unmet: missing } = await mcp.run('discover', { capabilities: ['logging'] });
    expect(missing).toMatchObject([{ subject: 'capability logging', actual: 'not offered (it offers prompts, resources, tools)' }]);
  });

  test.each([
    ['legacy', '2025-11-25 (legacy)'],
    ['2026-07-28', '2026-07-28 (modern)'],
  ])('protocol: %s overrides', async (protocol, revision) => {
    await using server = await startAlone();
    await using mcp = await connectComponent(doors, { url: server.url, protocol });
    const { findings, unmet } = await mcp.run('discover');
    expect(findings[1]?.actual).toBe(revision);
    expect(unmet).toEqual([]);
  });

  test('lists tools with valid schemas, and says which required one is missing', async () => {
    await using server = await startAlone();
    await using mcp = await connectComponent(doors, { url: server.url });
    const { findings, unmet } = await mcp.run('tools', { require: ['ping', 'search_calls'] });
    expect(unmet).toEqual([]);
    expect(findings).toContainEqual({ subject: 'tool ping', expected: 'valid JSON Schema (2020-12)', actual: 'valid', met: true });
    const { unmet: missing } = await mcp.run('tools', { require: ['summarise'] });
    expect(missing).toMatchObject([{ subject: 'tool summarise', expected: 'listed', actual: expect.stringMatching(/^not among ping, /) }]);
  });

  test('a call gives result, text, size; structured content wins over text', async () => {
    await using server = await startAlone();
    await using mcp = await connectComponent(doors, { url: server.url });
    const { values, error } = await mcp.run('call', { tool: 'ping' });
    expect(error).toBeUndefined();
    expect(values).toMatchObject({ text: 'pong', result: 'pong', is_error: false });
    expect(values['size']).toBeGreaterThan(10);
    expect(await mcp.capabilities.tool?.call('ping', {}, AbortSignal.timeout(5000))).toBe('pong');
  });

  test('an error result fails the call with the words of the tool, unless it is expected', async () => {
    await using server = await startAlone({ faults: ['dead-tool'] });
    await using mcp = await connectComponent(doors, { url: server.url });
    const options = { tool: 'search_calls', args: { query: 'price' } };
    const { error, values } = await mcp.run('call', options);
    expect(error).toMatchObject({ name: 'Refusal', code: 'tool-error', message: 'tool search_calls answered: search backend unavailable' });
    expect(values['is_error']).toBe(true);
    const expected = await mcp.run('call', { ...options, is_error: true });
    expect(expected).toMatchObject({ unmet: [], findings: [{ expected: 'an error', actual: 'an error' }] });
    expect((await mcp.run('call', { tool: 'ping', is_error: true })).unmet).toHaveLength(1);
    expect((await mcp.run('call-latency', options)).error).toMatchObject({ code: 'tool-error' });
    await expect(mcp.capabilities.tool?.call('search_calls', options.args, AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'tool-error',
    });
  });

  test('calls are timed', async () => {
    await using server = await startAlone();
    await using mcp = await connectComponent(doors, { url: server.url });
    const calls = await mcp.run('call-latency', { tool: 'ping' }, { samples: 5 });
    expect(calls.samples['ping']).toHaveLength(5);
    expect(calls.draft).toMatchObject({ name: 'call-latency.ping', operations: [{ name: 'ping', target: 'ping p(95) < 200ms' }] });
  });

  test('refuses a foreign origin and an unknown tool', async () => {
    await using server = await startAlone();
    await using mcp = await connectComponent(doors, { url: server.url });
    expect(await mcp.run('refuses-foreign-origin')).toMatchObject({ unmet: [], findings: [{ actual: 'status 403' }] });
    const unknown = await mcp.run('refuses-unknown-tool');
    expect(unknown).toMatchObject({ unmet: [], findings: [{ expected: 'refused' }] });
    expect(unknown.error).toBeUndefined();
  });
});

describe('a published server (2025-11-25)', () => {
  test('over HTTP: auto falls back, all checks work, and the origin is a real finding', async () => {
    await using server = await startEverything();
    await using mcp = await connectComponent(doors, { url: server.url });
    expect(mcp.notes[0]).toMatch(/speaks MCP 2025-11-25 \(legacy\)$/);
    const tools = await mcp.run('tools', { require: ['echo'] });
    expect(tools.unmet).toEqual([]);
    expect(tools.findings.length).toBeGreaterThan(8);
    const echo = await mcp.run('call', { tool: 'echo', args: { message: 'hello' } });
    expect(echo.values['text']).toMatch(/hello/);
    expect((await mcp.run('refuses-foreign-origin')).unmet).toMatchObject([{ expected: 'status 403', actual: 'status 200' }]);
    expect((await mcp.run('refuses-unknown-tool')).unmet).toEqual([]);
  });

  test('a pinned revision that it does not speak is refused', async () => {
    await using server = await startEverything();
    await expect(connectComponent(doors, { url: server.url, protocol: '2026-07-28' })).rejects.toMatchObject({ name: 'Refusal' });
  });

  test('over stdio one process is started, because auto would start a second one for its probe', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'infra-test-mcp-'));
    const log = join(directory, 'starts');
    const preload = `data:text/javascript,${encodeURIComponent(`import { appendFileSync } from 'node:fs'; appendFileSync(process.env.LOG, '.');`)}`;
    const declared = { command: process.execPath, args: ['--import', preload, everythingFile, 'stdio'], env: { LOG: log } };
    await using mcp = await connectComponent(doors, declared);
    expect(mcp.notes[0]).toMatch(/legacy/);
    expect(readFileSync(log, 'utf8')).toBe('.');
    rmSync(directory, { recursive: true });
  });

  test('over stdio: a server that does not want to end is ended all the same', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'infra-test-mcp-'));
    const log = join(directory, 'pid');
    const stubborn = `import { writeFileSync } from 'node:fs'; writeFileSync(process.env.LOG, String(process.pid));
      process.on('SIGTERM', () => {}); process.exit = () => {}; setInterval(() => {}, 1000);`;
    const preload = `data:text/javascript,${encodeURIComponent(stubborn)}`;
    const declared = { command: process.execPath, args: ['--import', preload, everythingFile, 'stdio'], env: { LOG: log } };
    const mcp = await connectComponent(doors, declared);
    const pid = Number(readFileSync(log, 'utf8'));
    expect(process.kill(pid, 0)).toBe(true);
    await mcp[Symbol.asyncDispose]();
    await expect.poll(() => isRunning(pid)).toBe(false);
    rmSync(directory, { recursive: true });
  });

  test('over stdio: environment given explicitly, ended with the connection', async () => {
    process.env['INFRA_TEST_CANARY'] = 'not for children';
    try {
      const declared = { command: process.execPath, args: [everythingFile, 'stdio'], env: { GIVEN: 'yes' } };
      await using mcp = await connectComponent(doors, declared);
      const environment = await mcp.run('call', { tool: 'get-env' });
      expect(environment.values['result']).toMatchObject({ GIVEN: 'yes' });
      expect(environment.values['result']).not.toHaveProperty('INFRA_TEST_CANARY');
    } finally {
      delete process.env['INFRA_TEST_CANARY'];
    }
  });
});

const object = { type: 'object', properties: {} };
const odd: Script = {
  tools: [
    { name: 'old', inputSchema: { ...object, $schema: 'http://json-schema.org/draft-07/schema#' } },
    { name: 'new', inputSchema: object },
    { name: 'wrong', inputSchema: { type: 'object', properties: { a: { type: 'strin' } } } },
    {
      name: 'pattern',
      inputSchema: {
        type: 'object',
        properties: { a: { type: 'string', default: { pattern: ')' } }, b: { anyOf: [{ type: 'string', pattern: '(' }] } },
      },
    },
    { name: 'exotic', inputSchema: { ...object, $schema: 'https://example.com/mine' } },
  ],
  call(tool, { bytes }) {
    if (tool === 'big') return text('x'.repeat(Number(bytes)));
    if (tool === 'mute') return undefined;
    const parts = ['[1]', 'and more'].map((words) => ({ type: 'text', text: words }));
    return { content: parts, structuredContent: { from: 'structure' } };
  },
};

describe('servers that misbehave', () => {
  test('broken schemas are findings of their tool', async () => {
    await using server = await startScripted(odd);
    await using mcp = await connectComponent(doors, { url: server.url });
    const { findings, error } = await mcp.run('tools');
    expect(error).toBeUndefined();
    const actual = Object.fromEntries(findings.map((finding) => [finding.subject, `${finding.expected}: ${finding.actual}`]));
    expect(actual['tool old']).toBe('valid JSON Schema (draft-07): valid');
    expect(actual['tool new']).toBe('valid JSON Schema (2020-12): valid');
    expect(actual['tool wrong']).toMatch(/input schema: \/properties\/a\/type must be/);
    expect(actual['tool pattern']).toMatch(/input schema: "\(" is no regular expression/);
    expect(actual['tool exotic']).toMatch(/dialect https:\/\/example.com\/mine, which is not known/);
  });

  test('a result above 1 MiB, and an answer above 8 MiB, are refused', async () => {
    await using server = await startScripted(odd);
    await using mcp = await connectComponent(doors, { url: server.url });
    expect((await mcp.run('call', { tool: 'big', args: { bytes: 2_000_000 } })).error).toMatchObject({ code: 'RESULT_TOO_LARGE' });
    expect((await mcp.run('call', { tool: 'big', args: { bytes: 9_000_000 } })).error).toMatchObject({ code: 'ANSWER_TOO_LARGE' });
  });

  test('structured content wins over text; text parts stand one after the other', async () => {
    await using server = await startScripted(odd);
    await using mcp = await connectComponent(doors, { url: server.url });
    const { values } = await mcp.run('call', { tool: 'both' });
    expect(values).toMatchObject({ result: { from: 'structure' }, text: '[1]\nand more' });
  });

  test('a tool that never answers ends with the signal', async () => {
    await using server = await startScripted(odd);
    await using mcp = await connectComponent(doors, { url: server.url });
    const { error } = await mcp.run('call', { tool: 'mute' }, { signal: AbortSignal.timeout(200) });
    expect(error).toMatchObject({ name: 'TransportError', kind: 'timeout', message: 'tool mute: no answer in time' });
  });

  test('429 and 5xx are transport errors with the time to wait, 401 is a refusal', async () => {
    let status = 429;
    await using server = await listenHttp((_, answer) => void answer.writeHead(status, { 'retry-after': '3' }).end());
    const connecting = async () => await connectComponent(doors, { url: `http://${server.at}/mcp` });
    await expect(connecting()).rejects.toMatchObject({ name: 'TransportError', kind: '429', retryAfterMilliseconds: 3000 });
    status = 503;
    await expect(connecting()).rejects.toMatchObject({ name: 'TransportError', kind: '5xx' });
    status = 401;
    await expect(connecting()).rejects.toMatchObject({ name: 'Refusal', code: '401' });
    status = 404;
    await expect(connecting()).rejects.toBeInstanceOf(Refusal);
  });

  test('silence, a closed port, a program that does not exist or dies: transport errors', async () => {
    await using silent = await listenTcp(() => undefined);
    const signal = AbortSignal.timeout(200);
    await expect(connectComponent(doors, { url: `http://${silent.at}/mcp` }, { signal })).rejects.toMatchObject({ kind: 'timeout' });
    await expect(connectComponent(doors, { url: 'http://127.0.0.1:9/mcp' })).rejects.toMatchObject({
      kind: 'network',
      message: expect.stringContaining('nothing listens there'),
    });
    await expect(connectComponent(doors, { command: '/no/such/program' })).rejects.toMatchObject({ kind: 'network' });
    const dying = { command: process.execPath, args: ['-e', 'console.error("no licence"); process.exit(1)'] };
    await expect(connectComponent(doors, dying)).rejects.toMatchObject({ kind: 'network', message: expect.stringContaining('no licence') });
  });

  test('addresses are judged', async () => {
    const environment = { ...loopback, network: 'public' as const };
    await expect(connectComponent(doors, { url: 'http://127.0.0.1:9/mcp' }, { environment })).rejects.toMatchObject({
      name: 'ForbiddenAddress',
    });
  });
});

describe('settings', () => {
  test.each([
    [{}, /either url or command/],
    [{ url: 'http://x.test/mcp', command: 'x' }, /either url or command/],
    [{ command: 'x', headers: { a: 'b' } }, /headers need a url/],
    [{ url: 'http://x.test/mcp', args: [] }, /need a command/],
    [{ url: 'file:///etc/passwd' }, /http or https/],
    [{ url: 'http://x.test/mcp', protocol: '2024-11-05' }, /2026-07-28/],
  ])('refuses %j', (declared, message) => {
    expect(() => expand(doors, 'discover', {}, declared)).toThrow(message);
  });

  test('a server over stdio has no origin', () => {
    expect(() => expand(doors, 'refuses-foreign-origin', {}, { command: 'x' })).toThrow(/needs a url/);
  });

  test('operations have names that conditions can say', () => {
    const [draft] = expand(doors, 'call-latency', { tool: '1.files/read-2' }, { url: 'http://x.test/mcp' });
    expect(draft?.operations).toEqual([{ name: '_1_files_read_2', target: '_1_files_read_2 p(95) < 200ms' }]);
  });
});
