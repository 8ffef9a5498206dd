import type { Aggregate, Condition, Expression, NumberLiteral } from './expression.ts';
import { plainAggregates } from './expression.ts';

/** Binding strength, weakest first. */
const strength = { '||': 1, '&&': 2, comparison: 3, '+': 4, '-': 4, '*': 5, '/': 5, unary: 6, primary: 7 } as const;

const plainName = /^[A-Za-z_](?:[\w@]|-(?=[A-Za-z_]))*$/;

/** The text of a condition. Parsing it gives an equal condition. */
export function printCondition(condition: Condition): string {
  const text = printExpression(condition.expression);
  return condition.severity === 'warn' ? `warn: ${text}` : text;
}

export function printExpression(expression: Expression): string {
  return printAt(expression, 0);
}

export function printPath(segments: readonly string[]): string {
  return segments.map((segment, index) => (index === 0 ? segment : printSegment(segment))).join('');
}

export function printAggregate(aggregate: Aggregate): string {
  const own = aggregate.name === 'p' ? `p(${aggregate.percent})` : aggregate.name;
  return aggregate.operation === null ? own : `${printOperation(aggregate.operation)} ${own}`;
}

function printAt(expression: Expression, around: number): string {
  const own = strengthOf(expression);
  const text = printBare(expression, own);
  return own < around ? `(${text})` : text;
}

function strengthOf(expression: Expression): number {
  if (expression.kind === 'logic' || expression.kind === 'arithmetic') return strength[expression.operator];
  if (expression.kind === 'comparison') return strength.comparison;
  return expression.kind === 'not' || expression.kind === 'negate' ? strength.unary : strength.primary;
}

function printBare(expression: Expression, own: number): string {
  switch (expression.kind) {
    case 'logic':
    case 'arithmetic':
      // Operators of equal strength group to the left, so the right side needs parentheses at the same strength.
      return `${printAt(expression.left, own)} ${expression.operator} ${printAt(expression.right, own + 1)}`;
    case 'comparison':
      return `${printAt(expression.left, own + 1)} ${expression.operator} ${printAt(expression.right, own + 1)}`;
    case 'not':
      return `!${printAt(expression.operand, own)}`;
    case 'negate':
      return `-${printAt(expression.operand, own)}`;
    case 'number':
      return printNumber(expression);
    case 'text':
      return quote(expression.value);
    case 'boolean':
      return String(expression.value);
    case 'null':
    case 'baseline':
      return expression.kind;
    case 'path':
      return printPath(expression.segments);
    case 'aggregate':
      return printAggregate(expression);
    case 'any':
      return `any(${expression.values.map((value) => printAt(value, 0)).join(', ')})`;
    case 'contains':
      return `contains(${printPath(expression.path.segments)}, ${printAt(expression.item, 0)})`;
    case 'len':
    case 'has':
    default:
      return `${expression.kind}(${printPath(expression.path.segments)})`;
  }
}

function printNumber(literal: NumberLiteral): string {
  return literal.unit === '$' ? `$${literal.value}` : `${literal.value}${literal.unit ?? ''}`;
}

function printSegment(segment: string): string {
  if (plainName.test(segment)) return `.${segment}`;
  return /^(?:0|[1-9]\d{0,8})$/.test(segment) ? `[${segment}]` : `[${quote(segment)}]`;
}

function printOperation(operation: string): string {
  const parts = operation.split('.');
  const bare = parts.every((part) => plainName.test(part)) && !reservedRoots.has(parts[0] ?? '');
  return bare ? operation : quote(operation);
}

/** Words that mean something else at the beginning of a name. */
const reservedRoots: ReadonlySet<string> = new Set(['true', 'false', 'null', 'baseline', 'not', ...plainAggregates]);

function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`);
  return `'${escaped}'`;
}
