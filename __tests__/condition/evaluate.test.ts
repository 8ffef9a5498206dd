import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Evaluation } from '../../src/condition/evaluate.ts';
import { evaluateCondition } from '../../src/condition/evaluate.ts';
import { parseCondition } from '../../src/condition/parse.ts';
import type { OperationView, Scope } from '../../src/condition/scope.ts';
import { valueAt } from '../../src/condition/scope.ts';
import type { Truth } from '../../src/condition/truth.ts';
import { andTruth, notTruth, orTruth } from '../../src/condition/truth.ts';
import { LatencyHistogram } from '../../src/std/histogram.ts';
import { arbitraryCondition } from './arbitrary-condition.ts';

function viewOf(samples: readonly number[], errors = 0, keepsSamples = true): OperationView {
  const histogram = new LatencyHistogram();
  for (const sample of samples) histogram.record(sample);
  return {
    count: histogram.count,
    errors,
    quantile: (q) => histogram.quantileMilliseconds(q),
    mean: histogram.meanMilliseconds,
    min: histogram.minMilliseconds,
    max: histogram.maxMilliseconds,
    countAbove: (milliseconds) => histogram.countAbove(milliseconds),
    ...(keepsSamples ? { samples } : {}),
  };
}

const repeat = (count: number, value: number): readonly number[] => Array.from({ length: count }, () => value);

const values = {
  value: 8 * 86_400_000,
  rows: 1,
  size: 1500,
  status: 200,
  row: { n: 0, name: 'abc', items: [{ x: 5 }], nothing: null, notANumber: Number.NaN, big: 2n ** 60n, at: new Date(0), flag: true },
  body: 'a refund within 30 days',
  list: [1, 'a', null],
  headers: { 'content-type': 'application/json' },
  'recall@10': 0.93,
  secret: 'x'.repeat(5000),
};

const operations: Readonly<Record<string, OperationView>> = {
  simple: viewOf(repeat(100, 80)),
  few: viewOf(repeat(50, 80)),
  oneOver: viewOf([...repeat(79, 80), 150]),
  slow: viewOf([...repeat(60, 80), ...repeat(40, 212)], 3),
  merged: viewOf(repeat(100, 80), 0, false),
  failing: viewOf([], 4),
  silent: viewOf([]),
};

const scope: Scope = {
  value: (path) => valueAt(values, path),
  operation: (name) => operations[name ?? 'slow'],
  baseline: (name, aggregate) =>
    new Map([
      ['simple p(95)', 70],
      ['recall@10 value', 0.99],
    ]).get(`${name} ${aggregate}`),
};

function evaluate(text: string, around: Scope = scope): Evaluation {
  return evaluateCondition(parseCondition(text), around);
}

test.each([
  // Values and their units.
  ['rows == 1', 'met', 'rows == 1: rows is 1'],
  ['row.n > 0', 'missed', 'row.n > 0: row.n is 0'],
  ['>= 7d', 'met', 'value >= 7d: value is 8d'],
  ['< 6h', 'missed', 'value < 6h: value is 8d'],
  ['size <= 1.5KB', 'met', 'size <= 1.5KB: size is 1.5KB'],
  ['recall@10 >= 95%', 'missed', 'recall@10 >= 95%: recall@10 is 93%'],
  ['rows <= $5', 'met', 'rows <= $5: rows is $1'],
  ['row.items[0].x * 2 + 1 == 11', 'met', 'row.items[0].x * 2 + 1 == 11: row.items[0].x is 5'],
  ['-rows < 0', 'met', '-rows < 0: rows is 1'],
  ['row.big > 1e18', 'met', 'row.big > 1000000000000000000: row.big is 1152921504606846976'],
  ['row.nothing == null', 'met', 'row.nothing == null: row.nothing is null'],
  ['row.flag == true', 'met', 'row.flag == true: row.flag is true'],
  ["row.at < '1971'", 'met', "row.at < '1971': row.at is '1970-01-01T00:00:00.000Z'"],
  [
    "headers.content-type == 'application/json'",
    'met',
    "headers.content-type == 'application/json': headers.content-type is 'application/json'",
  ],
  // Functions.
  ["contains(body, '30 days')", 'met', "contains(body, '30 days'): body is 'a refund within 30 days'"],
  ["contains(body, any('money', 'refund'))", 'met', "contains(body, any('money', 'refund')): body is 'a refund within 30 days'"],
  ["contains(list, 'a') && contains(list, 1) && contains(list, null)", 'met', undefined],
  ["contains(list, '1')", 'missed', 'contains(list, \'1\'): list is [1,"a",null]'],
  [
    'len(body) == 23 && len(list) == 3 && len(row) > 3',
    'met',
    'len(body) == 23 && len(list) == 3 && len(row) > 3: len(body) is 23, len(list) is 3, len(row) is 8',
  ],
  ['has(row.nothing) && !has(row.other)', 'met', 'has(row.nothing) && !has(row.other): row.nothing is present, row.other is absent'],
  ['has(row.constructor) || has(__proto__)', 'missed', undefined],
  ['status == any(200, 401)', 'met', 'status == any(200, 401): status is 200'],
  ["status != any(401, 'ok')", 'met', "status != any(401, 'ok'): status is 200"],
  ["any('x', 'y') == status", 'missed', "any('x', 'y') == status: status is 200, a number and a text cannot be compared"],
  // Aggregates.
  ['warn: error_rate < 0.1%', 'missed', 'error_rate < 0.1%: error_rate is 2.913%'],
  ['slow errors == 3 && slow count == 100', 'met', 'slow errors == 3 && slow count == 100: errors is 3, count is 100'],
  ['slow avg < 100ms', 'missed', 'slow avg < 100ms: avg is 133ms'],
  ['slow max > slow med * 2', 'met', 'slow max > slow med * 2: max is 212ms, med is 80.1ms'],
  ['simple p(95) * 2 < slow p(95)', 'met', 'simple p(95) * 2 < slow p(95): simple p(95) is 80ms, slow p(95) is 212ms'],
  ['failing error_rate == 100%', 'met', 'failing error_rate == 100%: error_rate is 100%'],
  // Quantiles against a limit are decided by order statistics.
  ['simple p(95) < 100ms', 'met', 'simple p(95) < 100ms: p(95) is 80ms'],
  ['100ms > simple p(95)', 'met', '100ms > simple p(95): p(95) is 80ms'],
  ['merged p(95) < 100ms', 'met', 'merged p(95) < 100ms: p(95) is 80ms'],
  ['slow p(95) < 100ms', 'missed', 'slow p(95) < 100ms: p(95) is 212ms'],
  ['slow p(95) > 100ms', 'met', 'slow p(95) > 100ms: p(95) is 212ms'],
  ['simple p(95) >= 100ms', 'missed', 'simple p(95) >= 100ms: p(95) is 80ms'],
  ['few p(95) < 100ms', 'undecided', 'few p(95) < 100ms: p(95) is 80ms, 50 of 59 samples needed'],
  ['simple p(99) < 100ms', 'undecided', 'simple p(99) < 100ms: p(99) is 80ms, 100 of 299 samples needed'],
  ['oneOver p(95) < 100ms', 'undecided', 'oneOver p(95) < 100ms: p(95) is 80.1ms, 80 of 93 samples needed (1 over the limit)'],
  ['simple p(95) < 80ms', 'missed', 'simple p(95) < 80ms: p(95) is 80ms'],
  ['simple p(95) <= 80ms', 'met', 'simple p(95) <= 80ms: p(95) is 80ms'],
  ['simple p(95) < row.items[0].x * 10ms', 'missed', 'simple p(95) < row.items[0].x * 10ms: p(95) is 80ms, row.items[0].x is 5'],
  // The baseline.
  ['simple p(95) < baseline * 1.2', 'met', 'simple p(95) < baseline * 1.2: p(95) is 80ms, baseline is 70ms'],
  ['simple p(95) < baseline', 'missed', 'simple p(95) < baseline: p(95) is 80ms, baseline is 70ms'],
  ['recall@10 >= baseline - 0.01', 'missed', 'recall@10 >= baseline - 0.01: recall@10 is 0.93, baseline is 0.99'],
  ['slow p(95) < baseline * 1.2', 'undecided', 'slow p(95) < baseline * 1.2: p(95) is 212ms, no baseline yet'],
  ['rows == baseline', 'undecided', 'rows == baseline: rows is 1, no baseline yet'],
  // Types that do not go together are missed, also behind !.
  ['row.name > 5', 'missed', "row.name > 5: row.name is 'abc', a text and a number cannot be compared with >"],
  ['!(row.name > 5)', 'missed', "!(row.name > 5): row.name is 'abc', a text and a number cannot be compared with >"],
  ['row.name != 5', 'missed', "row.name != 5: row.name is 'abc', a text and a number cannot be compared"],
  ['row.nothing > 4', 'missed', 'row.nothing > 4: row.nothing is null, null and a number cannot be compared with >'],
  ['row.name * 2 > 4', 'missed', "row.name * 2 > 4: row.name is 'abc', row.name is a text ('abc') and cannot be calculated with"],
  ['len(rows) > 4', 'missed', 'len(rows) > 4: rows is a number (1) and has no length'],
  ["contains(rows, 'x')", 'missed', "contains(rows, 'x'): rows is 1, rows is a number, contains(...) looks into texts and lists"],
  ['contains(body, 30)', 'missed', undefined],
  ['simple p(95) < row.name', 'missed', "simple p(95) < row.name: p(95) is 80ms, row.name is 'abc', a time and a text cannot be compared"],
] as const)('%s is %s', (text, status, explained) => {
  const evaluation = evaluate(text);
  expect(evaluation.status).toBe(status);
  expect(evaluation.explained).toBe(explained ?? evaluation.explained);
  expect(evaluation).not.toHaveProperty('missing');
});

test.each([
  ['row.x > 1', 'row.x', 'row.x > 1: no value for row.x'],
  ['!(row.x > 1)', 'row.x', '!(row.x > 1): no value for row.x'],
  ['row.constructor.name == "Object"', 'row.constructor.name', "row.constructor.name == 'Object': no value for row.constructor.name"],
  ['other p(99) < 1s', 'samples of other', 'other p(99) < 1s: no samples of other'],
  ['silent p(95) < 1s', 'samples of silent', 'silent p(95) < 1s: no samples of silent'],
  ['silent error_rate < 1%', 'samples of silent', 'silent error_rate < 1%: no samples of silent'],
  ['failing avg < 1s', 'samples of failing', 'failing avg < 1s: no samples of failing'],
  ['row.notANumber != 5', 'row.notANumber', 'row.notANumber != 5: row.notANumber is NaN, no value for row.notANumber'],
  ['!(row.notANumber > 5)', 'row.notANumber', undefined],
  ['rows / row.n > 1', 'rows / row.n', 'rows / row.n > 1: rows is 1, row.n is 0, no value for rows / row.n'],
  ['simple p(95) < row.n / row.n', 'row.n / row.n', undefined],
  ['row.x > 1 && row.y > 1', 'row.x, row.y', 'row.x > 1 && row.y > 1: no value for row.x, no value for row.y'],
  ['len(row.x) > 1', 'row.x', undefined],
  ["contains(row.x, 'a')", 'row.x', undefined],
  ['row.x > baseline', 'row.x', undefined],
])('%s has no data: %s', (text, missing, explained) => {
  const evaluation = evaluate(text);
  expect(evaluation).toMatchObject({ status: 'no-data', missing });
  expect(evaluation.explained).toBe(explained ?? evaluation.explained);
});

test('what is decided without the missing part stays decided', () => {
  expect(evaluate('row.x > 1 || rows == 1').status).toBe('met');
  expect(evaluate('row.x > 1 && rows == 2').status).toBe('missed');
  expect(evaluate('few p(95) < 100ms && row.x > 1').status).toBe('no-data');
  expect(evaluate('few p(95) < 100ms || row.x > 1').status).toBe('no-data');
  expect(evaluate('few p(95) < 100ms && rows == 1').status).toBe('undecided');
  expect(evaluate('few p(95) < 100ms || rows == 1').status).toBe('met');
});

test('a value that rounds to its limit is shown with all its digits', () => {
  const near = { ...scope, value: () => 100.04 };
  expect(evaluate('latency < 100ms', near).explained).toBe('latency < 100ms: latency is 100.04ms');
});

test('long texts are cut in the explanation', () => {
  expect(evaluate("secret == 'y'").explained).toMatch(/^secret == 'y': secret is 'x{120}\.\.\. \(5000 characters\)'$/);
});

test('the truth table: nothing but met makes a conjunction met, nothing odd becomes met by negation', () => {
  const truths: readonly Truth[] = ['met', 'missed', 'undecided', 'no-data', 'mistyped'];
  for (const left of truths) {
    expect(notTruth(notTruth(left))).toBe(left);
    for (const right of truths) {
      expect(andTruth(left, right)).toBe(andTruth(right, left));
      expect(orTruth(left, right)).toBe(orTruth(right, left));
      expect(andTruth(left, right) === 'met').toBe(left === 'met' && right === 'met');
      expect(orTruth(left, right) === 'met').toBe(left === 'met' || right === 'met');
      expect(andTruth(left, 'missed')).toBe('missed');
    }
  }
});

test('evaluation never throws, and a condition over nothing is never met unless it asks for absence', () => {
  const oddValues = fc.oneof(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(
      arbitraryCondition,
      oddValues,
      fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { maxLength: 5 }),
      (condition, odd, samples) => {
        const evaluation = evaluateCondition(condition, { value: () => odd, operation: () => viewOf(samples, 1) });
        expect(['met', 'missed', 'undecided', 'no-data']).toContain(evaluation.status);
        expect(evaluation.status === 'no-data').toBe(evaluation.missing !== undefined);
      },
    ),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(arbitraryCondition, (condition) => {
      fc.pre(!JSON.stringify(condition).includes('"has"'));
      const evaluation = evaluateCondition(condition, { value: () => undefined, operation: () => undefined });
      expect(evaluation.status).toBe('no-data');
    }),
  );
});
