import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startEndpoints } from '../../src/local/stack.ts';
import { checkFaults, faults } from '../../src/local/faults.ts';
import type { StackEndpoint, StackReply } from '../../src/model/stack.ts';

const main = fileURLToPath(new URL('../../src/local/main.ts', import.meta.url));
const own = ['pinecone', 'http', 'mcp'];

/** Starts the child and gives its replies up to the last one. */
async function startChild(request: unknown, environment: NodeJS.ProcessEnv = {}) {
  const argument = typeof request === 'string' ? request : JSON.stringify(request);
  const child = fork(main, [argument], { execArgv: [], detached: true, env: { ...process.env, ...environment } });
  const replies: StackReply[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.on('message', (message) => {
    replies.push(message as StackReply);
    if (replies.at(-1)?.type !== 'unavailable') resolve();
  });
  child.on('exit', (code) => reject(new Error(`The child ended with ${code} before its last reply.`)));
  await promise;
  return { child, replies, [Symbol.asyncDispose]: () => endChild(child) };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function endpointsOf(replies: readonly StackReply[]): readonly StackEndpoint[] {
  const last = replies.at(-1);
  if (last?.type !== 'ready') throw new Error(`Expected the reply "ready", got ${JSON.stringify(last)}.`);
  return last.endpoints;
}

function urlsOf(endpoints: readonly StackEndpoint[]): readonly string[] {
  return endpoints.map(({ settings: { controller_url, connect_to, url } }) => {
    const address = controller_url ?? url;
    return typeof address === 'string' ? address : `https://${JSON.stringify(connect_to).slice(1, -1)}`;
  });
}

/** A new connection each time: a client that keeps connections would notice the end of the old one instead. */
async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function listening(urls: readonly string[]): Promise<readonly boolean[]> {
  return await Promise.all(urls.map(isListening));
}

describe('startEndpoints', () => {
  it('gives each kind the settings that lead to it', async () => {
    await using stack = await startEndpoints({ uses: [...own, 'flow'], seed: 7, faults: [] });
    expect(stack.unavailable).toEqual([]);
    expect(stack.endpoints.map(({ uses, host, settings }) => [uses, host, Object.keys(settings)])).toEqual([
      ['pinecone', undefined, ['api_key', 'controller_url']],
      ['http', undefined, ['connect_to', 'ca']],
      ['mcp', 'tools.example.test', ['url']],
      ['mcp', 'protected.example.test', ['url', 'token', 'tokens']],
      ['mcp', 'everything.example.test', ['url']],
    ]);
  });

  it('starts the index and the warehouse that MCP needs without showing them, and stops everything', async () => {
    const stack = await startEndpoints({ uses: ['mcp'], seed: 7, faults: [] });
    expect(stack.endpoints.map(({ uses }) => uses)).toEqual(['mcp', 'mcp', 'mcp']);
    const urls = urlsOf(stack.endpoints);
    expect(await listening(urls)).toEqual([true, true, true]);
    const ready = await fetch(new URL('/ready', urls[0]));
    expect(await ready.json()).toEqual({ ready: true, index: 'ok', warehouse: 'ok' });
    await stack[Symbol.asyncDispose]();
    expect(await listening(urls)).toEqual([false, false, false]);
  });

  it('takes the port that is asked for', async () => {
    await using first = await startEndpoints({ uses: ['pinecone'], seed: 7, faults: [] });
    const port = Number(new URL(urlsOf(first.endpoints)[0] ?? '').port);
    await first[Symbol.asyncDispose]();
    await using second = await startEndpoints({ uses: ['pinecone'], seed: 7, faults: [], ports: { pinecone: port } });
    expect(urlsOf(second.endpoints)).toEqual([`http://127.0.0.1:${port}`]);
    // The port is taken now: the start fails, and what had started beside it is stopped.
    await expect(startEndpoints({ uses: ['http', 'pinecone'], seed: 7, faults: [], ports: { pinecone: port } })).rejects.toThrow(
      'another program listens there',
    );
  });

  it('lists a kind without an endpoint as unavailable', async () => {
    await using stack = await startEndpoints({ uses: ['toString', 'http'], seed: 7, faults: [] });
    expect(stack.unavailable).toEqual([{ uses: 'toString', reason: 'The embedded stack has no endpoint for "toString".' }]);
    expect(stack.endpoints).toHaveLength(1);
  });
});

describe('faults', () => {
  it('are a closed list, each with a sentence', () => {
    for (const sentence of Object.values(faults)) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(checkFaults(['api-500'])).toEqual(['api-500']);
    expect(() => checkFaults(['api-500', 'toString'])).toThrow('There is no fault "toString" to plant. Known faults: missing-column, ');
  });

  it('that are unknown stop the start', async () => {
    await expect(startEndpoints({ uses: ['http'], seed: 7, faults: ['nothing'] })).rejects.toThrow('There is no fault "nothing"');
  });
});

describe('the child process', () => {
  it('ends with its endpoints and its own child when the parent closes the channel', async () => {
    await using started = await startChild({ uses: own, seed: 7, faults: [] });
    const urls = urlsOf(endpointsOf(started.replies));
    expect(await listening(urls)).toEqual([true, true, true, true, true]);
    const exited = once(started.child, 'exit');
    started.child.disconnect();
    expect(await exited).toEqual([0, null]);
    expect(await listening(urls)).toEqual([false, false, false, false, false]);
  });

  it('has MCP servers without the engine of Snowflake, whose tools say why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'infra-test-engines-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(
      fileURLToPath(new URL('../../node_modules/@modelcontextprotocol', import.meta.url)),
      join(folder, 'node_modules/@modelcontextprotocol'),
    );
    await using started = await startChild({ uses: ['mcp', 'snowflake'], seed: 7, faults: [] }, { INFRA_TEST_ENGINES: folder });
    expect(started.replies[0]).toMatchObject({ type: 'unavailable', uses: 'snowflake' });
    const [ours] = urlsOf(endpointsOf(started.replies));
    const ready = await fetch(new URL('/ready', ours));
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, index: 'ok', warehouse: expect.stringContaining('The embedded stack needs the package') as string },
    ]);
    rmSync(folder, { recursive: true });
  });

  it('ends when the parent is killed', async () => {
    const script = `
      import { fork } from 'node:child_process';
      const child = fork(${JSON.stringify(main)}, [process.argv[1]], { execArgv: [] });
      child.on('message', (reply) => console.log(JSON.stringify({ pid: child.pid, reply })));
    `;
    const request = JSON.stringify({ uses: ['mcp'], seed: 7, faults: [] });
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script, request], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string];
    const { reply } = JSON.parse(line) as { readonly reply: StackReply };
    const urls = urlsOf(endpointsOf([reply]));
    // The child holds the parent's output open, so its end is the end of the stack.
    const ended = once(parent.stdout, 'close');
    parent.kill('SIGKILL');
    await ended;
    expect(await listening(urls)).toEqual([false, false, false]);
  });

  it.skipIf(process.platform === 'win32')('ends in order on SIGTERM', async () => {
    await using started = await startChild({ uses: ['mcp'], seed: 7, faults: [] });
    const urls = urlsOf(endpointsOf(started.replies));
    const exited = once(started.child, 'exit');
    started.child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(await listening(urls)).toEqual([false, false, false]);
  });

  it.skipIf(process.platform === 'win32')(
    'outlives the SIGINT that Ctrl-C sends to the whole process group, so that the parent can clean up',
    async () => {
      await using started = await startChild({ uses: ['mcp'], seed: 7, faults: [] });
      const urls = urlsOf(endpointsOf(started.replies));
      process.kill(-(started.child.pid ?? 0), 'SIGINT');
      // Each answer takes a turn of the event loop of its process, after the signal.
      for (const url of urls) expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
      expect(await listening(urls)).toEqual([true, true, true]);
      const exited = once(started.child, 'exit');
      started.child.disconnect();
      expect(await exited).toEqual([0, null]);
      expect(await listening(urls)).toEqual([false, false, false]);
    },
  );

  it('says which engines are missing and starts the rest', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'no-engines-'));
    try {
      await using started = await startChild({ uses: own, seed: 7, faults: [] }, { INFRA_TEST_ENGINES: directory });
      expect(started.replies[0]).toEqual({
        type: 'unavailable',
        uses: 'mcp',
        reason: expect.stringMatching(
          /^The embedded stack needs the package @modelcontextprotocol\/[a-z-]+, which is not installed in /,
        ) as unknown,
      });
      expect(endpointsOf(started.replies).map(({ uses }) => uses)).toEqual(['pinecone', 'http']);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it.each([
    [{ uses: ['http'], seed: 7, faults: ['nothing'] }, 'There is no fault "nothing"'],
    [{ uses: 'http' }, 'The request needs "uses" and "seed"'],
    ['{', 'JSON'],
  ])('answers the request %j by a failure and ends', async (request, reason) => {
    await using started = await startChild(request);
    expect(started.replies).toEqual([
      { type: 'failed', isInput: reason.startsWith('There is no fault'), reason: expect.stringContaining(reason) as unknown },
    ]);
    if (started.child.exitCode === null) await once(started.child, 'exit');
    expect(started.child.exitCode).toBe(1);
  });

  it('says how to start it when there is no channel', async () => {
    const child = spawn(process.execPath, [main, '{}'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [text] = (await once(child.stderr.setEncoding('utf8'), 'data')) as [string];
    expect(text).toContain('infra-test up');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(2);
  });
});
