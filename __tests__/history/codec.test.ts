import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRecord, mergeHistories } from '../../src/history/add-records.ts';
import { decodeHistory } from '../../src/history/decode-history.ts';
import { encodeHistory } from '../../src/history/encode-history.ts';
import { pastOperation, pastRun as plainRun } from '../judge/build-history.ts';
import { emptyHistory, pastRuns } from './arbitrary-history.ts';

type Json = Record<string, unknown>;

const good = addRecord(
  emptyHistory,
  plainRun({
    statuses: { 'db.one': 'passed', 'db.two': 'failed' },
    operations: [pastOperation('db', 'simple', [1, 2, 3], 1)],
    metrics: [{ component: 'db', name: 'recall@10', value: 0.9 }],
  }),
);

/** The good file after a change of it, or of its only run. */
function changed(change: (file: Json, run: Json) => void): string {
  const file = JSON.parse(encodeHistory(good)) as Json & { runs: [Json] };
  change(file, file.runs[0]);
  return JSON.stringify(file);
}

test('what is encoded is decoded to the same history, whatever its names are', () => {
  fc.assert(
    fc.property(pastRuns, (runs) => {
      const history = mergeHistories(emptyHistory, { branch: 'main', runs });
      expect(decodeHistory(encodeHistory(history), 'main')).toEqual({ history });
    }),
  );
});

test('the file is compact: names once, a letter for each status, pairs for each histogram', () => {
  expect(JSON.parse(encodeHistory(good))).toEqual({
    version: 1,
    branch: 'main',
    checks: ['db.one', 'db.two'],
    names: [
      ['db', 'simple'],
      ['db', 'recall@10'],
    ],
    runs: [
      {
        id: 'past-0',
        commit: 'c0ffee0',
        config: 'infra-test.yml',
        environment: 'local',
        stack: 'embedded',
        at: 1_700_000_000_000,
        statuses: 'pf',
        operations: [[0, 1, 0, 1000, 3000, 6000, 1000, 1, 1000, 1, 524, 1]],
        metrics: [[1, 0.9]],
      },
    ],
  });
});

test('a name called __proto__ stays a name', () => {
  const statuses = Object.fromEntries([['__proto__', 'failed' as const]]);
  const { history } = decodeHistory(encodeHistory({ branch: 'main', runs: [plainRun({ statuses })] }));
  expect(Object.entries(history?.runs[0]?.statuses ?? {})).toEqual([['__proto__', 'failed']]);
});

const operation = (numbers: readonly unknown[]) => (_: Json, run: Json) => void (run['operations'] = [numbers]);

const poisoned: readonly (readonly [what: string, text: string, warning: string])[] = [
  ['nothing', '', 'it is not JSON'],
  ['a page', '<html>', 'it is not JSON'],
  ['null', 'null', 'the file is not as expected'],
  ['a list', '[]', 'version is not as expected'],
  ['deep nesting', '['.repeat(1_000_000), 'it is not JSON'],
  ['deep nesting of values', `{"version":1,"runs":${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}}`, 'branch is not as expected'],
  ['50 MB', ' '.repeat(50 * 1024 * 1024), 'it is larger than'],
  ['a later version', changed((file) => void (file['version'] = 2)), 'its version is 2'],
  ['no version', changed((file) => void delete file['version']), 'version is not as expected'],
  ['another branch', changed((file) => void (file['branch'] = 'feature')), 'it belongs to another branch than main'],
  ['an unknown key', changed((file) => void (file['message'] = 'hello')), 'message is not as expected'],
  ['an unknown key of a run', changed((_, run) => void (run['reason'] = 'hello')), 'runs.0.reason is not as expected'],
  ['a check twice', changed((file) => void (file['checks'] = ['db.one', 'db.one'])), 'checks is not as expected'],
  ['a name that is too long', changed((file) => void (file['checks'] = ['x'.repeat(401)])), 'checks.0 is not as expected'],
  ['a status of its own', changed((_, run) => void (run['statuses'] = 'px')), 'a letter that is no status'],
  ['more statuses than checks', changed((_, run) => void (run['statuses'] = 'ppp')), 'longer than the list of checks'],
  ['a status of the wrong type', changed((_, run) => void (run['statuses'] = 7)), 'runs.0.statuses is not as expected'],
  ['a commit that is none', changed((_, run) => void (run['commit'] = 'HEAD; rm')), 'runs.0.commit is not as expected'],
  ['a time before 1970', changed((_, run) => void (run['at'] = -1)), 'runs.0.at is not as expected'],
  ['a time of the far future', changed((_, run) => void (run['at'] = 9e12)), 'runs.0.at is not as expected'],
  ['a run twice', changed((file) => void (file['runs'] = [file['runs'], file['runs']].flat())), 'it has a run twice'],
  ['a metric of 1e308', changed((_, run) => void (run['metrics'] = [[1, 1e308]])), 'runs.0.metrics.0.1 is not as expected'],
  ['a metric of Infinity', changed(() => {}).replace('0.9]', '1e999]'), 'runs.0.metrics.0.1 is not as expected'],
  ['a metric without a value', changed((_, run) => void (run['metrics'] = [[1, null]])), 'runs.0.metrics.0.1 is not as expected'],
  ['a metric without a name', changed((_, run) => void (run['metrics'] = [[2, 1]])), 'runs[0].metrics[0] points to no name'],
  ['an operation without a name', changed(operation([9, 0, 0, 0, 0, 0])), 'runs[0].operations[0] points to no name'],
  ['half an operation', changed(operation([0, 1, 0])), 'is no histogram'],
  ['no numbers', changed(operation([])), 'points to no name'],
  ['texts for numbers', changed(operation([0, '1'])), 'runs.0.operations.0 is not as expected'],
  ['negative errors', changed(operation([0, -1, 0, 1000, 3000, 6000, 1000, 1])), 'has no number of errors'],
  ['a time of -1', changed(operation([0, 0, 0, -1, 3000, 6000, 1000, 1])), 'is no histogram'],
  ['a time of null', changed(operation([0, 0, 0, null, 3000, 6000, 1000, 1])), 'runs.0.operations.0 is not as expected'],
  ['a time of 1e308', changed(operation([0, 0, 0, 1000, 1e308, 6000, 1000, 1])), 'is no histogram'],
  ['a smallest that no bucket has', changed(operation([0, 1, 0, 1, 3000, 6000, 1000, 1, 1000, 1, 524, 1])), 'is no histogram'],
  ['a largest that no bucket has', changed(operation([0, 1, 0, 1000, 1500, 4500, 1000, 1, 1000, 1, 524, 1])), 'is no histogram'],
  ['a sum that no samples have', changed(operation([0, 1, 0, 1000, 3000, 9001, 1000, 1, 1000, 1, 524, 1])), 'is no histogram'],
  ['a bucket without samples', changed(operation([0, 1, 0, 1000, 3000, 6000, 1000, 1, 1000, 0, 524, 1])), 'is no histogram'],
  ['buckets out of order', changed(operation([0, 1, 0, 1000, 1000, 2000, 1000, 1, 0, 1])), 'is no histogram'],
  ['half a bucket', changed(operation([0, 1, 0, 1000, 1000, 1000, 1000])), 'is no histogram'],
  [
    'an operation twice',
    changed((_, run) => void (run['operations'] = [run['operations'], run['operations']].flat())),
    'has an operation twice',
  ],
];

test.each(poisoned)('%s: nothing of it is used, and a sentence says why', (_, text, warning) => {
  const decoded = decodeHistory(text, 'main');
  expect(decoded.history).toBeUndefined();
  expect(decoded.warning).toMatch(/^The history was not used: [^\n]{1,200}\.$/);
  expect(decoded.warning).toContain(warning);
});

test('no change of a single value is accepted in part or throws', () => {
  const values = fc.constantFrom<unknown>(-1, 0.5, 1e308, null, '', 'x'.repeat(500), [], {}, true, 2 ** 53, 4_102_444_800_001);
  const paths = [...pathsOf(JSON.parse(encodeHistory(good)))];
  fc.assert(
    fc.property(fc.constantFrom(...paths), values, (path, value) => {
      const file: unknown = JSON.parse(encodeHistory(good));
      set(file, path, value);
      const { history, warning } = decodeHistory(JSON.stringify(file), 'main');
      expect(history === undefined).toBe(warning !== undefined);
      if (history !== undefined) expect(decodeHistory(encodeHistory(history), 'main')).toEqual({ history });
    }),
    { numRuns: 1000 },
  );
});

function* pathsOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) yield* pathsOf(part, [...path, key]);
}

function set(root: unknown, path: readonly string[], value: unknown): void {
  const holder = path.slice(0, -1).reduce<unknown>((found, key) => Reflect.get(Object(found), key), root);
  Reflect.set(Object(holder), path.at(-1) ?? '', value);
}
