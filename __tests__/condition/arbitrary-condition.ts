import * as fc from 'fast-check';
import type { Any, Condition, Expression, Path, Unit } from '../../src/condition/expression.ts';
import { plainAggregates } from '../../src/condition/expression.ts';

const reserved = ['true', 'false', 'null', 'baseline', 'not', ...plainAggregates] as const;
const word = fc.constantFrom(
  'row',
  'status',
  'recall@10',
  'body',
  'round-trip',
  'a',
  'p',
  'any',
  'warn',
  'value',
  'constructor',
  '__proto__',
  'and',
);
const anyName = fc.oneof(word, fc.constantFrom(...reserved), fc.string({ maxLength: 8, unit: 'binary' }), fc.nat(12).map(String));

const path = fc.tuple(word, fc.array(anyName, { maxLength: 3 })).map(([root, rest]): Path => ({ kind: 'path', segments: [root, ...rest] }));

const operation = fc.oneof(
  fc.constant(null),
  word,
  fc.constantFrom('vectors.query', 'true.x', 'count.x', 'bulk load', '', '..'),
  fc.string({ maxLength: 6 }),
);

const timeAggregate = fc
  .tuple(operation, fc.constantFrom('p', 'avg', 'min', 'max', 'med', 'count', 'errors'), fc.double({ min: 1e-9, max: 99.999, noNaN: true }))
  .map(([name, aggregate, percent]): Expression => {
    return { kind: 'aggregate', operation: name, name: aggregate as 'p', percent: aggregate === 'p' ? percent : null };
  });

const literal = (...units: readonly (Unit | null)[]) =>
  fc
    .tuple(fc.oneof(fc.nat(1000), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })), fc.constantFrom(...units))
    .map(([value, unit]): Expression => ({ kind: 'number', value, unit }));

/** Numbers that are all times or without a unit, so that any two of them go together. */
const { number } = fc.letrec<{ number: Expression }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    literal(null, 'us', 'ms', 's', 'm', 'h', 'd'),
    path,
    timeAggregate,
    path.map((inner): Expression => ({ kind: 'len', path: inner })),
    tie('number').map((operand): Expression => ({ kind: 'negate', operand })),
    fc
      .tuple(fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const), tie('number'), tie('number'))
      .map(([operator, left, right]): Expression => ({ kind: 'arithmetic', operator, left, right })),
  ),
}));

const text = fc.string({ maxLength: 12, unit: 'binary' }).map((value): Expression => ({ kind: 'text', value }));
const constant = fc.constantFrom<Expression>({ kind: 'null' }, { kind: 'boolean', value: true }, { kind: 'boolean', value: false });
const items = fc.array(fc.oneof(text, literal(null, '%', 'GiB', '$'), path, constant), { minLength: 1, maxLength: 4 });
const any = items.map((values): Any => ({ kind: 'any', values }));
const baseline = fc.constant<Expression>({
  kind: 'arithmetic',
  operator: '*',
  left: { kind: 'baseline' },
  right: { kind: 'number', value: 1.2, unit: null },
});

const comparison = fc
  .oneof(
    fc.tuple(path, fc.constantFrom('==', '!='), fc.oneof(any, constant, text)),
    fc.tuple(any, fc.constantFrom('==', '!='), path),
    fc.tuple(path, fc.constantFrom('<', '>=', '=='), fc.oneof(literal('KB', 'MiB', '%', '$'), text, number)),
    fc.tuple(
      fc.oneof(timeAggregate, path),
      fc.constantFrom('<', '>', '<='),
      fc.oneof(baseline, fc.constant<Expression>({ kind: 'baseline' })),
    ),
    fc.tuple(timeAggregate, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), number),
  )
  .map(([left, operator, right]): Expression => ({ kind: 'comparison', operator: operator as '<', left, right }));

const { logical } = fc.letrec<{ logical: Expression }>((tie) => ({
  logical: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    comparison,
    path.map((inner): Expression => ({ kind: 'has', path: inner })),
    fc
      .tuple(path, fc.oneof(text, literal(null), path, any))
      .map(([holder, item]): Expression => ({ kind: 'contains', path: holder, item })),
    tie('logical').map((operand): Expression => ({ kind: 'not', operand })),
    fc
      .tuple(fc.constantFrom('&&' as const, '||' as const), tie('logical'), tie('logical'))
      .map(([operator, left, right]): Expression => ({ kind: 'logic', operator, left, right })),
  ),
}));

/** Conditions that make sense: operands of the right kind, units that go together. */
export const arbitraryCondition = fc
  .record({ severity: fc.constantFrom('fail' as const, 'warn' as const), expression: logical })
  .map((condition): Condition => condition);
