import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toolVersion } from '../../src/version.ts';
import { folderWith, runCli, startCli } from './run-cli.ts';

const crm = 'version: 1\ncomponents:\n  crm:\n    uses: http\n    with: { url: "https://api.example.test/health" }\n    checks:\n';
const healthy = `${crm}      - request: { expect: ["status == 200"] }\n      - refuses: /private\n`;
const failing = `${crm}      - request: { expect: ["status == 201"] }\n      - refuses: /private\n`;

test('the version is that of package.json, and help has examples and exit codes', async () => {
  expect(toolVersion).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
  const help = await runCli(['--help'], '.');
  expect(help.exitCode).toBe(0);
  for (const word of ['init', 'run', 'plan', 'validate', 'up', 'report', 'schema', 'Examples:', 'Exit codes:'])
    expect(help.stdout).toContain(word);
  expect((await runCli(['run', '--help'], '.')).stdout).toContain('Examples:');
  expect((await runCli(['--version'], '.')).stdout.trim()).toBe(toolVersion);
});

test('a mistyped command or flag is exit code 2 with a suggestion', async () => {
  expect(await runCli(['rnu'], '.')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean run?') as string });
  expect(await runCli(['run', '--layers', 'unit'], '.')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--layer') as string,
  });
  expect(await runCli(['run', '--layer', 'unti'], folderWith({ 'infra-test.yml': healthy }))).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('did you mean "unit"?') as string,
  });
});

test('run writes all reports, prints a table without colours and one line for each finished check', async () => {
  const folder = folderWith({ 'infra-test.yml': healthy });
  const { exitCode, stdout, stderr } = await runCli(['run'], folder);
  expect(exitCode).toBe(0);
  expect(stdout + stderr).not.toContain('\u001B');
  expect(stderr.split('\n').filter((line) => /^\[\d\/3\] ✓ crm\./.test(line))).toHaveLength(3);
  expect(stdout).toMatch(/PASS {2}3 checks: 3 passed/);
  for (const name of ['journal.ndjson', 'results.json', 'junit.xml', 'ctrf.json', 'summary.md', 'report.html']) {
    expect(existsSync(join(folder, '.infra-test', name)), name).toBe(true);
  }
});

test('--json prints results.json alone on standard output', async () => {
  const { stdout } = await runCli(['run', '--json'], folderWith({ 'infra-test.yml': healthy }));
  expect((JSON.parse(stdout) as { verdict: string }).verdict).toBe('pass');
});

test('a failed check is exit code 1 with its values, its place and the command that runs it alone; --last-failed runs it again', async () => {
  const folder = folderWith({ 'infra-test.yml': failing });
  const first = await runCli(['run'], folder);
  expect(first.exitCode).toBe(1);
  expect(first.stdout).toContain('expected status == 201, got status is 200');
  expect(first.stdout).toContain('infra-test.yml:7:9');
  const [, rerun = ''] = /infra-test (run --check .*)/.exec(first.stdout) ?? [];
  const alone = await runCli(rerun.trim().split(' '), folder);
  expect(alone.stdout).toContain('2 checks: 1 passed, 1 failed');
  const again = await runCli(['run', '--last-failed'], folder);
  expect(again.stdout).toContain('2 checks: 1 passed, 1 failed');
});

test('a wrong answer of severity warn is told as a warning, not among the failed', async () => {
  const config = failing.replace(
    '- request: { expect: ["status == 201"] }',
    '- { request: { expect: ["status == 201"] }, severity: warn }',
  );
  const { exitCode, stdout } = await runCli(['run'], folderWith({ 'infra-test.yml': config }));
  expect(exitCode).toBe(0);
  expect(stdout).toContain('WARN  3 checks: 2 passed, 1 only warned in');
});

test('--last-failed without an earlier run says which file it misses', async () => {
  const { exitCode, stderr } = await runCli(['run', '--last-failed'], folderWith({ 'infra-test.yml': healthy }));
  expect(exitCode).toBe(2);
  expect(stderr).toContain('results.json');
});

test('a selection that matches nothing is exit code 2 and names what exists', async () => {
  const { exitCode, stderr } = await runCli(['run', '--check', 'crm.reqest'], folderWith({ 'infra-test.yml': healthy }));
  expect(exitCode).toBe(2);
  expect(stderr).toContain('crm.request');
});

test('no config: exit code 2 and the way out', async () => {
  expect(await runCli(['run'], folderWith({}))).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('infra-test init') as string,
  });
});

test('init writes a config that validates and runs, and never replaces a file', async () => {
  const folder = folderWith({});
  expect((await runCli(['init', '--workflow'], folder)).exitCode).toBe(0);
  expect(existsSync(join(folder, '.github/workflows/infra-test.yml'))).toBe(true);
  expect((await runCli(['validate'], folder)).stdout).toContain('valid');
  expect((await runCli(['run', '--layer', 'unit'], folder)).exitCode).toBe(0);
  expect(await runCli(['init'], folder)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--force') as string });
});

test('plan shows checks and targets without contacting anything', async () => {
  const live =
    'version: 1\nenvironments: { local: { stack: live } }\ncomponents: { a: { uses: http, with: { url: "https://nowhere.invalid/" }, checks: [request, { latency: { name: home } }] } }\n';
  const { exitCode, stdout } = await runCli(['plan'], folderWith({ 'infra-test.yml': live }));
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/a\.request +integration/);
  expect(stdout).toContain('home p(95)');
});

test('schema prints the JSON Schema', async () => {
  const { stdout } = await runCli(['schema'], '.');
  expect((JSON.parse(stdout) as { $schema: string }).$schema).toContain('json-schema.org');
});

test('an SDK that goes on with retries does not keep the process alive', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = `version: 1\nenvironments: { local: { stack: live, network: loopback } }\ndefaults: { timeout: 1s, retries: 0 }\ncomponents:\n  w: { uses: snowflake, with: { account: a, access_url: "${url}", username: u, auth: password, password: "\${env.HOME}" }, checks: [{ query: { name: one, sql: select 1 } }] }\n`;
  const { exitCode, stdout } = await runCli(['run'], folderWith({ 'infra-test.yml': config }));
  server.close();
  expect(exitCode).toBe(3);
  expect(stdout).toContain('w.connection');
});

test('up prints endpoints that answer, and stops at SIGINT', async () => {
  const child = startCli(['up', 'pinecone', '--json'], folderWith({}));
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const [{ settings }] = JSON.parse(line.toString()) as [{ settings: { api_key: string; controller_url: string } }];
  const answer = await fetch(`${settings.controller_url}/indexes`, {
    headers: { 'Api-Key': settings.api_key, 'X-Pinecone-Api-Version': '2026-07' },
  });
  expect(await answer.text()).toContain('sophia-calls');
  child.kill('SIGINT');
  const [exitCode] = (await once(child, 'close')) as [number];
  expect(exitCode).toBe(0);
  await expect(fetch(settings.controller_url)).rejects.toThrow('fetch failed');
});

test('an unknown fault is refused with the names that exist', async () => {
  const { exitCode, stderr } = await runCli(['up', '--fault', 'slow-qery'], '.');
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('slow-query');
});
