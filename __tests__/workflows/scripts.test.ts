import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allWorkflows, root, stepsOf, workflowAt } from './workflow-files.ts';

function scriptNamed(path: string, name: string): string {
  const script = stepsOf(workflowAt(path)).find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`${path}: expected a step "${name}" with a script`);
  return script;
}

/** Runs a script as the runner does when the step says `shell: bash`. */
function bash(script: string, env: Readonly<Record<string, string>>): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, output: stdout + stderr };
}

const scripts = allWorkflows.flatMap((file) =>
  stepsOf(file).flatMap(({ name, run }) => (run === undefined ? [] : [{ place: `${file.path}: ${name ?? run.split('\n')[0]}`, run }])),
);

test.each(scripts)('$place is valid bash', ({ run }) => {
  expect(spawnSync('bash', ['-n', '-c', run], { encoding: 'utf8', timeout: 20_000 })).toMatchObject({ status: 0, stderr: '' });
});

describe('the gate', () => {
  const gate = scriptNamed('.github/workflows/infra-test.yml', 'Pass only when the merged verdict passed');

  test.each([
    ['pass', { PLAN: 'success', SHARDS: 'success', MERGE: 'success', VERDICT: 'pass' }],
    ['a warning', { PLAN: 'success', SHARDS: 'success', MERGE: 'success', VERDICT: 'warn' }],
    ['a shard that the merge knows better than its job', { PLAN: 'success', SHARDS: 'failure', MERGE: 'success', VERDICT: 'pass' }],
    ['a dry run', { PLAN: 'success', SHARDS: 'skipped', MERGE: 'skipped', VERDICT: '', DRY_RUN: 'true' }],
  ])('opens for %s', (_, env) => {
    expect(bash(gate, { DRY_RUN: 'false', ...env })).toMatchObject({ status: 0 });
  });

  test.each([
    ['a failed merge', { PLAN: 'success', SHARDS: 'success', MERGE: 'failure', VERDICT: 'fail' }],
    ['a merge that failed without a verdict', { PLAN: 'success', SHARDS: 'success', MERGE: 'failure', VERDICT: '' }],
    ['a warning where warnings fail', { PLAN: 'success', SHARDS: 'success', MERGE: 'failure', VERDICT: 'warn' }],
    ['a verdict that is not a pass', { PLAN: 'success', SHARDS: 'success', MERGE: 'success', VERDICT: 'broken' }],
    ['silence', { PLAN: 'success', SHARDS: 'success', MERGE: 'success', VERDICT: '' }],
    ['a cancelled run', { PLAN: 'success', SHARDS: 'cancelled', MERGE: 'skipped', VERDICT: '' }],
    ['a plan that failed', { PLAN: 'failure', SHARDS: 'skipped', MERGE: 'skipped', VERDICT: '' }],
    ['a dry run whose plan failed', { PLAN: 'failure', SHARDS: 'skipped', MERGE: 'skipped', VERDICT: '', DRY_RUN: 'true' }],
  ])('stays shut for %s', (_, env) => {
    expect(bash(gate, { DRY_RUN: 'false', ...env })).toMatchObject({ status: 1 });
  });
});

describe('what to do when dist/ is not current', () => {
  const advice = scriptNamed('.github/workflows/dist.yml', 'Say what to do');

  function summaryFor(author: string, number: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'infra-test-advice-'));
    try {
      const summary = join(folder, 'summary.md');
      expect(bash(advice, { AUTHOR: author, NUMBER: number, GITHUB_STEP_SUMMARY: summary })).toMatchObject({ status: 0 });
      return readFileSync(summary, 'utf8');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('Dependabot cannot build: a person is told how', () => {
    expect(summaryFor('dependabot[bot]', '7')).toMatch(/Dependabot updated a package[\s\S]*gh pr checkout 7\nnpm ci && npm run build/);
  });

  test('others are told the commands only', () => {
    const summary = summaryFor('octocat', '');
    expect(summary).toContain('npm run build');
    expect(summary).not.toContain('Dependabot');
  });
});

test('a release is refused when its tag is not the version of the package', () => {
  const script = scriptNamed('.github/workflows/release.yml', 'The tag is the version of the package');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(bash(script, { TAG: `v${version}` })).toMatchObject({ status: 0 });
  expect(bash(script, { TAG: 'v99.0.0' })).toMatchObject({ status: 1 });
});
