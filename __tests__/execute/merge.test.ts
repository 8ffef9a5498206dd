import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeHeader } from '../../src/execute/header.ts';
import { journalOf } from '../../src/execute/journal-of.ts';
import { mergeExecutions } from '../../src/execute/merge.ts';
import { replayJournal } from '../../src/execute/replay.ts';
import { judgeRun } from '../../src/judge/judge.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Execution } from '../../src/model/run.ts';
import { outcomeStatuses } from '../../src/model/words.ts';
import { shardOf } from '../../src/plan/shard.ts';
import { measured, samplesOf } from '../judge/build-execution.ts';
import { aCheck, aGate, aPlan, aPlannedComponent, aTarget } from './build-plan.ts';
import { attemptAt, executionOf, outcomeOf } from './build-shards.ts';

const plan: Plan = {
  ...aPlan([
    aGate('crm'),
    aGate('tools'),
    aCheck('crm.one', { operations: ['get'] }),
    aCheck('crm.two', { operations: ['get'] }),
    aCheck('tools.one'),
    aCheck('tools.two'),
  ]),
  targets: [aTarget('crm', 'get p(95) < 100ms', ['get'])],
  notSelected: ['crm.other'],
};
const mergeOne = (executions: readonly Execution[]): Execution => {
  const [merged, ...others] = mergeExecutions(executions);
  if (merged === undefined || others.length > 0) throw new Error(`expected one run, got ${others.length + 1}`);
  return merged;
};
const statusOf = (execution: Execution, id: string) => execution.outcomes.find(({ checkId }) => checkId === id)?.status;

test('shards give the run that was never split', () => {
  const whole = executionOf(plan, 0, 1, { runId: 'run-1' });
  const merged = mergeOne([executionOf(plan, 2, 2), executionOf(plan, 1, 2)]);
  const { shards, ...header } = merged.header;
  expect({ ...merged, header }).toEqual(whole);
  expect(shards).toMatchObject({ count: 2, present: [1, 2] });
  const { runId: _one, ...judgedWhole } = judgeRun(whole);
  const { runId: _two, ...judgedMerged } = judgeRun(merged);
  expect(judgedMerged).toEqual(judgedWhole);
});

test('from the first start to the last end; a signal counts before other ends; what anybody left over is left over', () => {
  const table = { component: 'crm', kind: 'table', name: 't' };
  const index = { component: 'tools', kind: 'index', name: 'i' };
  const merged = mergeOne([
    executionOf(plan, 1, 3, {
      startedAtMilliseconds: 2000,
      durationMilliseconds: 500.25,
      stoppedBy: 'ENOSPC',
      leftovers: [table],
    }),
    executionOf(plan, 2, 3, { startedAtMilliseconds: 1000, durationMilliseconds: 100, stoppedBy: 'SIGTERM', leftovers: [index, table] }),
    executionOf(plan, 3, 3, { startedAtMilliseconds: 1500, durationMilliseconds: 10 }),
  ]);
  expect(merged).toMatchObject({ durationMilliseconds: 1500.25, stoppedBy: 'SIGTERM', leftovers: [table, index] });
  expect(merged.header).toMatchObject({ runId: 'run-1', startedAtMilliseconds: 1000 });
});

test('times are whole microseconds', () => {
  const part = executionOf(plan, 1, 1, { startedAtMilliseconds: 0, durationMilliseconds: 0.1 + 0.2 });
  expect(mergeOne([part]).durationMilliseconds).toBe(0.3);
});

test.each([
  [['passed', 'skipped'], 'skipped'],
  [['skipped', 'broken'], 'broken'],
  [['broken', 'failed', 'passed'], 'failed'],
] as const)('of a gate that is in several shards the worst counts: %j gives %s', (statuses, expected) => {
  // A third is shard 1 once more, as a repeated job would give it.
  const parts = statuses.map((status, index) =>
    executionOf(plan, (index % 2) + 1, 2, { outcomes: { 'crm.connection': outcomeOf('crm.connection', status) } }),
  );
  expect(statusOf(mergeOne(parts), 'crm.connection')).toBe(expected);
});

test('of outcomes of one status the flaky one counts, then the earliest', () => {
  const gate = (startedAt: number, flaky = false) => ({ outcomes: { 'crm.connection': { flaky, attempts: [attemptAt(startedAt)] } } });
  const parts = [executionOf(plan, 1, 3, gate(100)), executionOf(plan, 2, 3, gate(20)), executionOf(plan, 1, 3, gate(3))];
  const of = (executions: readonly Execution[]) => mergeOne(executions).outcomes.find(({ checkId }) => checkId === 'crm.connection');
  expect(of(parts)?.attempts[0]?.startedAtMilliseconds).toBe(3);
  expect(of([...parts, executionOf(plan, 2, 3, gate(40, true))])?.attempts[0]?.startedAtMilliseconds).toBe(40);
});

test('the checks of a shard that did not report are broken, and so is the run, until the shard is here', () => {
  const [first, second, third] = [1, 2, 3].map((number) => executionOf(plan, number, 3)) as [Execution, Execution, Execution];
  const partial = mergeOne([first, third]);
  expect(partial.header.shards?.present).toEqual([1, 3]);
  expect(partial.outcomes.filter(({ status }) => status === 'broken')).toEqual([
    { checkId: 'crm.two', status: 'broken', reason: 'shard 2/3 did not report', flaky: false, attempts: [] },
  ]);
  const { verdict, reasons } = judgeRun(partial);
  expect(verdict).toBe('broken');
  expect(reasons[0]).toBe('1 shard did not report: 2/3.');
  expect(mergeOne([partial, second])).toEqual(mergeOne([first, second, third]));
});

test('a missing shard is broken also where its checks could only warn', () => {
  const warned = { ...plan, targets: [], checks: plan.checks.map((check) => ({ ...check, severity: 'warn' as const })) };
  expect(judgeRun(mergeOne([executionOf(warned, 1, 2)]))).toMatchObject({
    verdict: 'broken',
    reasons: ['1 shard did not report: 2/2.', '2 warnings to read.'],
  });
});

test('several missing shards are named', () => {
  const partial = mergeOne([executionOf(plan, 4, 4)]);
  expect(partial.outcomes.map(({ checkId, reason }) => [checkId, reason])).toEqual([
    ['crm.connection', 'shard 1/4 and 1 more did not report'],
    ['tools.connection', ''],
    ['crm.one', 'shard 1/4 did not report'],
    ['crm.two', 'shard 2/4 did not report'],
    ['tools.one', 'shard 3/4 did not report'],
    ['tools.two', ''],
  ]);
  expect(judgeRun(partial).reasons[0]).toBe('3 shards did not report: 1/4; 2/4; 3/4.');
});

test('a shard without checks passes with a word, and is not missed where it does not report', () => {
  const small = aPlan([aGate('crm'), aCheck('crm.one')]);
  const empty = executionOf(small, 2, 2);
  expect(judgeRun(empty)).toMatchObject({ verdict: 'pass', reasons: [], selection: 'nothing to do in shard 2/2', checks: [] });
  expect(judgeRun(mergeOne([executionOf(small, 1, 2)])).verdict).toBe('pass');
  expect(judgeRun(mergeOne([executionOf(small, 1, 2), empty])).verdict).toBe('pass');
  expect(judgeRun(mergeOne([empty]))).toMatchObject({ verdict: 'broken', reasons: [expect.stringContaining('1/2'), expect.anything()] });
});

test('a shard of which all was skipped is no silence, the merged run of such shards is', () => {
  const skipped = Object.fromEntries(plan.checks.map(({ id }) => [id, outcomeOf(id, 'skipped')]));
  const parts = [1, 2].map((number) => executionOf(plan, number, 2, { outcomes: skipped }));
  expect(parts.map((part) => judgeRun(part).verdict)).toEqual(['pass', 'pass']);
  expect(judgeRun(mergeOne(parts)).verdict).toBe('broken');
});

test('targets are judged on the samples of all shards, and in none of them', () => {
  const samples = (id: string, milliseconds: number) => ({
    outcomes: { [id]: { attempts: [attemptAt(1, { measurements: [measured('get', samplesOf(60, milliseconds))] })] } },
  });
  const parts = [executionOf(plan, 1, 2, samples('crm.one', 10)), executionOf(plan, 2, 2, samples('crm.two', 500))];
  expect(parts.map((part) => judgeRun(part).targets)).toEqual([[], []]);
  const { targets, operations } = judgeRun(mergeOne(parts));
  expect(targets).toMatchObject([{ status: 'missed' }]);
  expect(operations).toMatchObject([{ operation: 'get', count: 120, maxMilliseconds: 500 }]);
});

test('an embedded endpoint has an address in each shard; one is shown, and none where nobody talked to the component', () => {
  const at = (port: number): Plan => ({
    ...plan,
    components: [aPlannedComponent('crm', { address: `127.0.0.1:${port}` }), aPlannedComponent('tools')],
  });
  const lone = { ...plan, checks: plan.checks.filter(({ id }) => id !== 'crm.two' && id !== 'tools.two') };
  const only = mergeOne([executionOf({ ...lone, components: at(7).components }, 1, 2)]);
  expect(only.header.components.map(({ address }) => address)).toEqual(['127.0.0.1:7', '']);
  const merged = mergeOne([executionOf(at(9), 1, 2), executionOf(at(8), 2, 2)]);
  expect(merged.header.components.map(({ address }) => address)).toEqual(['127.0.0.1:8', 'tools.example.test']);
});

test('runs that were not split stay apart, and the same one counts once', () => {
  const [one, two] = [executionOf(plan, 0, 1, { runId: 'a' }), executionOf(plan, 0, 1, { runId: 'b' })];
  expect(mergeExecutions([two, one, two])).toEqual([one, two]);
  expect(mergeExecutions([executionOf({ ...plan, file: 'b.yml' }, 1, 1), executionOf({ ...plan, file: 'a.yml' }, 1, 1)])).toMatchObject([
    { header: { configFile: 'a.yml' } },
    { header: { configFile: 'b.yml' } },
  ]);
});

test('nothing to merge is an error', () => {
  expect(() => mergeExecutions([])).toThrow('there is nothing to merge: expected at least one run, found none');
});

const changed = (fields: Partial<Plan>) => executionOf({ ...plan, ...fields }, 2, 2);
test.each<[string, Execution, string]>([
  ['another check', changed({ checks: [...plan.checks, aCheck('crm.new')] }), 'only run run-2 has the check crm.new'],
  ['a check less', changed({ checks: plan.checks.filter(({ id }) => id !== 'crm.two') }), 'only run run-1 has the check crm.two'],
  ['another split', executionOf(plan, 2, 3), 'one was split into 2 shards, the other into 3'],
  [
    'another expectation',
    changed({ checks: plan.checks.map((check) => ({ ...check, timeoutMilliseconds: 5 })) }),
    'the check crm.connection differs',
  ],
  ['another environment', changed({ environment: { ...plan.environment, stack: 'embedded' } }), 'the environment has other settings'],
  ['another target', changed({ targets: [] }), 'the targets, the selection or the strictness differ'],
])('parts of different plans are refused, both named: %s', (_name, other, difference) => {
  for (const parts of [
    [executionOf(plan, 1, 2), other],
    [other, executionOf(plan, 1, 2)],
  ])
    expect(() => mergeExecutions(parts)).toThrow(
      `cannot merge shard 1 of 2 (run run-1) with shard 2 of ${other.header.shards?.count} (run run-2): both tested infra-test.yml in environment test, but by different plans: ${difference}.`,
    );
});

test('a check whose id holds a secret has one name in all shards', () => {
  const secret = aPlan([aCheck('crm.alpha', { kind: 'x', tags: ['beta'] }), aCheck('crm.beta', { kind: 'x' }), aCheck('crm.gamma')]);
  const redact = (text: string): string => text.replaceAll(/alpha|beta/g, '***');
  const headers = [1, 2, 3].map((number) =>
    makeHeader({ plan: shardOf(secret, number, 3), runId: 'r', toolVersion: '0', startedAtMilliseconds: 1 }, redact),
  );
  expect(headers.map(({ checks }) => checks.map(({ id }) => id))).toEqual([['crm.***'], ['crm.***~2'], ['crm.gamma']]);
  expect(new Set(headers.map(({ shards }) => shards?.plan.map(({ id }) => id).join())).size).toBe(1);
  expect(JSON.stringify(headers.map(({ shards }) => shards))).not.toMatch(/alpha|beta/);
  expect(JSON.stringify(headers.map(({ shards }) => shards))).not.toContain('"input"');
});

test.each<[string, object]>([
  ['no list of those that are here', { present: 2 }],
  ['a word for a number', { present: ['two'] }],
  ['a plan of nothing', { plan: [null] }],
  ['holders that are no lists', { heldBy: [1] }],
  ['a component that is nothing', { components: [null] }],
  ['no targets', { targets: undefined }],
  ['no selection', { selection: undefined }],
  ['no count', { count: '4' }],
])('a journal from elsewhere whose shard has %s is no journal', (_name, fields) => {
  const part = executionOf(plan, 2, 4);
  const header = { ...part.header, shards: { ...part.header.shards, ...fields } };
  expect(() => replayJournal(JSON.stringify({ type: 'run-started', run: 'r', header }))).toThrow('this is not the journal of a run');
});

const leftover = fc.record({ component: fc.constantFrom('crm', 'tools'), kind: fc.constant('table'), name: fc.constantFrom('t', 'u') });
const outcome = fc.record({
  status: fc.constantFrom(...outcomeStatuses),
  reason: fc.constantFrom('', 'x', 'y', 'shard 2/3 did not report'),
  flaky: fc.boolean(),
  attempts: fc.array(
    fc.nat(3).map((at) => attemptAt(at)),
    { maxLength: 2 },
  ),
});
const shards = fc
  .record({
    file: fc.constantFrom('a.yml', 'b.yml'),
    number: fc.nat(3),
    runId: fc.constantFrom('r1', 'r2', 'r3'),
    toolVersion: fc.constantFrom('1.0.0', '1.0.1'),
    startedAtMilliseconds: fc.oneof(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 1e12, max: 1e12 + 50, noNaN: true })),
    durationMilliseconds: fc.double({ min: 0, max: 50, noNaN: true }),
    stoppedBy: fc.constantFrom(null, 'SIGINT', 'SIGTERM', 'ENOSPC', 'a limit'),
    leftovers: fc.uniqueArray(leftover, { selector: ({ component, name }) => component + name }),
    outcomes: fc.dictionary(fc.constantFrom(...plan.checks.map(({ id }) => id)), outcome),
  })
  .map(({ file, number, ...shape }) => executionOf({ ...plan, file }, number, 3, shape));
const runs = fc.array(shards, { minLength: 1, maxLength: 7 });

test('order and repetition change nothing', () => {
  fc.assert(
    fc.property(runs, fc.infiniteStream(fc.nat()), (parts, numbers) => {
      const merged = mergeExecutions(parts);
      const shuffled = parts.map((part) => ({ part, at: numbers.next().value as number })).toSorted((left, right) => left.at - right.at);
      expect(mergeExecutions(shuffled.map(({ part }) => part))).toEqual(merged);
      expect(mergeExecutions([...parts, ...parts])).toEqual(merged);
      expect(mergeExecutions(merged)).toEqual(merged);
      expect(mergeExecutions([...merged, ...parts])).toEqual(merged);
    }),
  );
});

test('steps change nothing: a merge of merges, with their journals in between, is the merge of all', () => {
  fc.assert(
    fc.property(runs, runs, runs, (left, middle, right) => {
      const all = mergeExecutions([...left, ...middle, ...right]);
      const journaled = (parts: readonly Execution[]) =>
        replayJournal(
          mergeExecutions(parts)
            .flatMap((part, index) => journalOf(part).map((entry) => JSON.stringify({ ...entry, run: `${entry.run} ${index}` })))
            .join('\n'),
        );
      expect(mergeExecutions([...mergeExecutions(left), ...mergeExecutions([...middle, ...right])])).toEqual(all);
      expect(mergeExecutions([...mergeExecutions([...left, ...middle]), ...mergeExecutions(right)])).toEqual(all);
      expect(mergeExecutions([...journaled(left), ...journaled(middle), ...journaled(right)])).toEqual(all);
    }),
  );
});

test('a journal replays to the execution it was written from', () => {
  fc.assert(
    fc.property(shards, (part) => {
      expect(
        replayJournal(
          journalOf(part)
            .map((entry) => JSON.stringify(entry))
            .join('\n'),
        ),
      ).toEqual([part]);
    }),
  );
});
