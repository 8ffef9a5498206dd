import { constantFrom, integer, property, string, assert } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNewerRun, markerLine, markerOf } from '../../src/publish/github/comment-marker.ts';
import { wantsComment } from '../../src/publish/github/comment-mode.ts';
import type { ReportPart } from '../../src/model/part.ts';
import { buildPart, buildPartRun } from './build-part.ts';

const comparedWith = { branch: 'main', pastRuns: 5, commit: 'c' };
const change = { checkId: 'a.b', title: 't', pastRuns: 5, pastFailures: 0 };
const operation = {
  component: 'a',
  operation: 'b',
  count: 9,
  errors: 0,
  p50Milliseconds: 1,
  p95Milliseconds: 2,
  p99Milliseconds: 3,
  targets: [],
  status: null,
};

function part(verdict: ReportPart['verdict'], run: Partial<ReportPart['runs'][number]>): readonly ReportPart[] {
  return [
    buildPart('first', { runs: [buildPartRun({ comparedWith })] }),
    buildPart('second', { verdict, runs: [buildPartRun({ comparedWith, ...run })] }),
  ];
}

describe('which results make a comment', () => {
  test.each<readonly [string, readonly ReportPart[], boolean, boolean]>([
    ['a pass like before', part('pass', {}), false, false],
    ['a warning like before', part('warn', {}), false, false],
    ['a failure that is still there', part('fail', { changes: [{ ...change, kind: 'still-failing' }] }), false, true],
    ['a new failure', part('fail', { changes: [{ ...change, kind: 'new-failure' }] }), true, true],
    ['a fixed check', part('pass', { changes: [{ ...change, kind: 'fixed' }] }), true, false],
    ['a removed check', part('pass', { changes: [{ ...change, kind: 'removed' }] }), true, false],
    [
      'a slower operation',
      part('pass', { operations: [{ ...operation, change: { baselineP95Milliseconds: 1, ratio: 2, trend: 'slower' } }] }),
      true,
      false,
    ],
    [
      'a noisy operation',
      part('pass', { operations: [{ ...operation, change: { baselineP95Milliseconds: 1, ratio: 2, trend: 'noisy' } }] }),
      false,
      false,
    ],
    ['a first pass', [buildPart('a', { runs: [buildPartRun({})] })], false, false],
    ['a first failure', [buildPart('a', { verdict: 'fail', runs: [buildPartRun({})] })], true, true],
    ['a job that broke before any run', [buildPart('a', { verdict: 'broken' })], true, true],
  ])('%s', (_, parts, onChange, onFailure) => {
    expect(wantsComment('always', parts)).toBe(true);
    expect(wantsComment('on-change', parts)).toBe(onChange);
    expect(wantsComment('on-failure', parts)).toBe(onFailure);
    expect(wantsComment('never', parts)).toBe(false);
  });
});

describe('the hidden line', () => {
  test('is read back from the beginning of a comment, and from nowhere else', () => {
    const number = integer({ min: 0, max: 999_999 });
    assert(
      property(number, number, constantFrom('all', '0123456789'), string(), string(), (run, attempt, leg, before, text) => {
        const marker = { key: 'abcdef0123', leg, run: { number: run, attempt } };
        expect(markerOf(markerLine(marker) + text)).toEqual(marker);
        expect(markerOf(`${markerLine(marker).trimEnd()}\r\n${text}`)).toEqual(marker);
        expect(markerOf(`${before}x\n${markerLine(marker)}`)).toBeUndefined();
      }),
    );
  });

  test('tells which run is newer: its number, then its attempt', () => {
    expect(isNewerRun({ number: 10, attempt: 1 }, { number: 9, attempt: 7 })).toBe(true);
    expect(isNewerRun({ number: 9, attempt: 2 }, { number: 9, attempt: 1 })).toBe(true);
    expect(isNewerRun({ number: 9, attempt: 1 }, { number: 9, attempt: 1 })).toBe(false);
    expect(isNewerRun({ number: 8, attempt: 3 }, { number: 9, attempt: 1 })).toBe(false);
  });
});
