import { expect, test } from 'vitest';
import { decodeHistory } from '../../src/history/decode-history.ts';
import { encodeHistory } from '../../src/history/encode-history.ts';
import { recordOf } from '../../src/history/record-of.ts';
import { judgeRun } from '../../src/judge/judge.ts';
import { execution, finding, measured } from '../judge/build-execution.ts';
import { pastOperation } from '../judge/build-history.ts';

test('a record has names, statuses and numbers', () => {
  const checks = {
    'db.one': { measurements: [measured('simple', [1, 2], 3)], metrics: [{ name: 'recall@10', value: 0.9 }] },
    'db.two': { status: 'failed', measurements: [measured('simple', [3])] },
    'db.three': { status: 'skipped', metrics: [{ name: 'old', value: 1 }] },
    'db.four': { isSilent: true },
  } as const;
  expect(recordOf(judgeRun(execution({ checks, environment: 'staging' })), 'a'.repeat(40))).toEqual({
    runId: 'run-1',
    commit: 'a'.repeat(40),
    configFile: 'infra-test.yml',
    environment: 'staging',
    stack: 'embedded',
    startedAtMilliseconds: 1000,
    statuses: { 'db.one': 'passed', 'db.two': 'failed', 'db.three': 'skipped', 'db.four': 'broken' },
    operations: [pastOperation('db', 'simple', [1, 2, 3], 3)],
    metrics: [{ component: 'db', name: 'recall@10', value: 0.9 }],
  });
});

test('no reason, finding, sample or note of a run is in the file', () => {
  const checks = {
    'db.one': { status: 'failed', reason: 'canary-reason', findings: [{ ...finding(false), actual: 'canary-row' }] },
  } as const;
  const run = judgeRun(execution({ checks, targets: [['db', 'simple p(95) < 100ms']], stoppedBy: 'canary-stop' }));
  const text = encodeHistory({ branch: 'main', runs: [recordOf(run, 'c0ffee1')] });
  expect(text).not.toContain('canary');
  expect(text).not.toContain('100ms');
});

test('what the file could not hold is left out, so that it can always be read again', () => {
  const checks = {
    [`db.${'x'.repeat(500)}`]: {},
    'db.one': {
      measurements: [measured('o'.repeat(401), [1])],
      metrics: [
        { name: 'infinite', value: Number.POSITIVE_INFINITY },
        { name: 'none', value: Number.NaN },
        { name: 'huge', value: 1e300 },
        { name: 'good', value: -1 },
      ],
    },
  };
  const record = recordOf(judgeRun(execution({ checks })), '$(not a commit)');
  expect(record).toMatchObject({ commit: '', operations: [], metrics: [{ name: 'good' }] });
  expect(Object.keys(record.statuses)).toEqual(['db.one']);
  expect(decodeHistory(encodeHistory({ branch: 'main', runs: [record] }))).toEqual({ history: { branch: 'main', runs: [record] } });
});
