import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRecord, addRuns, mergeHistories } from '../../src/history/add-records.ts';
import { decodeHistory } from '../../src/history/decode-history.ts';
import { encodeHistory } from '../../src/history/encode-history.ts';
import { judgeRun } from '../../src/judge/judge.ts';
import type { History, PastRun } from '../../src/model/history.ts';
import { execution } from '../judge/build-execution.ts';
import { pastOperation, pastRun as plainRun } from '../judge/build-history.ts';
import { emptyHistory, pastRuns } from './arbitrary-history.ts';

const addAll = (runs: readonly PastRun[]): History => runs.reduce(addRecord, emptyHistory);
const idsOf = ({ runs }: History): readonly string[] => runs.map(({ runId }) => runId);

test('the order of adding never matters, and adding again changes nothing', () => {
  fc.assert(
    fc.property(
      pastRuns.chain((runs) => fc.tuple(fc.constant(runs), fc.shuffledSubarray([...runs], { minLength: runs.length }))),
      ([runs, shuffled]) => {
        const history = addAll(runs);
        expect(addAll(shuffled)).toEqual(history);
        expect(mergeHistories(history, addAll(shuffled.slice(1)))).toEqual(history);
        expect(idsOf(history)).toHaveLength(runs.length);
      },
    ),
  );
});

test('runs are kept oldest first, the newest 30 of each config and environment', () => {
  const runs = Array.from({ length: 50 }, (_, index) => plainRun({}, index));
  const others = [{ environment: 'staging' }, { configFile: 'other.yml' }, { stack: 'live' as const }].map((shape, index) =>
    plainRun(shape, index),
  );
  const history = addAll([...runs.toReversed(), ...others]);
  expect(history.runs).toHaveLength(33);
  expect(
    idsOf({
      ...history,
      runs: history.runs.filter((run) => run.environment === 'local' && run.stack === 'embedded' && run.configFile !== 'other.yml'),
    }),
  ).toEqual(idsOf({ ...history, runs: runs.slice(20) }));
  expect(addRecord(history, plainRun({}, 3)).runs).toHaveLength(33);
});

/** About 1 MB as a file. */
function largeRun(index: number): PastRun {
  const samples = Array.from({ length: 500 }, (_, at) => 3000 + at * 7 + index);
  const operations = Array.from({ length: 500 }, (_, at) => pastOperation('db', `operation ${at}`, samples));
  return plainRun({ operations, statuses: { 'db.one': 'passed' } }, index);
}

test('the file stays below 4 MiB: the oldest runs go, and what stays can be read again', () => {
  const runs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(largeRun);
  const history = mergeHistories(emptyHistory, { branch: 'main', runs });
  expect(addAll(runs)).toEqual(history);
  const text = encodeHistory(history);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect(history.runs.length).toBeGreaterThan(1);
  expect(history.runs).toEqual(runs.slice(-history.runs.length));
  const onceMore = { ...history, runs: runs.slice(-history.runs.length - 1) };
  expect(Buffer.byteLength(encodeHistory(onceMore))).toBeGreaterThan(4 * 1024 * 1024);
  expect(decodeHistory(text, 'main')).toEqual({ history });
});

test('the newest run is never dropped: when it alone is too large, its statuses stay', () => {
  const operations = [0, 1, 2, 3, 4, 5].flatMap((part) => largeRun(part).operations.map((each) => ({ ...each, component: `db-${part}` })));
  const huge = plainRun({ operations, statuses: { 'db.one': 'failed' } }, 9);
  const history = addRecord(addAll([plainRun({}, 1)]), huge);
  expect(history.runs).toEqual([{ ...huge, operations: [], metrics: [] }]);
});

test('the runs of an invocation are added, without those that were stopped', () => {
  const whole = judgeRun(execution({ checks: { 'db.one': {} }, runId: 'whole' }));
  const stopped = judgeRun(execution({ checks: { 'db.one': {} }, runId: 'stopped', stoppedBy: 'SIGTERM' }));
  expect(addRuns(emptyHistory, [whole, stopped], 'c0ffee1').runs).toMatchObject([{ runId: 'whole', commit: 'c0ffee1' }]);
});
