import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Client } from '../local/snowflake/client.ts';
import { folderWith, runCli, startCli } from './run-cli.ts';

const seed = `create database shop; create table shop.public.orders (id number);\ninsert into shop.public.orders values (1), (2);`;

interface Printed {
  readonly settings: {
    readonly account: string;
    readonly access_url: string;
    readonly username: string;
    readonly password: string;
    readonly auth: string;
  };
  readonly access: { readonly kept: boolean; readonly admin?: { readonly url: string; readonly token: string } };
  readonly connect: {
    readonly users: readonly { readonly username: string; readonly password: string; readonly role: string }[];
    readonly node: { readonly username: string; readonly password: string };
    readonly jdbc: { readonly url: string; readonly properties: Readonly<Record<string, string>> };
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

const asAdministrator = ({ settings, connect }: Printed): Promise<Client> =>
  Client.connect({ url: settings.access_url, settings }, { ...connect.node, database: 'SHOP', schema: 'PUBLIC' });

test('up snowflake runs an SQL file, tells how to connect, and keeps the account in a folder', async () => {
  const folder = folderWith({ 'seed.sql': seed });
  const args = ['up', 'snowflake', '--seed', 'seed.sql', '--data', 'account', '--json'];
  const first = startCli(args, folder);
  const printed = await readyEndpoint(first);
  expect(printed.connect.users.map((user) => user.role)).toEqual(['ACCOUNTADMIN', 'TESTER']);
  expect(printed.connect.jdbc.url).toBe(`jdbc:snowflake://${new URL(printed.settings.access_url).host}/?ssl=off`);
  expect(printed.access).toEqual({ administrator: expect.anything() as object, kept: false, lost: [] });
  {
    await using client = await asAdministrator(printed);
    await client.query('insert into orders values (3)');
  }
  expect(await stop(first, 'SIGTERM')).toBe(0);
  const second = startCli(args, folder);
  let errors = '';
  second.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const again = await readyEndpoint(second);
  expect(again.access.kept).toBe(true);
  {
    await using client = await asAdministrator(again);
    expect(await client.query('select count(*) as n from orders')).toEqual([{ N: 3 }]);
  }
  expect(await stop(second, 'SIGINT')).toBe(0);
  expect(errors).toContain(`The account was in ${join(folder, 'account')} already, so ${join(folder, 'seed.sql')} was not run.`);
});

test('the Node program that it prints connects as it is', async () => {
  const child = startCli(['up', 'snowflake'], folderWith({}));
  let told = '';
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes('Ctrl-C')) resolve();
    });
  });
  try {
    const [program = ''] = /import snowflake[\s\S]*?\n(?= {2}JDBC)/.exec(told) ?? [];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', `${program}; setTimeout(() => process.exit(), 3000);`],
      {
        env: { ...process.env, SNOWFLAKE_DISABLE_PLATFORM_DETECTION: 'true' },
      },
    );
    expect(stdout).toMatch(/V: '\d+\.\d+\.\d+'/);
    expect(told).toContain('user = ADMIN_USER');
    expect(told).not.toContain('__admin');
  } finally {
    await stop(child, 'SIGTERM');
  }
});

test('--admin opens the route to faults', async () => {
  const child = startCli(['up', 'snowflake', '--admin', '--json'], folderWith({}));
  const { access, settings } = await readyEndpoint(child);
  const response = await fetch(`${access.admin?.url}/faults`, { headers: { authorization: `Bearer ${access.admin?.token}` } });
  expect(await response.json()).toEqual({ faults: [] });
  expect(access.admin?.url).toBe(`${settings.access_url}/__admin`);
  await stop(child, 'SIGTERM');
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s leaves no process and no file behind', async (signal) => {
  const temporary = folderWith({});
  const child = startCli(['up', 'snowflake', '--json'], folderWith({}), { TMPDIR: temporary });
  const { settings, ...printed } = await readyEndpoint(child);
  await using client = await asAdministrator({ settings, ...printed });
  const running = client.start('select count(*) from table(generator(rowcount => 100000000)) a, table(generator(rowcount => 1000)) b');
  expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^infra-test-snowflake-/)]);
  expect(await stop(child, signal)).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
  await expect(fetch(settings.access_url)).rejects.toThrow('fetch failed');
  running.statement.cancel(() => undefined);
});

test.each([
  [['--seed', 'seed.sql'], { 'seed.sql': 'create database a;\n  create databse b;' }, 'seed.sql:2:3: 000002 LOCAL-001'],
  [['--seed', 'missing.sql'], {}, 'missing.sql: ENOENT'],
  [['--seed', 'seven'], {}, '--seed: expected a whole number or a file that ends in .sql, got "seven"'],
  [['--data', '.'], { 'thesis.txt': 'x' }, 'the folder has "thesis.txt" in it'],
  [['--fault', 'slow-qery'], {}, 'There is no fault "slow-qery"'],
])('%j is a mistake of the caller: exit code 2 and one sentence', async (flags, files, sentence) => {
  const { exitCode, stdout, stderr } = await runCli(['up', 'snowflake', ...flags], folderWith(files));
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('    at ');
});
