import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clearJournal } from '../../src/execute/leftover-journal.ts';
import { replayJournal } from '../../src/execute/replay.ts';
import type { Report } from '../../src/model/run.ts';
import { folderWith, runCli, startCli } from './run-cli.ts';

/** The limits of its targets are those of a machine with nothing else to do. */
const config = readFileSync('examples/full-stack/infra-test.yml', 'utf8').replaceAll(/max < \ds/g, 'max < 50s');
const walked = ['customer', 'landed', 'transcribed', 'embedded', 'found', 'returned', 'told'];
const ending = ['clean up', 'look again', 'look again'];

async function runWalk(...flags: readonly string[]) {
  const folder = folderWith({ 'infra-test.yml': config });
  const { exitCode, stdout } = await runCli(['run', ...flags], folder);
  const read = (name: string): string => readFileSync(join(folder, '.infra-test', name), 'utf8');
  const [run] = (JSON.parse(read('results.json')) as Report).runs;
  const outcome = run?.checks.find(({ id }) => id === 'walk.steps.call-to-answer')?.outcome;
  const attempt = outcome?.attempts.at(-1);
  if (run === undefined || attempt === undefined) throw new Error(`the walk was not made:\n${stdout}`);
  return { exitCode, stdout, run, attempt, read };
}

test('a call lands, is embedded, found, returned and told; then nothing is left of it or of the stack', { timeout: 120_000 }, async () => {
  const { exitCode, stdout, run, attempt, read } = await runWalk();
  expect(stdout).toContain('PASS');
  expect(exitCode).toBe(0);
  expect(attempt.hops?.map(({ name, component, state }) => `${name} ${component} ${state}`)).toEqual([
    'customer crm done',
    'landed warehouse done',
    'transcribed warehouse done',
    'embedded tools done',
    'found vectors done',
    'returned tools done',
    'told assistant done',
    'clean up  done',
    'look again warehouse done',
    'look again vectors done',
  ]);
  // Wherever an answer of the embedded agent is shown, it says that no model gave it.
  expect(attempt.hops?.find(({ name }) => name === 'told')?.detail).toMatch(/^an answer of \d+ characters, by no-model$/);
  const left = attempt.findings.filter(({ subject }) => subject.startsWith('left in'));
  expect(left).toMatchObject([
    { subject: 'left in warehouse', actual: 'nothing', met: true },
    { subject: 'left in vectors', actual: 'nothing', met: true },
  ]);
  expect(run.targets.map(({ text, status }) => `${text}: ${status}`)).toContain('told max < 50s: met');
  const hops = run.deployments?.[0]?.hops ?? [];
  expect(hops.filter(({ name }) => name === 'endpoint').map(({ component }) => component)).toEqual(
    expect.arrayContaining(['snowflake', 'pinecone', 'mcp', 'http', 'agent']),
  );
  expect(hops.at(-1)).toMatchObject({ name: 'tear-down', state: 'done', detail: 'process ended, ports closed' });
  expect(run.leftovers).toEqual([]);
  const page = read('report.html');
  expect(page).toContain('From deployment to tear-down');
  for (const name of [...walked, 'deploy', 'handshake', 'tear-down'])
    expect(page).toMatch(new RegExp(`<th scope="row" role="rowheader">\\s*${name}`));
  expect(page).not.toContain('class="wx"');
  expect(replayJournal(read('journal.ndjson'))[0]?.deployments).toEqual(run.deployments);
});

test(
  'a tool that does not work is the hop that fails; what was created before it is removed all the same',
  { timeout: 120_000 },
  async () => {
    const { exitCode, stdout, attempt, read } = await runWalk('--environment', 'dead-tool');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('step returned (tools): tool search_calls answered: search backend unavailable');
    const names = attempt.hops?.map(({ name, state }) => `${name} ${state}`);
    const until = walked.slice(0, walked.indexOf('returned')).map((name) => `${name} done`);
    expect(names).toEqual([...until, 'returned failed', ...ending.map((name) => `${name} done`)]);
    expect(attempt.findings.filter(({ met }) => !met)).toEqual([]);
    expect(read('summary.md')).toMatch(/Hops: <code>customer .* returned .*tools.* failed after /);
    expect(read('report.html').match(/class="wx"/g)?.length).toBeGreaterThanOrEqual(2);
  },
);

test('a kill in the middle leaves the names of all that was created, and the next run keeps them', { timeout: 120_000 }, async () => {
  const waiting = config.replace(
    'ask: "Which call is about {call}?" }',
    'ask: "Which call is about {call}?", until: { path: text, equals: "" }, within: 50s }',
  );
  expect(waiting).not.toBe(config);
  const folder = folderWith({ 'infra-test.yml': waiting });
  const journal = join(folder, '.infra-test', 'journal.ndjson');
  const created = (): number => (existsSync(journal) ? readFileSync(journal, 'utf8').split('"resource-creating"').length - 1 : 0);
  const child = startCli(['run', '--component', 'walk'], folder);
  const closed = once(child, 'close');
  await expect.poll(created, { timeout: 60_000 }).toBe(3);
  child.kill('SIGKILL');
  await closed;
  const [execution] = replayJournal(readFileSync(journal, 'utf8'));
  const name = /^warehouse\/CORE\.CALLS\/CALL_ID\/(walk-[\w-]+)$/.exec(execution?.leftovers[0]?.name ?? '')?.[1];
  expect(execution?.leftovers).toEqual([
    { component: 'walk', kind: 'table-rows', name: `warehouse/CORE.CALLS/CALL_ID/${name}` },
    { component: 'walk', kind: 'table-rows', name: `warehouse/CORE.TRANSCRIPTS/CALL_ID/${name}` },
    { component: 'walk', kind: 'vector-records', name: `vectors//${name}` },
  ]);
  expect(clearJournal(join(folder, '.infra-test'))).toBe(`journal-${execution?.header.runId}.ndjson`);
});
