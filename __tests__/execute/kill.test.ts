import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { replayJournal, unfinishedReason } from '../../src/execute/replay.ts';
import { createRandom } from '../../src/std/random.ts';

const script = fileURLToPath(new URL('kill-run.ts', import.meta.url));
const random = createRandom('kill -9 at any moment');
/** Lines of output after which the child is killed: a moment of its work, not of the clock of a busy machine. */
const moments = Array.from({ length: 20 }, () => Math.floor(random() * 360));

/** Runs the child until it has printed `lines` lines, kills it, and gives all it had printed. */
async function killAfter(lines: number, file: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > lines) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return output.split('\n').slice(0, -1);
}

test.each(moments)('killed after %i lines: everything acknowledged is in the journal, the rest is broken', async (lines) => {
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-kill-'));
  const file = join(directory, 'journal.ndjson');
  const printed = await killAfter(lines, file);
  const text = readFileSync(file, 'utf8');
  const [execution] = replayJournal(text);
  rmSync(directory, { recursive: true });
  if (execution === undefined) throw new Error('no run');
  const named = (verb: string): readonly string[] =>
    printed.filter((line) => line.startsWith(`${verb} `)).map((line) => line.slice(verb.length + 1));
  const outcomes = new Map(execution.outcomes.map((outcome) => [outcome.checkId, outcome]));
  expect(outcomes.size).toBe(122);
  for (const id of named('finished')) expect(outcomes.get(id)).toMatchObject({ status: 'passed' });
  const unfinished = execution.outcomes.filter(({ status }) => status !== 'passed');
  for (const outcome of unfinished) expect(outcome).toMatchObject({ status: 'broken', reason: unfinishedReason, attempts: [] });
  const removed = new Set(named('removed'));
  const existing = named('created').filter((name) => !removed.has(name));
  expect(execution.leftovers.map(({ name }) => name)).toEqual(expect.arrayContaining([...existing]));
  // The kill may come after the last line of the journal and before the child has printed that it is complete.
  const hasEnd = /^\{"type":"run-finished".*\}\n/m.test(text);
  expect(execution.stoppedBy === null).toBe(hasEnd);
  expect(hasEnd || !printed.includes('complete')).toBe(true);
  expect(hasEnd && unfinished.length > 0).toBe(false);
});
