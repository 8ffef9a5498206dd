import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import component from '../../../../src/components/mcp/index.ts';
import { settings } from '../../../../src/components/mcp/settings.ts';
import { listeners, memoryLimitOf, portsOf } from '../../../../src/components/mcp/runtime/process/process-facts.ts';
import { ProcessRuntime } from '../../../../src/components/mcp/runtime/process/process-runtime.ts';
import { Supervisor } from '../../../../src/components/mcp/runtime/process/supervisor.ts';
import type { RestartPolicy } from '../../../../src/components/mcp/runtime/server-runtime.ts';
import { listenTcp } from '../../http/servers.ts';
import { connectComponent, loopback } from '../../run-check.ts';
import { modernFile } from './modern.ts';

const doors = { settings, component };
const chaos = { ...loopback, chaos: 'allow' as const };
const everything = fileURLToPath(import.meta.resolve('@modelcontextprotocol/server-everything/dist/index.js'));
const node = process.execPath;

/** The machine may have much else to do. */
const patience = { timeout: 10_000 };

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the supervisor', () => {
  test.each<[RestartPolicy, number, boolean]>([
    ['no', 1, false],
    ['on-failure', 0, false],
    ['on-failure', 1, true],
    ['unless-stopped', 0, true],
    ['always', 0, true],
  ])('%s, ended with %i: restarted %s', async (restart, exitCode, isRestarted) => {
    await using supervisor = new Supervisor({ command: [node, '-e', `process.exit(${exitCode})`], env: {}, restart });
    await supervisor.start();
    await expect.poll(() => supervisor.status, patience).toBe(isRestarted ? 'restarting' : 'exited');
    expect(supervisor.exitCode).toBe(exitCode);
    if (isRestarted) await expect.poll(() => supervisor.restartCount, patience).toBeGreaterThan(0);
    else expect(supervisor.events.map(({ name }) => name)).toEqual(['start', 'die']);
  });

  test('a signal is told as engines do, 128 and its number', async () => {
    await using supervisor = new Supervisor({ command: [node, '-e', 'setInterval(() => {}, 1000)'], env: {}, restart: 'no' });
    await supervisor.start();
    process.kill(supervisor.pid ?? 0, 'SIGKILL');
    await expect.poll(() => supervisor.exitCode, patience).toBe(137);
  });

  test('a program that does not exist is a transport error', async () => {
    await using supervisor = new Supervisor({ command: ['/no/such/program'], env: {}, restart: 'always' });
    await expect(supervisor.start()).rejects.toMatchObject({
      name: 'TransportError',
      message: expect.stringContaining('/no/such/program'),
    });
  });

  test('what the server starts ends with it', async () => {
    const script =
      "const c=require('child_process').spawn(process.execPath,['-e','setInterval(()=>{},1000)']);console.log(c.pid);setInterval(()=>{},1000)";
    const supervisor = new Supervisor({ command: [node, '-e', script], env: {}, restart: 'no' });
    await supervisor.start();
    await expect.poll(() => supervisor.lastWords, patience).toMatch(/\d+/);
    const child = Number(supervisor.lastWords);
    expect(isRunning(child)).toBe(true);
    await supervisor[Symbol.asyncDispose]();
    await expect.poll(() => isRunning(child), patience).toBe(false);
  });

  test('server and all end when the run is killed', async () => {
    const source = new URL('../../../../src/components/mcp/runtime/process/supervisor.ts', import.meta.url);
    const script = `
      const { Supervisor } = await import(${JSON.stringify(source.href)});
      const supervisor = new Supervisor({ command: [process.execPath, '-e', 'setInterval(() => {}, 1000)'], env: {}, restart: 'always' });
      await supervisor.start();
      console.log(supervisor.pid);
      setInterval(() => {}, 1000);
    `;
    const run = spawn(node, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = (await once(run.stdout, 'data')) as [Buffer];
    const server = Number(text.toString());
    expect(isRunning(server)).toBe(true);
    run.kill('SIGKILL');
    await expect.poll(() => isRunning(server), patience).toBe(false);
  });
});

describe.skipIf(process.platform !== 'linux')('what Linux says of a process', () => {
  test('its ports and at which address', async () => {
    await using server = await listenTcp(() => undefined);
    expect(portsOf(process.pid)).toContainEqual({ port: server.port, machinePort: server.port, address: '127.0.0.1' });
  });

  test('lines of /proc/net/tcp and tcp6', () => {
    const line = (local: string, state: string) =>
      `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  0 0 4711 1 0 100`;
    const addressOf = (local: string) => listeners(`head\n${line(local, '0A')}\n`).map(({ port }) => `${port.address} ${port.port}`);
    expect(addressOf('0100007F:1F90')).toEqual(['127.0.0.1 8080']);
    expect(addressOf('00000000:0050')).toEqual(['0.0.0.0 80']);
    expect(addressOf('00000000000000000000000000000000:0050')).toEqual([':: 80']);
    expect(addressOf('00000000000000000000000001000000:0050')).toEqual(['::1 80']);
    expect(addressOf('0000000000000000FFFF00000100007F:0050')).toEqual(['0000:0000:0000:0000:0000:ffff:7f00:0001 80']);
    expect(listeners(`head\n${line('0100007F:1F90', '01')}\n`)).toEqual([]);
    expect(listeners('')).toEqual([]);
  });

  test('its limit of memory', async () => {
    const declared = { process: { command: node, args: ['-e', 'setInterval(() => {}, 1000)'] }, memory: '2GB' };
    await using limited = await ProcessRuntime.start(declared, 1);
    // `prlimit` sets it and becomes the server.
    await expect.poll(async () => (await limited.inspect()).limits, patience).toEqual({ memoryBytes: 2e9 });
    expect(memoryLimitOf(0)).toBeUndefined();
  });

  test('a published server that listens on all interfaces is found by the ports alone', async () => {
    const runtime = { process: { command: node, args: [everything, 'streamableHttp'] }, restart: 'always' };
    await using mcp = await connectComponent(doors, { runtime });
    const { unmet } = await mcp.run('deployment', { root: true }, { draft: 'deployment.ports' });
    expect(unmet).toMatchObject([{ actual: expect.stringMatching(/^open at \[::\]:\d+: other machines reach it$/) }]);
    expect((await mcp.run('deployment', { root: true }, { draft: 'deployment.health' })).unmet).toEqual([]);
    // Its sessions are in its memory.
    const { unmet: lost } = await mcp.run('session-survives', {}, { environment: chaos });
    expect(lost).toMatchObject([{ subject: 'an open session after a crash', actual: expect.stringMatching(/^is lost: 400/) }]);
  });
});

test('the server sees what is declared and how to be found, and nothing of our environment', async () => {
  process.env['INFRA_TEST_CANARY'] = 'not for children';
  try {
    const args = ['-e', 'console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)'];
    await using runtime = await ProcessRuntime.start({ process: { command: node, args, env: { GIVEN: 'yes' } } }, 4711);
    await expect.poll(() => runtime.lastWords(), patience).toContain('}');
    expect(JSON.parse(await runtime.lastWords())).toMatchObject({ GIVEN: 'yes', PORT: '4711', PATH: process.env['PATH'] });
    expect(await runtime.lastWords()).not.toContain('CANARY');
  } finally {
    delete process.env['INFRA_TEST_CANARY'];
  }
});

test('a server that is away for good is not waited for', async () => {
  const runtime = { process: { command: node, args: [modernFile], env: { PORT: '0', HOST: 'no.such.host.invalid' } } };
  await expect(connectComponent(doors, { runtime })).rejects.toMatchObject({
    name: 'Refusal',
    code: 'EXITED',
    message: expect.stringMatching(/exited, last exit code 1; its last words:.*no\.such\.host/s),
  });
});

test('of its last words no part of a secret is shown, wherever they are cut', async () => {
  const words = "'password in https://admin:hunter2hunter2@db.test/' + 'y'.repeat(983)";
  const runtime = { process: { command: node, args: ['-e', `console.error(${words}); process.exit(1)`] } };
  const connecting = connectComponent(doors, { runtime });
  await expect(connecting).rejects.toMatchObject({ message: expect.stringMatching(/its last words: .*y{900}/) });
  await expect(connecting).rejects.toMatchObject({ message: expect.not.stringContaining('hunter2') });
});
