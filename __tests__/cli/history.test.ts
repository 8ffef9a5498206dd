import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeHistory } from '../../src/history/decode-history.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import { folderWith, runCli } from './run-cli.ts';

const crm = 'version: 1\ncomponents:\n  crm:\n    uses: http\n    with: { url: "https://api.example.test/health" }\n    checks:\n';
const healthy = `${crm}      - request: { expect: ["status == 200"] }\n      - refuses: /private\n`;
const failing = `${crm}      - request: { expect: ["status == 201"] }\n`;

async function run(folder: string, ...flags: readonly string[]): Promise<{ comparison: Comparison | undefined; stderr: string }> {
  const { stdout, stderr } = await runCli(['run', '--json', ...flags], folder);
  const report = JSON.parse(stdout) as { runs: readonly { comparison?: Comparison }[] };
  return { comparison: report.runs[0]?.comparison, stderr };
}

test('--update-history begins the file and adds each run; a later run is compared with it and leaves it alone', async () => {
  const folder = folderWith({ 'infra-test.yml': healthy });
  const flags = ['--history', 'history.json', '--update-history'];
  expect((await run(folder, ...flags)).comparison).toMatchObject({ pastRuns: 0, checks: [] });
  expect((await run(folder, ...flags)).comparison).toMatchObject({ pastRuns: 1, checks: [] });
  const kept = readFileSync(join(folder, 'history.json'), 'utf8');
  expect(decodeHistory(kept).history?.runs).toHaveLength(2);
  writeFileSync(join(folder, 'infra-test.yml'), failing);
  const { comparison } = await run(folder, '--history', 'history.json');
  expect(comparison?.checks.map(({ kind, checkId, pastRuns }) => `${kind} ${checkId} ${pastRuns}`)).toEqual([
    'new-failure crm.request 2',
    'removed crm.refuses.private 2',
  ]);
  expect(readFileSync(join(folder, 'history.json'), 'utf8')).toBe(kept);
});

test('what a selection left out is not removed', async () => {
  const folder = folderWith({ 'infra-test.yml': healthy });
  await run(folder, '--history', 'history.json', '--update-history');
  const { comparison } = await run(folder, '--history', 'history.json', '--check', 'crm.request');
  expect(comparison).toMatchObject({ pastRuns: 1, checks: [] });
});

test('without --history there is no comparison', async () => {
  expect((await run(folderWith({ 'infra-test.yml': healthy }))).comparison).toBeUndefined();
});

test('a file that is no history is warned of, not used and never overwritten', async () => {
  const folder = folderWith({ 'infra-test.yml': healthy });
  const { comparison, stderr } = await run(folder, '--history', 'infra-test.yml', '--update-history');
  expect(comparison).toBeUndefined();
  expect(stderr).toContain('warning: infra-test.yml: The history was not used: it is not JSON.');
  expect(stderr).toContain('warning: infra-test.yml is not updated, because it is no history');
  expect(readFileSync(join(folder, 'infra-test.yml'), 'utf8')).toBe(healthy);
});

test('flags that cannot be are exit code 2 with the way out, before anything runs', async () => {
  const folder = folderWith({ 'infra-test.yml': healthy });
  const cases = [
    [['--update-history'], '--update-history needs --history <file>'],
    [['--history', 'none.json'], 'add --update-history to begin one'],
    [['--history', '.'], '--history cannot read .:'],
  ] as const;
  for (const [flags, sentence] of cases) {
    expect(await runCli(['run', ...flags], folder)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(sentence) as string });
  }
  expect(existsSync(join(folder, '.infra-test'))).toBe(false);
});

test('a file that cannot be written is warned of and does not change the verdict', async () => {
  const folder = folderWith({ 'infra-test.yml': healthy });
  const { exitCode, stderr } = await runCli(['run', '--history', 'no/such/folder.json', '--update-history'], folder);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('warning: no/such/folder.json is not updated');
});
