import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { replayJournal, unfinishedReason, unknownStop } from '../../src/execute/replay.ts';
import type { Check } from '../../src/model/check.ts';
import type { CheckContext } from '../../src/model/component.ts';
import type { Resource } from '../../src/model/outcome.ts';
import type { JournalEntry } from '../../src/model/run.ts';
import { layers } from '../../src/model/words.ts';
import { Refusal, Skip, TransportError } from '../../src/std/errors.ts';
import { aCheck, aComponent, aGate, aPlan, aPlannedComponent, conditions, run } from './build-plan.ts';

/** What one check of a random run does; the runner reads it from its input. */
interface Act {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly creates: readonly string[];
  readonly ends: 'returns' | 'transport' | 'refusal' | 'skip' | 'bug' | 'once';
}

const acts = fc.record<Act>({
  texts: fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 3 }),
  numbers: fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 3 }),
  creates: fc.array(fc.constantFrom('table-a', 'table-b', 'stuck-c'), { maxLength: 3 }),
  ends: fc.constantFrom('returns', 'transport', 'refusal', 'skip', 'bug', 'once'),
});

const component = () => {
  const tried = new Set<string>();
  return aComponent({
    checks: {
      async act(context: CheckContext, input: unknown) {
        const { texts, numbers, creates, ends } = input as Act;
        for (const text of texts) {
          context.find({ subject: text, expected: 'x', actual: text, met: text.length % 2 === 0 });
          context.note(text);
        }
        for (const number of numbers) {
          context.metric('m', number, '%');
          context.sample('q', Math.abs(number));
        }
        if (ends === 'bug') await context.hop({ name: 'failing', component: 'b' }, () => Promise.reject(new Error(texts.join())));
        for (const name of creates) await context.create({ kind: 'table', name: `${name}-${context.checkId}` }, async () => {});
        for (const text of texts) await context.hop({ name: text, component: 'a', describe: () => text }, async () => {});
        if (ends === 'transport') throw new TransportError('network', texts.join());
        if (ends === 'refusal') throw new Refusal('E', texts.join());
        if (ends === 'skip') throw new Skip('not here');
        if (ends === 'bug') throw new Error(texts.join());
        if (ends === 'once' && !tried.has(context.checkId)) {
          tried.add(context.checkId);
          throw new TransportError('5xx', 'only once');
        }
      },
    },
    async remove(_connection: AsyncDisposable, { name }: Resource) {
      if (name.startsWith('stuck')) throw new Error('stuck');
    },
  });
};

const retries = { count: 1, backoffMilliseconds: 0, on: ['5xx' as const] };
const plans = fc
  .array(fc.tuple(acts, fc.constantFrom('a', 'b', 'dead'), fc.constantFrom(...layers), fc.boolean()), { maxLength: 12 })
  .map((parts) => {
    const checks: readonly Check[] = parts.map(([act, name, layer, expects], index) =>
      aCheck(`${name}.check${index}`, {
        kind: 'act',
        layer,
        input: act,
        retries,
        expect: expects ? conditions('warn: m > 0', 'q p(50) < 1s') : [],
      }),
    );
    return aPlan([aGate('a'), aGate('b'), aGate('dead'), ...checks], {
      components: ['a', 'b', 'dead'].map((name) => aPlannedComponent(name, { concurrency: 2 })),
      secrets: ['secret word'],
    });
  });

test('a complete journal replays to what was live; every beginning of it to a valid run with all that had finished', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const dead = aComponent({ connect: () => Promise.reject(new TransportError('network', 'nobody there')) });
      const { execution, text } = await run(plan, { a: component(), b: component(), dead });
      expect(replayJournal(text)).toEqual([execution]);
      const lines = text.trimEnd().split('\n');
      for (let count = 1; count < lines.length; count += 1) expectValidBeginning(lines, count, execution.header.checks.length);
    }),
    { numRuns: 60 },
  );
});

function expectValidBeginning(lines: readonly string[], count: number, total: number): void {
  const torn = (lines[count] ?? '').slice(0, -1);
  const [execution, ...others] = replayJournal(`${lines.slice(0, count).join('\n')}\n${torn}`);
  if (execution === undefined) throw new Error('no run');
  expect(others).toEqual([]);
  const entries = lines.slice(0, count).map((line) => JSON.parse(line) as JournalEntry);
  const finished = new Map(
    entries.flatMap((entry) => (entry.type === 'check-finished' ? [[entry.outcome.checkId, entry.outcome] as const] : [])),
  );
  expect(execution.outcomes).toHaveLength(total);
  expect(execution.stoppedBy).toBe(unknownStop);
  expect(execution.durationMilliseconds).toBeGreaterThanOrEqual(0);
  for (const outcome of execution.outcomes) {
    const { checkId } = outcome;
    expect(outcome).toEqual(finished.get(checkId) ?? { checkId, status: 'broken', reason: unfinishedReason, flaky: false, attempts: [] });
  }
}

test('a kill between creation and removal leaves the resource in the ledger', async () => {
  const checks = { act: (context: CheckContext) => context.create({ kind: 'table', name: 't' }, async () => {}) };
  const { text } = await run(aPlan([aCheck('a.act')]), { a: aComponent({ checks, remove: async () => {} }) });
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes('resource-creating'));
  const [execution] = replayJournal(lines.slice(0, at + 1).join('\n'));
  expect(execution?.leftovers).toEqual([{ component: 'a', kind: 'table', name: 't' }]);
  expect(replayJournal(text)[0]?.leftovers).toEqual([]);
});

test.each([
  ['', 'the journal is empty'],
  ['\n\n', 'the journal is empty'],
  ['hello', 'this is not the journal of a run: expected a line with "type":"run-started", found none'],
  ['{"type":"run-finished","run":"r","durationMilliseconds":1,"stoppedBy":null}', 'this is not the journal of a run'],
  ['{"type":"run-started","run":"r","header":{}}', 'this is not the journal of a run'],
  ['[1,2]', 'this is not the journal of a run'],
])('a text without a run is an error in words: %j', (text, message) => {
  expect(() => replayJournal(text)).toThrow(message);
});

const fine = { checkId: 'a.x', status: 'passed', reason: '', flaky: false, attempts: [] };
const fineAttempt = {
  number: 1,
  status: 'passed',
  reason: '',
  startedAtMilliseconds: 1,
  durationMilliseconds: 1,
  findings: [],
  measurements: [],
  metrics: [],
  notes: [],
};

test.each<[string, object]>([
  ['an outcome of no known status', { type: 'check-finished', outcome: { ...fine, status: 'green' } }],
  ['an outcome without a reason', { type: 'check-finished', outcome: { ...fine, reason: undefined } }],
  ['an outcome without attempts', { type: 'check-finished', outcome: { ...fine, attempts: undefined } }],
  ['an attempt that is nothing', { type: 'check-finished', outcome: { ...fine, attempts: [null] } }],
  [
    'an attempt without a time',
    { type: 'check-finished', outcome: { ...fine, attempts: [{ ...fineAttempt, durationMilliseconds: 'long' }] } },
  ],
  ['an attempt without findings', { type: 'check-finished', outcome: { ...fine, attempts: [{ ...fineAttempt, findings: undefined }] } }],
  ['no resource', { type: 'resource-creating', resource: null }],
  ['a resource without a name', { type: 'resource-creating', resource: { component: 'a', kind: 'table' } }],
  ['an end without a duration', { type: 'run-finished', stoppedBy: null }],
  ['an end by a number', { type: 'run-finished', durationMilliseconds: 1, stoppedBy: 9 }],
  ['a start without a time', { type: 'check-started', check: 'a.x' }],
])('a line with %s is left out', async (_name, entry) => {
  const { text } = await run(aPlan([aCheck('a.x')]), { a: aComponent({ checks: { x: () => {} } }) });
  const [header = ''] = text.split('\n');
  const { run: runId } = JSON.parse(header) as JournalEntry;
  const [execution] = replayJournal(`${header}\n${JSON.stringify({ run: runId, ...entry })}\n`);
  expect(execution).toMatchObject({
    outcomes: [{ status: 'broken', reason: unfinishedReason }],
    leftovers: [],
    stoppedBy: unknownStop,
    durationMilliseconds: 0,
  });
});

test('any text gives runs or a sentence, and lines of a hostile shape are left out', async () => {
  const { text } = await run(aPlan([aCheck('a.x')]), { a: aComponent({ checks: { x: () => {} } }) });
  const [header = '', ...rest] = text.trimEnd().split('\n');
  const { run: runId } = JSON.parse(header) as JournalEntry;
  const hostile = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        type: fc.constantFrom(
          'check-started',
          'check-finished',
          'resource-creating',
          'resource-removed',
          'run-finished',
          'run-started',
          'other',
        ),
        run: fc.constantFrom(runId, 'x', 1),
        outcome: fc.oneof(
          fc.jsonValue(),
          fc.record({ checkId: fc.constant('a.x'), status: fc.jsonValue(), reason: fc.string(), attempts: fc.jsonValue() }),
        ),
        resource: fc.jsonValue(),
        header: fc.jsonValue(),
        durationMilliseconds: fc.jsonValue(),
      })
      .map((entry) => JSON.stringify(entry)),
  );
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 5 }), (lines) => {
      const [execution] = replayJournal([header, ...lines, ...rest].join('\n'));
      expect(execution?.outcomes).toMatchObject([{ checkId: 'a.x', status: 'broken', reason: 'the check looked at nothing' }]);
    }),
  );
});
