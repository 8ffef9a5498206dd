import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { JudgedRun, Report } from '../../src/model/run.ts';
import { folderWith, runCli } from './run-cli.ts';
import type { CliResult } from './run-cli.ts';

const config = `version: 1
defaults: { samples: 60, warmup: 2 }
components:
  crm:
    uses: http
    with: { url: "https://api.example.test/health" }
    checks:
      - request: { expect: ["status == 200", "body.status == 'ok'"] }
      - request: { path: "/accounts?limit=5", expect: ["len(body.accounts) == 5"] }
      - refuses: /private
      - latency: { name: health, path: /health }
      - latency: { name: accounts, path: "/accounts?limit=5" }
    slo: ["warn: health p(95) < 30s", "accounts p(95) < 30s", "error_rate < 1%"]
  status-page:
    uses: http
    with: { url: "https://status.example.test/" }
    checks: [certificate]
  story:
    uses: flow
    needs: [crm]
    checks:
      - steps:
          name: accounts-are-there
          title: the accounts of the API
          steps:
            - { use: crm, get: "/accounts?limit=5", as: found }
          expect: ["len(found.body.accounts) == 5"]
`;
const shardCount = 3;
const smallRun =
  'version: 1\ncomponents:\n  crm:\n    uses: http\n    with: { url: "https://api.example.test/health" }\n    checks: [request]\n';

const folder = folderWith({ 'infra-test.yml': config });
let whole: CliResult;
let shards: readonly CliResult[] = [];

beforeAll(async () => {
  whole = await runCli(['run', '-o', 'whole'], folder);
  const results: CliResult[] = [];
  for (let number = 1; number <= shardCount; number += 1)
    results.push(await runCli(['run', '--shard', `${number}/${shardCount}`, '-o', `shards/${number}`], folder));
  shards = results;
});

function runIn(directory: string): JudgedRun {
  const { runs } = JSON.parse(readFileSync(join(folder, directory, 'results.json'), 'utf8')) as Report;
  const [run] = runs;
  if (run === undefined || runs.length > 1) throw new Error(`expected one run in ${directory}, got ${runs.length}`);
  return run;
}

/** What must not depend on how a run was split: everything but times and the embedded stack's ports. */
function comparable({ verdict, counts, selection, checks, targets, operations, components, stoppedBy, leftovers }: JudgedRun): object {
  return {
    verdict,
    counts,
    selection,
    checks: checks.map(({ outcome, ...check }) => ({
      ...check,
      status: outcome.status,
      attempts: outcome.attempts.map(({ measurements, findings, notes }) => ({
        subjects: findings.map(({ subject, met }) => [subject, met]),
        measured: measurements.map(({ operation, samplesMilliseconds, errors }) => [operation, samplesMilliseconds.length, errors]),
        notes,
      })),
    })),
    targets: targets.map(({ text, status }) => [text, status]),
    operations: operations.map(({ component, operation, count, errors, targets, status }) => [
      component,
      operation,
      count,
      errors,
      targets,
      status,
    ]),
    components: components.map(({ name, uses }) => [name, uses]),
    stoppedBy,
    leftovers,
  };
}

/** A folder with copies of the shards' journals, as artifacts arrive; `change` gives another text, or none for no journal. */
function artifacts(name: string, change: (text: string, number: number) => string | undefined = (text) => text): string {
  for (let number = 1; number <= shardCount; number += 1) {
    const text = change(readFileSync(join(folder, `shards/${number}/journal.ndjson`), 'utf8'), number);
    mkdirSync(join(folder, name, `journal-of-${number}`), { recursive: true });
    if (text !== undefined) writeFileSync(join(folder, name, `journal-of-${number}`, 'journal.ndjson'), text);
  }
  return name;
}

test('three shards give what one run gives: ids, statuses, counts, targets, numbers of samples', async () => {
  expect(whole.exitCode, whole.stdout + whole.stderr).toBe(0);
  expect(
    shards.map(({ exitCode }) => exitCode),
    shards.map(({ stdout }) => stdout).join('\n'),
  ).toEqual([0, 0, 0]);
  const { exitCode, stdout } = await runCli(['merge', 'shards', '-o', 'merged'], folder);
  expect(exitCode, stdout).toBe(0);
  expect(stdout).toContain('PASS  9 checks: 9 passed');
  expect(comparable(runIn('merged'))).toEqual(comparable(runIn('whole')));
  expect(readdirSync(join(folder, 'merged')).toSorted()).toEqual(readdirSync(join(folder, 'whole')).toSorted());
});

test('a shard runs its part only, says which it is and leaves spread targets to the merge', () => {
  const parts = [1, 2, 3].map((number) => runIn(`shards/${number}`));
  expect(parts.map(({ selection }) => selection)).toEqual(['shard 1/3', 'shard 2/3', 'shard 3/3']);
  expect(parts.flatMap(({ targets }) => targets.map(({ text }) => text)).toSorted()).toEqual(
    runIn('whole')
      .targets.map(({ text }) => text)
      .filter((text) => text !== 'error_rate < 1%')
      .toSorted(),
  );
  const asked = parts.flatMap(({ checks }) => checks.filter(({ gate }) => !gate).map(({ id }) => id));
  expect(asked.toSorted()).toEqual(
    runIn('whole')
      .checks.filter(({ gate }) => !gate)
      .map(({ id }) => id)
      .toSorted(),
  );
});

test('merging again, in another order, from the merged journal or in place, gives the same bytes', async () => {
  const first = await runCli(['merge', 'shards/1', 'shards/2', 'shards/3', '-o', 'once', '--json'], folder);
  const results = readFileSync(join(folder, 'once/results.json'), 'utf8');
  expect(first.stdout).toBe(results);
  const again = [['shards/3/journal.ndjson', 'shards/1', 'shards/2', 'shards'], ['once', 'shards/2'], ['once']];
  for (const sources of again) {
    expect((await runCli(['merge', ...sources, '-o', 'again', '--json'], folder)).stdout, sources.join(' ')).toBe(results);
  }
  const steps = await runCli(['merge', 'shards/2', 'shards/3', '-o', 'steps', '--json'], folder);
  expect(steps.exitCode).toBe(3);
  expect((await runCli(['merge', 'steps', 'shards/1', '-o', 'steps', '--json'], folder)).stdout).toBe(results);
  expect((await runCli(['report', '-o', 'steps', '--json'], folder)).stdout).toBe(results);
});

test('a shard that did not report is named, its checks are broken', async () => {
  const { exitCode, stdout } = await runCli(
    ['merge', artifacts('dropped', (text, number) => (number === 2 ? undefined : text)), '-o', 'lost'],
    folder,
  );
  expect(exitCode).toBe(3);
  expect(stdout).toContain('shard 2/3 did not report');
  const { reasons, checks } = runIn('lost');
  expect(reasons[0]).toBe('1 shard did not report: 2/3.');
  const own = runIn('shards/2').checks.filter(({ gate }) => !gate);
  const broken = checks.filter(({ outcome }) => outcome.status === 'broken');
  expect(broken.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
  expect(checks).toHaveLength(runIn('whole').checks.length);
});

test('a journal that was cut off: what it had told counts, the rest of its shard is broken', async () => {
  const cut = (text: string, number: number): string => {
    if (number !== 1) return text;
    const at = text.lastIndexOf('{"type":"check-finished"');
    return text.slice(0, at + 40);
  };
  expect((await runCli(['merge', artifacts('torn', cut), '-o', 'cut'], folder)).exitCode).toBe(3);
  const { checks, stoppedBy, counts } = runIn('cut');
  expect(checks.filter(({ outcome }) => outcome.status !== 'passed').map(({ outcome }) => outcome.reason)).toEqual([
    'the run ended before this check finished',
  ]);
  expect(counts).toMatchObject({ passed: 8, broken: 1 });
  expect(stoppedBy).toBe('an end without a word');
});

test('an empty journal is a missing shard; where none is missing it is an error', async () => {
  const { exitCode, stderr } = await runCli(
    ['merge', artifacts('blank', (text, number) => (number === 3 ? '' : text)), '-o', 'unheard'],
    folder,
  );
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/Left out: .*journal-of-3.journal\.ndjson: the journal is empty/);
  expect(runIn('unheard').reasons[0]).toBe('1 shard did not report: 3/3.');
  writeFileSync(join(folder, 'blank.ndjson'), 'hello');
  expect(await runCli(['merge', 'shards', 'blank.ndjson', '-o', 'refused'], folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/blank\.ndjson: this is not the journal of a run/) as string,
  });
});

test('a journal with resources that were left behind is kept beside the merged one, or is part of it', async () => {
  const resource = { component: 'crm', kind: 'table', name: 't' };
  const text = readFileSync(join(folder, 'whole/journal.ndjson'), 'utf8');
  const { run } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { run: string };
  for (const name of ['kept', 'own']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'journal.ndjson'), `${text}${JSON.stringify({ type: 'resource-creating', run, resource })}\n`);
  }
  const { stderr } = await runCli(['merge', 'shards', '-o', 'kept'], folder);
  expect(stderr).toContain(`its journal is kept as journal-${run}.ndjson`);
  expect(readdirSync(join(folder, 'kept'))).toContain(`journal-${run}.ndjson`);
  const inPlace = await runCli(['merge', 'own', '-o', 'own'], folder);
  expect(inPlace.stderr).not.toContain('kept as');
  expect(readdirSync(join(folder, 'own')).filter((name) => name.startsWith('journal'))).toEqual(['journal.ndjson']);
  expect(runIn('own').leftovers).toEqual([resource]);
});

test('shards of different configs under one name are refused', async () => {
  const other = folderWith({ 'infra-test.yml': smallRun });
  await runCli(['run', '--shard', '2/3', '-o', 'other'], other);
  copyFileSync(join(other, 'other/journal.ndjson'), join(folder, 'other.ndjson'));
  const { exitCode, stderr } = await runCli(['merge', 'shards/1', 'other.ndjson', '-o', 'mixed'], folder);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /cannot merge shard \d of 3 \(run \S+\) with shard \d of 3 \(run \S+\): both tested infra-test\.yml in environment local/,
  );
  expect(stderr).toContain('only run');
});

test('a shard for which nothing is left passes, starts nothing and is part of the merge', async () => {
  const small = folderWith({ 'infra-test.yml': smallRun });
  const { exitCode, stdout, stderr } = await runCli(['run', '--shard', '2/2', '-o', 'shards/2'], small);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  expect(stderr).not.toContain('Starting the embedded stack');
  expect(stdout).toContain('nothing to do in shard 2/2');
  expect((await runCli(['merge', 'shards', '-o', 'm'], small)).exitCode).toBe(3);
  expect((await runCli(['run', '--shard', '1/2', '-o', 'shards/1'], small)).exitCode).toBe(0);
  expect((await runCli(['merge', 'shards', '-o', 'm'], small)).stdout).toContain('PASS  2 checks: 2 passed');
});

test('a shard that cannot be is a wrong usage', async () => {
  const { exitCode, stderr } = await runCli(['plan', '--shard', '5/4'], folder);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('error: shard: expected number/count such as 2/4 with at most 256 shards, got "5/4"');
});

test('a place without journals is named', async () => {
  mkdirSync(join(folder, 'nothing'));
  expect(await runCli(['merge', 'nothing'], folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('nothing holds no journal.ndjson') as string,
  });
  expect(await runCli(['merge', 'nowhere'], folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('cannot read nowhere: ENOENT') as string,
  });
});
