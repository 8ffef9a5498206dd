import type { Any, Arithmetic, Comparison, Contains, Expression } from './expression.ts';
import { isLogical } from './expression.ts';
import { printExpression } from './print.ts';
import { baselineSubject, flatten } from './references.ts';
import { areCompatible, isNumeric, valueType } from './value-type.ts';

/** Why the operands of an expression make no sense together, as a sentence; undefined when they do. */
export function operandProblem(expression: Comparison | Arithmetic | Contains | Any): string | undefined {
  switch (expression.kind) {
    case 'comparison':
      return comparisonProblem(expression);
    case 'arithmetic':
      return arithmeticProblem(expression);
    case 'contains':
      return containsProblem(expression);
    case 'any':
    default:
      return anyProblem(expression);
  }
}

export function valueProblem(operand: Expression): string | undefined {
  if (!isLogical(operand)) return undefined;
  return `expected a value, got the condition ${printExpression(operand)}: conditions are joined with && or || and negated with !`;
}

export function logicalProblem(operand: Expression): string | undefined {
  if (isLogical(operand)) return undefined;
  const text = printExpression(operand);
  return `expected a condition such as a comparison, contains(...) or has(...), got the value ${text}: compare it with something`;
}

function comparisonProblem(comparison: Comparison): string | undefined {
  const { operator, left, right } = comparison;
  const isEquality = operator === '==' || operator === '!=';
  if (!isEquality && (left.kind === 'any' || right.kind === 'any')) return `any(...) is compared with == or !=, not with ${operator}`;
  if (left.kind === 'any' && right.kind === 'any') return 'any(...) is compared with one value, not with another any(...)';
  if (flatten(comparison).some(({ kind }) => kind === 'baseline') && baselineSubject(comparison) === undefined) {
    return `baseline belongs to a comparison with exactly one measurement or value, as in p(95) < baseline * 1.2`;
  }
  if (!flatten(comparison).some(readsSomething)) {
    return `expected a measurement or a value of the check on one side, got only constants: ${printExpression(comparison)}`;
  }
  for (const one of left.kind === 'any' ? left.values : [left]) {
    for (const other of right.kind === 'any' ? right.values : [right]) {
      const problem = pairProblem(one, other, isEquality);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function pairProblem(left: Expression, right: Expression, isEquality: boolean): string | undefined {
  const types = [valueType(left), valueType(right)] as const;
  if (types.includes('null') && isEquality) return undefined;
  if (!isEquality && (types.includes('null') || types.includes('boolean'))) return 'true, false and null are compared with == or != only';
  if (areCompatible(...types)) return undefined;
  return `${named(left)} and ${named(right)} cannot be compared`;
}

function arithmeticProblem({ operator, left, right }: Arithmetic): string | undefined {
  const wrong = [left, right].find((operand) => !isNumeric(valueType(operand)));
  if (wrong !== undefined) return `expected a number beside ${operator}, got ${named(wrong)}`;
  const adds = operator === '+' || operator === '-';
  if (!adds || areCompatible(valueType(left), valueType(right))) return undefined;
  return `${named(left)} and ${named(right)} cannot be ${operator === '+' ? 'added' : 'subtracted'}`;
}

function containsProblem({ item }: Contains): string | undefined {
  const baseline = flatten(item).some(({ kind }) => kind === 'baseline');
  return baseline ? 'baseline belongs to a comparison, not into contains(...)' : undefined;
}

function anyProblem({ values }: Any): string | undefined {
  return values.some(({ kind }) => kind === 'any') ? 'expected a value, got any(...) inside any(...)' : undefined;
}

function readsSomething({ kind }: Expression): boolean {
  return kind === 'path' || kind === 'aggregate';
}

function named(expression: Expression): string {
  const names = {
    number: 'a number',
    time: 'a time',
    size: 'a size',
    share: 'a share',
    money: 'an amount of money',
    text: 'a text',
    boolean: 'true or false',
    null: 'null',
    list: 'any(...)',
    unknown: 'a value',
  } as const;
  return `${printExpression(expression)} (${names[valueType(expression)]})`;
}
