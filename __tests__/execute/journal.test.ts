import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute } from '../../src/execute/execute.ts';
import { Journal } from '../../src/execute/journal.ts';
import { replayJournal } from '../../src/execute/replay.ts';
import type { JournalEntry } from '../../src/model/run.ts';
import { aCheck, aComponent, aGate, aPlan } from './build-plan.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'infra-test-journal-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const entry = (check: string): JournalEntry => ({ type: 'check-started', run: 'r', check, atMilliseconds: 1 });
const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

test('makes its folder, writes each entry at once and keeps what is there', () => {
  const file = join(directory, 'deep/er/journal.ndjson');
  {
    using journal = Journal.open(file);
    journal.append(entry('one'));
    expect(linesOf(file)).toEqual([JSON.stringify(entry('one'))]);
    journal.append(entry('ünï 🎯\n"quoted"'));
  }
  {
    using journal = Journal.open(file);
    journal.append(entry('three'));
  }
  expect(linesOf(file).map((line) => JSON.parse(line) as unknown)).toEqual([entry('one'), entry('ünï 🎯\n"quoted"'), entry('three')]);
});

test('an earlier run that was killed inside a line does not swallow the first entry of the next', () => {
  const file = join(directory, 'journal.ndjson');
  writeFileSync(file, '{"type":"check-fin');
  {
    using journal = Journal.open(file);
    journal.append(entry('one'));
  }
  expect(linesOf(file)).toEqual(['{"type":"check-fin', JSON.stringify(entry('one'))]);
});

test('a journal that cannot be opened is told in a sentence', () => {
  expect(() => Journal.open(directory)).toThrow(`cannot open the journal ${directory}: EISDIR`);
});

test('a disk that is full stops the run: what is known is returned, nothing is created, nothing is green', async () => {
  let created = 0;
  const component = aComponent({
    checks: { make: (context) => context.create({ kind: 'table', name: 't' }, async () => void (created += 1)) },
    remove: async () => {},
  });
  const plan = aPlan([aGate('a'), aCheck('a.make'), aCheck('a.make2', { kind: 'make' })]);
  using journal = Journal.open('/dev/full');
  const signal = new AbortController().signal;
  const execution = await execute({ plan, runId: 'r', toolVersion: '0', journal, signal, load: async () => component });
  expect(created).toBe(0);
  expect(execution.stoppedBy).toMatch(/^cannot write the journal \/dev\/full: ENOSPC/);
  expect(execution.outcomes.map(({ status }) => status)).toEqual(['broken', 'broken', 'broken']);
});

test.skipIf(process.platform === 'win32')(
  'a disk that fills up inside an entry: nothing that is told as done is lost, the rest is broken',
  async () => {
    const file = join(directory, 'journal.ndjson');
    const script = fileURLToPath(new URL('kill-run.ts', import.meta.url));
    // A limit on the size of files ends a write in the middle, as a full disk does; 200 blocks hold the header and some checks.
    const child = spawn('sh', ['-c', 'ulimit -f 200; exec "$0" "$@"', process.execPath, script, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await once(child, 'close');
    const [execution] = replayJournal(readFileSync(file, 'utf8'));
    expect(output).toMatch(/stopped by cannot write the journal .*: EFBIG/);
    const passed = execution?.outcomes.filter(({ status }) => status === 'passed').map(({ checkId }) => checkId) ?? [];
    expect(passed.length).toBeGreaterThan(2);
    expect(passed.length).toBeLessThan(122);
  },
);

test.skipIf(process.platform === 'win32')('an entry that was written in part is not acknowledged', async () => {
  const file = join(directory, 'journal.ndjson');
  const source = `
    import { Journal } from ${JSON.stringify(new URL('../../src/execute/journal.ts', import.meta.url).href)};
    const journal = Journal.open(${JSON.stringify(file)});
    let acknowledged = 0;
    try {
      for (;;) {
        journal.append({ type: 'check-started', run: 'r', check: 'x'.repeat(1000), atMilliseconds: 1 });
        acknowledged += 1;
      }
    } catch {
      console.log(acknowledged);
    }`;
  const limited = ['-c', 'ulimit -f 20; exec "$0" "$@"', process.execPath, '--input-type=module', '-e', source];
  const child = spawn('sh', limited, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  const complete = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  expect(complete.length).toBeGreaterThan(3);
  expect(Number(text.toString())).toBe(complete.length);
});

test('a creation whose ledger entry cannot be written does not happen', async () => {
  let created = 0;
  const file = join(directory, 'journal.ndjson');
  const journal = Journal.open(file);
  const component = aComponent({
    checks: {
      make(context) {
        journal[Symbol.dispose]();
        return context.create({ kind: 'table', name: 't' }, async () => void (created += 1));
      },
    },
    remove: async () => {},
  });
  const signal = new AbortController().signal;
  const execution = await execute({
    plan: aPlan([aCheck('a.make')]),
    runId: 'r',
    toolVersion: '0',
    journal,
    signal,
    load: async () => component,
  });
  expect(created).toBe(0);
  expect(execution.outcomes).toMatchObject([{ status: 'broken', reason: expect.stringContaining('cannot write the journal') }]);
  expect(execution.leftovers).toEqual([]);
});

test('several runs in one journal are told apart', async () => {
  const file = join(directory, 'journal.ndjson');
  const live = [];
  for (const runId of ['one', 'two']) {
    using journal = Journal.open(file);
    const component = aComponent({ checks: { x: (context) => context.metric('m', 1) } });
    const signal = new AbortController().signal;
    live.push(
      await execute({ plan: aPlan([aGate('a'), aCheck('a.x')]), runId, toolVersion: '0', journal, signal, load: async () => component }),
    );
    if (runId === 'one') appendFileSync(file, '{"type":"torn');
  }
  expect(replayJournal(readFileSync(file, 'utf8'))).toEqual(live);
});
