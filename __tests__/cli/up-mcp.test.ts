import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { connectClient, textOf } from '../local/mcp/client.ts';
import { folderWith, startCli } from './run-cli.ts';

interface Printed {
  readonly host: string;
  readonly settings: { readonly url: string };
  readonly connect: {
    readonly url: string;
    readonly token?: string;
    readonly oauthClient?: { readonly id: string; readonly secret: string; readonly tokenUrl: string };
    readonly mcpServers: Readonly<Record<string, object>>;
  };
}

const run = promisify(execFile);

async function stop(child: ChildProcess): Promise<number | null> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await closed)[0];
}

test('up mcp --json tells how to connect to each server, and the port is the one that was asked for', async () => {
  const child = startCli(['up', 'mcp', '--port', '0', '--json'], folderWith({}));
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  const printed = JSON.parse(line) as readonly Printed[];
  expect(printed.map(({ host }) => host)).toEqual(['tools.example.test', 'protected.example.test', 'everything.example.test']);
  const [tools, guarded] = printed;
  expect(tools?.connect).toEqual({
    url: tools?.settings.url,
    mcpServers: { tools: { type: 'http', url: tools?.settings.url } },
  });
  await using open = await connectClient(tools?.connect.url ?? '', 'auto');
  const recorded = await open.client.callTool({ name: 'record_call', arguments: { account_id: 1, title: 'A call' } });
  expect(recorded.isError).toBeUndefined();
  const { id, secret, tokenUrl } = guarded?.connect.oauthClient ?? { id: '', secret: '', tokenUrl: '' };
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  for (const authorization of [`Bearer ${token}`, `Bearer ${guarded?.connect.token}`]) {
    await using connection = await connectClient(guarded?.connect.url ?? '', 'auto', { requestInit: { headers: { authorization } } });
    expect(textOf(await connection.client.callTool({ name: 'ping', arguments: {} }))).toBe('pong');
  }
  expect(await stop(child)).toBe(0);
});

test('the Node programs that it prints connect as they are', async () => {
  const child = startCli(['up', 'mcp'], folderWith({}));
  let told = '';
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes('Ctrl-C')) resolve();
    });
  });
  try {
    const programs = [...told.matchAll(/import \{ Client[\s\S]*?client\.close\(\);/g)].map(([program]) => program);
    expect(programs).toHaveLength(3);
    const [, token = ''] = /^ {4}token: "(.+)"$/m.exec(told) ?? [];
    for (const program of programs.slice(0, 2)) {
      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { env: { ...process.env, TOKEN: token } });
      expect(stdout).toContain("'account_summary'");
    }
    expect(told).toMatch(/a token: curl -u infra-test:\S+ -d grant_type=client_credentials http:\/\/127.0.0.1:\d+\/oauth\/token/);
  } finally {
    expect(await stop(child)).toBe(0);
  }
});
