import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConditionSyntaxError } from '../../src/condition/condition-syntax-error.ts';
import type { Condition } from '../../src/condition/expression.ts';
import { parseCondition } from '../../src/condition/parse.ts';
import { printCondition } from '../../src/condition/print.ts';
import { metricNames, operationNames, usesBaseline, usesUnnamedOperation } from '../../src/condition/references.ts';
import { arbitraryCondition } from './arbitrary-condition.ts';

test('printing and parsing gives an equal condition', () => {
  fc.assert(
    fc.property(
      arbitraryCondition.filter((condition) => printCondition(condition).length <= 2000),
      (condition) => {
        expect(parseCondition(printCondition(condition))).toEqual(condition);
      },
    ),
    { numRuns: 3000 },
  );
});

const fragment = fc.constantFrom(
  ..."p(95) p( simple any( contains( has( len( < == = && ! - ( ) [ ] . , \" 'x' \\ 1 1.5 1e9 1e999 5ms % $ baseline null true warn: 💥".split(
    ' ',
  ),
  ...'__proto__ constructor toString \u0000'.split(' '),
  ' ',
  '\n',
);

function outcomeOf(text: string): Condition | ConditionSyntaxError {
  try {
    return parseCondition(text);
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return error;
    throw error;
  }
}

test('whatever the text, the parser either gives a condition or a ConditionSyntaxError inside the text', () => {
  const anyText = fc.oneof(
    fc.string({ maxLength: 80, unit: 'binary' }),
    fc.array(fragment, { maxLength: 25 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const outcome = outcomeOf(text);
      const isClean =
        outcome instanceof ConditionSyntaxError
          ? outcome.offset >= 0 && outcome.offset <= text.length && outcome.message.length < 500
          : isDeepStrictEqual(parseCondition(printCondition(outcome)), outcome);
      expect(isClean).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['>= 7d', 'value >= 7d'],
  ['< 6h && >= 1m', 'value < 6h && value >= 1m'],
  ["contains('30 days')", "contains(value, '30 days')"],
  ['warn:p(95)<baseline*1.20', 'warn: p(95) < baseline * 1.2'],
  ['simple  p( 95 ) < 100 ms', 'simple p(95) < 100ms'],
  ['vectors.query p(99) < 1s', 'vectors.query p(99) < 1s'],
  ['"bulk load" p(95) < 5s', "'bulk load' p(95) < 5s"],
  ['row["content type"] == "a"', "row['content type'] == 'a'"],
  ['row.items[0].name != null', 'row.items[0].name != null'],
  ['round-trip errors == 0', 'round-trip errors == 0'],
  ['row.n-1 > row.m - row.k', 'row.n - 1 > row.m - row.k'],
  ['((a == 1)) || (b == 2 && !(c == 3))', 'a == 1 || b == 2 && !(c == 3)'],
  ['(a + b) * 2 > a - (b - c)', '(a + b) * 2 > a - (b - c)'],
  ['cost <= $0.80', 'cost <= $0.8'],
])('%s means %s', (text, printed) => {
  expect(printCondition(parseCondition(text))).toBe(printed);
});

function errorOf(text: string): ConditionSyntaxError {
  const outcome = outcomeOf(text);
  if (outcome instanceof ConditionSyntaxError) return outcome;
  throw new Error(`parsed without an error: ${text}`);
}

/** Text, offset of the error, part of its message. */
const mistakes: readonly (readonly [string, number, string])[] = [
  ['', 0, 'expected a value or a name, got the end of the condition'],
  ['warn:', 5, 'got the end of the condition'],
  ['warn: rows', 6, 'got the value rows: compare it with something'],
  ['true', 0, 'got the value true'],
  ['p(95)', 0, 'got the value p(95)'],
  ['any(1, 2)', 0, 'expected a condition'],
  ['rows = 1', 5, 'expected ==, got "="'],
  ['rows === 1', 5, 'expected ==, got "==="'],
  ['rows !== 1', 5, 'expected !=, got "!=="'],
  ['rows <> 1', 5, 'expected !=, got "<>"'],
  ['a == 1 & b == 2', 7, 'expected &&'],
  ['a == 1 | b == 2', 7, 'expected ||'],
  ['a == b and c == 1', 7, 'expected &&, got "and"'],
  ['a == 1 or c == 1', 7, 'expected ||, got "or"'],
  ['not (a == 1)', 0, 'expected !, got "not"'],
  ['not a == 1', 0, 'expected !, got "not"'],
  ['a < b < c', 6, 'write a < b && b < c'],
  ['(a == 1) == (b == 1)', 1, 'expected a value, got the condition a == 1'],
  ['!rows == 1', 1, 'expected a condition in parentheses behind !'],
  ['ok && a == 1', 0, 'expected a condition'],
  ['simple avrg < 5ms', 7, 'did you mean avg?'],
  ['simple rate > 5', 7, 'did you mean error_rate?'],
  ['mean(x) > 3', 0, 'unknown function mean: did you mean avg?'],
  ['conatins(body, "x")', 0, 'did you mean contains?'],
  ['matches(body, "(a+)+$")', 0, 'unknown function matches'],
  ['frobnicate(body)', 0, 'the functions are'],
  ["body contains('x')", 5, "functions come first, as in contains(body, 'text')"],
  ['p95 < 100ms', 0, 'expected p(95), got "p95"'],
  ['p(0) < 1s', 2, 'a percentile between 0 and 100'],
  ['p(100) < 1s', 2, 'a percentile between 0 and 100'],
  ['p(95%) < 1s', 2, 'got the number 95%'],
  ['p(95 < 1s', 5, 'expected ) for the ( at column 2'],
  ['latency < 5 sec', 12, 'did you mean s?'],
  ['latency < 5parsecs', 11, 'expected a unit'],
  ['x > 1e999', 4, 'expected a number below'],
  ['p(95) < 5KB', 0, 'p(95) (a time) and 5KB (a size) cannot be compared'],
  ['p(95) + 5% < 1s', 0, 'cannot be added'],
  ['p(95) < "100ms"', 0, "'100ms' (a text) cannot be compared"],
  ['x < null', 0, 'compared with == or != only'],
  ['x < any(1, 2)', 0, 'compared with == or !=, not with <'],
  ['any(x, 1) == any(y, 2)', 0, 'not with another any(...)'],
  ['x == any(any(1))', 5, 'any(...) inside any(...)'],
  ['-"a" < x', 0, 'expected a number beside -'],
  ['1 < 2', 0, 'got only constants: 1 < 2'],
  ['baseline > 3', 0, 'baseline belongs to a comparison with exactly one measurement'],
  ['p(95) < baseline * p(50)', 0, 'baseline belongs to a comparison with exactly one measurement'],
  ['contains(body, baseline)', 0, 'baseline belongs to a comparison'],
  ['contains("a", "b")', 9, 'expected a path'],
  ['contains(a, "b", "c")', 0, "expected contains('text')"],
  ['has("x")', 4, 'expected a path'],
  ['len() > 1', 4, 'expected a path'],
  ['x.0 > 1', 2, 'items[0]'],
  ['x[1.5] > 1', 2, 'expected a list position'],
  ['x[1 > 1', 4, 'expected ]'],
  ['a == "x', 5, 'expected a closing "'],
  [String.raw`a == "\d"`, 6, String.raw`expected \\`],
  ['x > é', 4, 'got "é"'],
  ['x > $', 5, 'expected an amount such as $5'],
  ['a == 1 b', 7, 'got "b"'],
  ['a == 1)', 6, 'expected an operator or the end of the condition, got ")"'],
];

test.each(mistakes)('%s is refused at %i: %s', (text, offset, message) => {
  const error = errorOf(text);
  expect(error.message).toContain(message);
  expect(error.offset).toBe(offset);
});

test('bombs are clean errors', () => {
  for (const bomb of ['(', '!', '-', 'any(', '!(', 'contains(', '((((a == 1) || ']) {
    expect(errorOf(bomb.repeat(100)).message).toMatch(/levels of nesting|expected/);
  }
  expect(errorOf(`${'('.repeat(51)}a == 1${')'.repeat(51)}`)).toMatchObject({
    offset: 50,
    message: expect.stringContaining('at most 50 levels'),
  });
  expect(parseCondition(`${'('.repeat(50)}a == 1${')'.repeat(50)}`)).toEqual(parseCondition('a == 1'));
  expect(errorOf(`a == '${'x'.repeat(2000)}'`)).toMatchObject({ offset: 2000, message: 'expected at most 2000 characters, got 2007' });
});

test('names of operations, metrics and the baseline are found', () => {
  const condition = parseCondition('simple p(95) < baseline && (bulk avg < 1s || simple errors == 0) && recall@10 > 0.9 && has(row.x[0])');
  expect(operationNames(condition)).toEqual(['simple', 'bulk']);
  expect(metricNames(condition)).toEqual(['recall@10', 'row.x[0]']);
  expect(usesBaseline(condition)).toBe(true);
  expect(usesUnnamedOperation(condition)).toBe(false);
  expect(usesUnnamedOperation(parseCondition('error_rate < 1%'))).toBe(true);
  expect(usesBaseline(parseCondition('error_rate < 1%'))).toBe(false);
});
