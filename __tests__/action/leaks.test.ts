import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { folderWith, runCli } from '../cli/run-cli.ts';
import type { CliResult } from '../cli/run-cli.ts';
import { listenHttp } from '../components/http/servers.ts';
import { configFor, leaksIn, plantedVariables, secretCount, secrets, startEcho } from './planted-secrets.ts';
import type { Output } from './planted-secrets.ts';

function filesOf(folder: string): readonly Output[] {
  return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

function streamsOf({ stdout, stderr }: CliResult): readonly Output[] {
  return [
    { name: 'stdout', text: stdout },
    { name: 'stderr', text: stderr },
  ];
}

test('the scanner finds what leaks', () => {
  const [secret = ''] = secrets;
  expect(leaksIn([{ name: 'x', text: `a ${Buffer.from(secret).toString('hex')} b` }])).toHaveLength(1);
});

test('200 planted secrets are in no file and no line of a run', async () => {
  await using server = await startEcho();
  const folder = folderWith({ 'infra-test.yml': configFor(server.port) });
  const result = await runCli(['run'], folder, plantedVariables);
  expect(result.exitCode, result.stderr.slice(-500)).toBe(1);
  const outputs = [...filesOf(join(folder, '.infra-test')), ...streamsOf(result)];
  expect(leaksIn(outputs)).toEqual([]);
  expect(server.arrived.size).toBe(secretCount);
  const journal = outputs.find(({ name }) => name === 'journal.ndjson')?.text ?? '';
  expect(journal.split('***').length).toBeGreaterThan(secretCount * 2);
  const again = await runCli(['report'], folder, plantedVariables);
  expect(leaksIn([...filesOf(join(folder, '.infra-test')), ...streamsOf(again)])).toEqual([]);
});

test('rows that hold secrets are shown without them', async () => {
  const queries = [5, 20, 41, 62].map(
    (n) => `      - query:
          name: q${n}
          sql: "select s as v, upper(s) as u, reverse(s) as r, hex_encode(s) as h from (select '\${secret.PLANTED_${n}}' as s)"
          expect: ["row.v == 'nothing'", "row.u == 'nothing'", "row.r == 'nothing'", "row.h == 'nothing'"]`,
  );
  const config = `version: 1
components:
  warehouse:
    uses: snowflake
    with: { account: local, username: '\${secret.PLANTED_1}', password: '\${secret.PLANTED_3}', database: SOPHIA, schema: CORE, warehouse: TEST_XS }
    checks:
${queries.join('\n')}
      - query: { name: wrong, sql: "select * from nothing_\${secret.PLANTED_2}", expect: ["rows == 1"] }
`;
  const folder = folderWith({ 'infra-test.yml': config });
  const result = await runCli(['run'], folder, plantedVariables);
  expect(result.exitCode, result.stderr.slice(-500)).toBe(1);
  const outputs = [...filesOf(join(folder, '.infra-test')), ...streamsOf(result)];
  expect(leaksIn(outputs)).toEqual([]);
  expect(outputs.find(({ name }) => name === 'results.json')?.text).toContain("row.h is '***'");
});

test('a config that cannot be used is explained without its secrets', async () => {
  const wrong = secrets.slice(0, 50).map(
    (_, n) => `  part${n}:
    uses: http
    with: { url: '\${secret.PLANTED_${n}}', ca: 'x \${secret.PLANTED_${n}} y', connect_to: '\${secret.PLANTED_${n}}', method: '\${secret.PLANTED_${n}}' }
    checks: [{ request: { path: '\${secret.PLANTED_${n}}', method: '\${secret.PLANTED_${n}}', expect: ["latency < '\${secret.PLANTED_${n}}'"] } }]`,
  );
  // Written literally where something else is expected, so the message quotes what it got.
  wrong.unshift(`  literal: { uses: http, with: { url: 'http://a.test', method: ${secrets[0]}, body: { x: '\${secret.PLANTED_0}' } } }`);
  const folder = folderWith({
    'infra-test.yml': `version: 1\nenvironments: { local: { stack: live } }\ncomponents:\n${wrong.join('\n')}\n`,
  });
  const result = await runCli(['run'], folder, plantedVariables);
  expect(result.exitCode).toBe(2);
  expect(result.stderr).toContain("with: { url: 'http://a.test', method: ***");
  expect(leaksIn(streamsOf(result))).toEqual([]);
});

test('a token that no config names is in no file, because the environment does', async () => {
  await using server = await listenHttp((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ echo: plantedVariables['PLANTED_10'], other: plantedVariables['PLANTED_11'] }));
  });
  const config = `version: 1
environments: { local: { stack: live, network: loopback } }
components:
  crm:
    uses: http
    with: { url: 'http://127.0.0.1:${server.port}/' }
    checks: [{ request: { expect: ["body.echo == 'x'", "body.other == 'x'"] } }]
`;
  const folder = folderWith({ 'infra-test.yml': config });
  const ambient = { GITHUB_TOKEN: plantedVariables['PLANTED_10'] ?? '', ACTIONS_RUNTIME_TOKEN: plantedVariables['PLANTED_11'] ?? '' };
  const result = await runCli(['run'], folder, ambient);
  expect(result.exitCode).toBe(1);
  expect(leaksIn([...filesOf(join(folder, '.infra-test')), ...streamsOf(result)])).toEqual([]);
});

test('200 planted secrets are in nothing that a step of the Action writes', async () => {
  await using server = await startEcho();
  const workspace = folderWith({ 'infra-test.yml': configFor(server.port) });
  const commands = mkdtempSync(join(tmpdir(), 'infra-test-runner-'));
  const commandFiles = Object.fromEntries(
    ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'].map((name) => [name, join(commands, name)]),
  );
  for (const file of Object.values(commandFiles)) writeFileSync(file, '');
  const child = spawn(process.execPath, [resolve('src/main.ts')], {
    cwd: workspace,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'octo/repo',
      GITHUB_WORKSPACE: workspace,
      INPUT_CONFIG: 'infra-test.yml',
      ...commandFiles,
      ...plantedVariables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([readText(child.stdout), readText(child.stderr)]);
  // The runner must be told what to mask; it shows no such line.
  const log = stdout.replaceAll(/^::add-mask::.*$/gm, '');
  const outputs = [
    { name: 'log', text: log },
    { name: 'stderr', text: stderr },
    ...filesOf(commands),
    ...filesOf(join(workspace, '.infra-test')),
  ];
  expect(leaksIn(outputs)).toEqual([]);
  expect(outputs.find(({ name }) => name === 'GITHUB_STEP_SUMMARY')?.text, stdout.slice(-500)).toContain('part0');
  expect(log).toContain('failed part0.');
});
