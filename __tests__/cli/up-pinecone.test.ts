import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Pinecone } from '@pinecone-database/pinecone';
import { expect, test } from 'vitest';
import { folderWith, runCli, startCli } from './run-cli.ts';

interface Printed {
  readonly settings: { readonly api_key: string; readonly controller_url: string };
  readonly access: {
    readonly keys: readonly { readonly role: string; readonly project?: string; readonly apiKey: string }[];
    readonly kept: boolean;
    readonly lost: readonly string[];
    readonly admin?: { readonly url: string; readonly token: string };
  };
  readonly connect: {
    readonly node: { readonly apiKey: string; readonly controllerHostUrl: string };
    readonly environment: Readonly<Record<string, string>>;
  };
}

async function readyEndpoint(child: ChildProcess): Promise<Printed> {
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  const [endpoint] = JSON.parse(line) as [Printed];
  return endpoint;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  child.kill(signal);
  return (await closed)[0];
}

test('up pinecone tells how to connect, and keeps the project in a folder', async () => {
  const folder = folderWith({});
  const args = ['up', 'pinecone', '--data', 'project', '--admin', '--json'];
  const first = startCli(args, folder);
  const printed = await readyEndpoint(first);
  expect(printed.access).toMatchObject({ kept: false, lost: [] });
  expect(printed.access.keys.map(({ role }) => role)).toEqual(['ProjectEditor', 'DataPlaneViewer']);
  const client = new Pinecone(printed.connect.node);
  const { url = '', token = '' } = printed.access.admin ?? {};
  const body = JSON.stringify({ role: 'ProjectViewer', project: 'other' });
  expect((await fetch(`${url}/keys`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body })).status).toBe(201);
  await client.createIndex({ name: 'kept', dimension: 2, metric: 'cosine', spec: { serverless: { cloud: 'aws', region: 'us-east-1' } } });
  await client.index({ host: `${printed.settings.controller_url}/i/kept` }).upsert({ records: [{ id: 'a', values: [1, 0] }] });
  expect(await stop(first, 'SIGKILL')).toBeNull();
  const second = startCli(args, folder);
  const again = await readyEndpoint(second);
  expect(again.access).toMatchObject({ kept: true, lost: [] });
  expect(again.settings.api_key).toBe(printed.settings.api_key);
  expect(again.access.keys.map(({ role, project }) => [role, project])).toEqual([['ProjectEditor', undefined], ['DataPlaneViewer', undefined], ['ProjectViewer', 'other']]); // prettier-ignore
  const index = new Pinecone(again.connect.node).index({ host: `${again.settings.controller_url}/i/kept` });
  expect(Object.keys((await index.fetch({ ids: ['a'] })).records)).toEqual(['a']);
  expect(await runCli(args, folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/another process \(\d+\) uses this folder/) as string,
  });
  expect(await stop(second, 'SIGTERM')).toBe(0);
});

test('the Node program and the environment that it prints connect as they are', async () => {
  const child = startCli(['up', 'pinecone', '--seed', '11'], folderWith({}));
  let told = '';
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes('Ctrl-C')) resolve();
    });
  });
  try {
    const run = promisify(execFile);
    const [program = ''] = /import \{ Pinecone[\s\S]*?\n(?= {2}Environment)/.exec(told) ?? [];
    const printed = await run(process.execPath, ['--input-type=module', '--eval', program]);
    expect(printed.stdout).toContain("[ 'sophia-calls' ]");
    const environment = Object.fromEntries([...told.matchAll(/^ {4}(PINECONE_\w+)=(.+)$/gm)].map(([, name, value]) => [name, value]));
    const plain = program.replace(/new Pinecone\(\{.*\}\)/, 'new Pinecone()');
    const byEnvironment = await run(process.execPath, ['--input-type=module', '--eval', plain], {
      env: { ...process.env, ...environment },
    });
    expect(byEnvironment.stdout).toContain("[ 'sophia-calls' ]");
    expect(told).not.toContain('__admin');
  } finally {
    expect(await stop(child, 'SIGINT')).toBe(0);
  }
});

test('--admin opens the route to faults, knobs and keys; its port is taken', async () => {
  const child = startCli(['up', 'pinecone', '--admin', '--json'], folderWith({}));
  const { access, settings } = await readyEndpoint(child);
  const response = await fetch(`${access.admin?.url}/knobs`, { headers: { authorization: `Bearer ${access.admin?.token}` } });
  expect(await response.json()).toEqual({ knobs: {} });
  expect(access.admin?.url).toBe(`${settings.controller_url}/__admin`);
  const second = await runCli(['up', 'pinecone', '--port', new URL(settings.controller_url).port], folderWith({}));
  expect(second).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringMatching(/--port \d+: another program listens there\n$/) as string,
  });
  await stop(child, 'SIGTERM');
});

test.each([
  [['pinecone', '--data', '.'], { 'thesis.txt': 'x' }, 'the folder has "thesis.txt" in it'],
  [['pinecone', '--data', 'thesis.txt/x'], { 'thesis.txt': 'x' }, 'ENOTDIR: not a directory'],
  [['pinecone', '--seed', 'a.sql'], {}, '--seed with a file is for snowflake, which is not started'],
  [['--data', 'd'], {}, '--data keeps one kind in a folder'],
  [['http', '--data', 'd'], {}, '--data is for snowflake and pinecone, and neither is started'],
  [['mcp', '--admin'], {}, '--admin is for snowflake and pinecone, and neither is started'],
])('up %j is a mistake of the caller: exit code 2 and one sentence', async (flags, files, sentence) => {
  const { exitCode, stdout, stderr } = await runCli(['up', ...flags], folderWith(files));
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('    at ');
});
