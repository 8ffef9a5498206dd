import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startEverything } from '../../../src/local/mcp/start-everything.ts';
import { connectComponent } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { doors, publishedServer } from './doors.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'infra-test-published-'));
const stdio = (name: Parameters<typeof publishedServer>[0], ...args: readonly string[]) => ({
  command: process.execPath,
  args: [publishedServer(name), ...args],
});

/** Checks that need nothing of the server: each with a result that is as the facts say. */
async function expectListedAndStable(mcp: Connected, tools: number): Promise<void> {
  const listed = await mcp.run('tools');
  expect(listed.unmet).toEqual([]);
  expect(listed.values['tools']).toHaveLength(tools);
  const configDirectory = folder();
  const drift = { snapshot: 'tools.json' };
  await mcp.run('schema-drift', drift, { configDirectory, updatesSnapshots: true });
  expect((await mcp.run('schema-drift', drift, { configDirectory })).unmet).toEqual([]);
  expect((await mcp.run('discover')).unmet).toEqual([]);
  expect((await mcp.run('refuses-unknown-tool')).unmet).toEqual([]);
}

describe('server-everything', () => {
  test('over HTTP: sessions answer 400 after their end, every origin is let in, plain paths are not found', async () => {
    await using server = await startEverything();
    await using mcp = await connectComponent(doors, { url: server.url });
    await expectListedAndStable(mcp, 13);
    expect((await mcp.run('handshake', {}, { samples: 2 })).unmet).toMatchObject([{ actual: 'status 400' }]);
    expect((await mcp.run('refuses-foreign-origin')).unmet).not.toEqual([]);
    expect((await mcp.run('health', { path: '/health' }, { samples: 1 })).error).toMatchObject({ code: '404' });
  });

  test('over stdio: generated calls of what is harmless; a tool that answers as a task is named and not called', async () => {
    await using mcp = await connectComponent(doors, { ...stdio('everything', 'stdio'), env: { APP_PASSWORD: 'hunter2hunter2' } });
    await expectListedAndStable(mcp, 13);
    const allow = ['echo', 'get-sum', 'get-tiny-image', 'get-structured-content', 'simulate-research-query', 'get-env'];
    const { findings, notes } = await mcp.run('generated-calls', { allow, runs: 5 });
    expect(findings.filter(({ met }) => !met)).toMatchObject([
      {
        subject: 'tool get-env',
        actual: expect.stringMatching(/^leak in call 1: it answered with the value of env APP_PASSWORD at .*Smallest arguments: \{\}/),
      },
    ]);
    expect(findings).toHaveLength(5);
    expect(notes).toContain('simulate-research-query is not called: it answers as a task only');
  });
});

describe('server-filesystem', () => {
  test('writes where it may, so only reading is allowed here; paths that do not exist are errors of the tools', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'a.txt'), 'one');
    await using mcp = await connectComponent(doors, stdio('filesystem', directory));
    await expectListedAndStable(mcp, 14);
    const { unmet, notes } = await mcp.run('generated-calls', { allow: ['read_text_file', 'list_directory'], runs: 10 });
    expect(unmet).toEqual([]);
    expect(notes.join('\n')).toMatch(/read_text_file: an error is the answer to \d+ of 10 calls/);
    expect(readdirSync(directory)).toEqual(['a.txt']);
    const read = await mcp.run('call', { tool: 'read_text_file', args: { path: join(directory, 'a.txt') } });
    expect(read).toMatchObject({ unmet: [], values: { text: 'one' } });
    const outside = await mcp.run('call', { tool: 'read_text_file', args: { path: '/etc/hostname' }, is_error: true });
    expect(outside.unmet).toEqual([]);
  });

  test('what it reads is looked into', async () => {
    const directory = folder();
    writeFileSync(join(directory, '.env'), 'REGION=eu\nDB_PASSWORD=hunter2hunter2\n');
    await using mcp = await connectComponent(doors, stdio('filesystem', directory));
    const { unmet } = await mcp.run('call', { tool: 'read_text_file', args: { path: join(directory, '.env') } });
    expect(unmet[0]).toMatchObject({
      subject: 'tool read_text_file',
      actual: 'a value with the name of a secret at content[0].text.DB_PASSWORD',
    });
  });

  test('an allowed tool that writes is called, because the config says so', async () => {
    const directory = folder();
    await using mcp = await connectComponent(doors, stdio('filesystem', directory));
    const { values } = await mcp.run('call', { tool: 'write_file', args: { path: join(directory, 'b.txt'), content: 'two' } });
    expect(values['is_error']).toBe(false);
    expect(readFileSync(join(directory, 'b.txt'), 'utf8')).toBe('two');
  });
});

test('server-memory', async () => {
  const env = { MEMORY_FILE_PATH: join(folder(), 'memory.json') };
  await using mcp = await connectComponent(doors, { ...stdio('memory'), env });
  await expectListedAndStable(mcp, 9);
  const { unmet } = await mcp.run('generated-calls', { allow: ['read_graph', 'search_nodes', 'open_nodes'], runs: 10 });
  expect(unmet).toEqual([]);
});

test('server-sequential-thinking', async () => {
  await using mcp = await connectComponent(doors, stdio('sequential-thinking'));
  await expectListedAndStable(mcp, 1);
  const { findings } = await mcp.run('generated-calls', { allow: ['sequentialthinking'], runs: 15 });
  expect(findings).toHaveLength(1);
  const health = await mcp.run('health', {}, { samples: 9, warmup: 0 });
  expect(health.samples['health']).toHaveLength(3);
  expect((await mcp.run('resources')).unmet).toMatchObject([{ subject: 'capability resources' }]);
});
