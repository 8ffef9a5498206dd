import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack } from '../../src/execute/stack.ts';

const request = { uses: ['http'], seed: 7, faults: [] };
const signal = new AbortController().signal;

/** A child as the stack's: a real server; `mode` (an argument before the request) says how it misbehaves. */
const childSource = `
import { createServer } from 'node:net';
const [, , mode, request] = process.argv;
process.on('disconnect', () => process.exit(0));
if (mode === 'stubborn') process.on('SIGTERM', () => {});
if (mode === 'dies') {
  for (let line = 1; line <= 30; line += 1) process.stderr.write('line ' + line + '\\n');
  process.exit(3);
}
if (mode === 'fails') {
  process.send({ type: 'failed', reason: 'no engine for this platform' });
} else {
  const server = createServer((socket) => socket.end('hello'));
  server.listen(0, '127.0.0.1', () => {
    process.send({ type: 'unavailable', uses: 'snowflake', reason: 'no engine' });
    const settings = { port: server.address().port, pid: process.pid, request: JSON.parse(request), environment: process.env };
    process.send({ type: 'ready', endpoints: [{ uses: 'http', settings, describe: 'hello' }], starts: [] });
  });
}
if (mode === 'dies-later') process.on('message', () => {}), setTimeout(() => process.exit(7), 50);
`;

let directory = '';
let child = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'infra-test-stack-'));
  child = join(directory, 'child.mjs');
  writeFileSync(child, childSource);
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

interface Settings {
  readonly port: number;
  readonly pid: number;
  readonly request: unknown;
  readonly environment: Readonly<Record<string, string>>;
}

const settingsOf = (stack: { readonly endpoints: readonly { readonly settings: unknown }[] }): Settings =>
  stack.endpoints[0]?.settings as Settings;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function answerOf(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return data.toString();
}

test('starts the child with the request, waits until it is ready, ends it', async () => {
  let pid;
  {
    await using stack = await startStack({ command: [child, 'good'], request, signal });
    const settings = settingsOf(stack);
    ({ pid } = settings);
    expect(settings.request).toEqual(request);
    expect(stack.unavailable).toEqual([{ uses: 'snowflake', reason: 'no engine' }]);
    expect(await answerOf(settings.port)).toBe('hello');
  }
  expect(isAlive(pid)).toBe(false);
});

test('the child has only what it needs of our environment', async () => {
  const environment = {
    ...process.env,
    GITHUB_TOKEN: 'ghs_x',
    SNOWFLAKE_PASSWORD: 'pw',
    NODE_OPTIONS: '--no-warnings',
    LANG: 'C',
    INFRA_TEST_ENGINES: '/e',
  };
  await using stack = await startStack({ command: [child, 'good'], request, signal, environment });
  const seen = settingsOf(stack).environment;
  expect(seen).toMatchObject({ LANG: 'C', INFRA_TEST_ENGINES: '/e', NO_PROXY: '127.0.0.1', PATH: process.env['PATH'] });
  for (const name of ['GITHUB_TOKEN', 'SNOWFLAKE_PASSWORD', 'NODE_OPTIONS']) expect(seen).not.toHaveProperty(name);
});

test('a child that dies before it is ready is told with its last 20 lines', async () => {
  const error = await startStack({ command: [child, 'dies'], request, signal }).catch((error: unknown) => error);
  const { message } = error as Error;
  expect(message).toMatch(/^the embedded stack ended \(exit code 3\):\nline 11\n/);
  expect(message.endsWith('line 30')).toBe(true);
});

test('a child that says why it cannot start is believed and ended', async () => {
  await expect(startStack({ command: [child, 'fails'], request, signal })).rejects.toThrow('no engine for this platform');
});

test('a child that does not exist', async () => {
  await expect(startStack({ command: [join(directory, 'nothing.mjs')], request, signal })).rejects.toThrow(/Cannot find module/);
});

test('a child that dies later says so', async () => {
  await using stack = await startStack({ command: [child, 'dies-later'], request, signal });
  expect(await stack.closed).toBe('the embedded stack ended (exit code 7)');
});

test('a child that ignores SIGTERM is killed', async () => {
  const stack = await startStack({ command: [child, 'stubborn'], request, signal });
  await stack[Symbol.asyncDispose]();
  expect(await stack.closed).toBe('the embedded stack ended (SIGKILL)');
});

test('a stop ends a start that is under way', async () => {
  const aborted = AbortSignal.abort(new Error('stopped'));
  await expect(startStack({ command: [child, 'good'], request, signal: aborted })).rejects.toThrow('stopped');
  const controller = new AbortController();
  const starting = startStack({ command: [child, 'good'], request, signal: controller.signal });
  controller.abort(new Error('stopped while starting'));
  await expect(starting).rejects.toThrow('stopped while starting');
});

test('a stop leaves a stack that is ready: clean-up still needs it', async () => {
  const controller = new AbortController();
  await using stack = await startStack({ command: [child, 'good'], request, signal: controller.signal });
  controller.abort();
  expect(await answerOf(settingsOf(stack).port)).toBe('hello');
});

test('the child dies with its parent, however the parent dies', async () => {
  const parentSource = `
    import { startStack } from ${JSON.stringify(new URL('../../src/execute/stack.ts', import.meta.url).href)};
    const stack = await startStack({ command: [${JSON.stringify(child)}, 'good'], request: ${JSON.stringify(request)}, signal: new AbortController().signal });
    console.log(stack.endpoints[0].settings.pid);
    setInterval(() => {}, 1000);
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', parentSource], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(text.toString());
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});
