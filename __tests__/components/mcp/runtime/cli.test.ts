import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../../../src/model/run.ts';
import { folderWith, runCli } from '../../../cli/run-cli.ts';
import { modernFile } from './modern.ts';

const environment = 'environments: { local: { stack: live, network: public, access: read-write, chaos: allow } }';
const component = (runtime: string, checks: string) => `
components:
  tools:
    uses: mcp
    with: { runtime: ${runtime} }
    checks: [${checks}]
    slo: []
`;
const program = `{ process: { command: ${process.execPath}, args: [${modernFile}] }, memory: 900MB, restart: on-failure }`;
const checks = 'restart, limits, deployment: { root: true }, discover, crash-loop: 300ms, session-survives, call-latency: ping';

async function runConfig(config: string) {
  const folder = folderWith({ 'infra-test.yml': `version: 1\n${config}` });
  const { exitCode, stdout, stderr } = await runCli(['run'], folder, { INFRA_TEST_NO_HISTORY: '1' });
  const report = () => JSON.parse(readFileSync(join(folder, '.infra-test', 'results.json'), 'utf8')) as Report;
  return { exitCode, text: `${stdout}${stderr}`, report };
}

test.skipIf(process.platform !== 'linux')('a server as a process: started, checked, crashed last of all, and nothing is left', async () => {
  const declared = checks
    .replace('deployment: { root: true }', '{ deployment: { root: true } }')
    .replace('crash-loop: 300ms', '{ crash-loop: 300ms }');
  const { exitCode, text, report } = await runConfig(
    environment + component(program, declared.replace('call-latency: ping', '{ call-latency: ping }')),
  );
  const [run] = report().runs;
  const states = Object.fromEntries(run?.checks.map(({ id, outcome }) => [id, `${outcome.status} ${outcome.reason}`.trim()]) ?? []);
  expect(states, text).toEqual({
    'tools.connection': 'passed',
    'tools.restart': 'passed',
    'tools.limits': 'passed',
    'tools.limits.memory': 'passed',
    'tools.deployment.health': 'passed',
    'tools.deployment.ports': 'passed',
    'tools.deployment.privileges': 'passed',
    'tools.deployment.restart-policy': 'passed',
    'tools.discover': 'passed',
    'tools.crash-loop': 'passed',
    'tools.session-survives': 'skipped the server speaks 2026-07-28, which has no sessions that could be lost',
    'tools.call-latency.ping': 'passed',
  });
  expect([0, 4]).toContain(exitCode);
  const startedAt = (id: string) => run?.checks.find((check) => check.id === id)?.outcome.attempts[0]?.startedAtMilliseconds ?? 0;
  expect(startedAt('tools.restart')).toBeGreaterThan(startedAt('tools.call-latency.ping'));
  expect(run?.leftovers).toEqual([]);
});

test('settings that make no sense are errors at their place', async () => {
  const { exitCode, text } = await runConfig(environment + component('{ image: tools, memory: much }', 'deployment'));
  expect(exitCode).toBe(2);
  expect(text).toMatch(/infra-test\.yml:6:46: expected a size such as 256MB/);
});

test('where the embedded stack answers instead of a container, what asks for it is skipped', async () => {
  const container = component('{ container: tools }', 'discover, crash-loop').replace(
    'with: {',
    'with: { url: https://tools.example.test/mcp,',
  );
  const { text, report } = await runConfig(`environments: { local: { stack: embedded } }${container}`);
  const states = report().runs[0]?.checks.map(({ id, outcome }) => `${id} ${outcome.status} ${outcome.reason}`.trim());
  expect(states, text).toEqual([
    'tools.connection passed',
    'tools.discover passed',
    'tools.crash-loop skipped the embedded stack answers here, not container tools',
  ]);
});
