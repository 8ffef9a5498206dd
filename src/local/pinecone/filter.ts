import { invalid } from './refusal.ts';
import type { PineconeRefusal } from './refusal.ts';
import type { Metadata, MetadataValue } from './metadata.ts';

export type Predicate = (metadata: Metadata | undefined) => boolean;
export type ValuePredicate = (value: MetadataValue | undefined) => boolean;
type Scalar = string | number | boolean;

export interface FilterRules {
  /** The fields that may be named; all when absent. */
  readonly fields?: readonly string[] | undefined;
  /** Compiles a text operator; without it they are no operators. */
  readonly matchText?: (operator: string, field: string, operand: unknown) => ValuePredicate;
}

const textOperators: readonly string[] = ['$match_phrase', '$match_all', '$match_any'];

/**
 * Compiles a filter of the metadata language. A list of strings matches `$eq` and `$in` when any of its entries does,
 * and `$ne` and `$nin` when none of its entries does. A record without the field matches `$ne` and `$nin` alone.
 * @throws PineconeRefusal with the field and what was expected
 */
export function compileFilter(filter: unknown, rules: FilterRules = {}): Predicate {
  const clauses = Object.entries(asObject(filter, 'A filter')).map(([key, value]) => compileClause(key, value, rules));
  return (metadata) => clauses.every((clause) => clause(metadata));
}

function compileClause(key: string, value: unknown, rules: FilterRules): Predicate {
  if (key === '$and' || key === '$or') return compileLogical(key, value, rules);
  if (key.startsWith('$')) {
    throw invalidFilter(`only logical operators such as $or and $and are allowed at top level, got ${key} instead`);
  }
  if (rules.fields !== undefined && !rules.fields.includes(key)) throw invalidFilter(`the field ${key} is not indexed in this namespace`);
  const test = compileCondition(key, value, rules);
  return (metadata) => test(metadata === undefined || !Object.hasOwn(metadata, key) ? undefined : metadata[key]);
}

function compileLogical(operator: '$and' | '$or', value: unknown, rules: FilterRules): Predicate {
  if (!Array.isArray(value) || value.length === 0)
    throw invalidFilter(`the ${operator} operator must be followed by a non-empty list of filters`);
  const parts = value.map((part) => compileFilter(part, rules));
  if (operator === '$and') return (metadata) => parts.every((part) => part(metadata));
  return (metadata) => parts.some((part) => part(metadata));
}

function compileCondition(field: string, value: unknown, rules: FilterRules): ValuePredicate {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return equals(scalar('$eq', field, value));
  const entries = Object.entries(value);
  if (entries.length === 0) throw invalidFilter(`the field ${field} needs an operator such as $eq, got {}`);
  const tests = entries.map(([operator, operand]) => compileOperator(operator, field, operand, rules));
  return (actual) => tests.every((test) => test(actual));
}

function compileOperator(operator: string, field: string, operand: unknown, rules: FilterRules): ValuePredicate {
  if (rules.matchText !== undefined && textOperators.includes(operator)) return rules.matchText(operator, field, operand);
  switch (operator) {
    case '$eq':
      return equals(scalar(operator, field, operand));
    case '$ne':
      return not(equals(scalar(operator, field, operand)));
    case '$in':
      return isIn(list(operator, field, operand));
    case '$nin':
      return not(isIn(list(operator, field, operand)));
    case '$exists':
      if (typeof operand !== 'boolean') throw wrongOperand(operator, field, 'a boolean', operand);
      return (actual) => (actual !== undefined) === operand;
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return compares(operator, number(operator, field, operand));
    default:
      throw invalidFilter(`${operator} is not a valid operator for the field ${field}`);
  }
}

function equals(expected: Scalar): ValuePredicate {
  return (actual) => (Array.isArray(actual) ? actual.includes(expected) : actual === expected);
}

function isIn(expected: ReadonlySet<unknown>): ValuePredicate {
  return (actual) => (Array.isArray(actual) ? actual.some((entry) => expected.has(entry)) : expected.has(actual));
}

function not(test: ValuePredicate): ValuePredicate {
  return (actual) => !test(actual);
}

function compares(operator: '$gt' | '$gte' | '$lt' | '$lte', bound: number): ValuePredicate {
  const test = {
    $gt: (value: number) => value > bound,
    $gte: (value: number) => value >= bound,
    $lt: (value: number) => value < bound,
    $lte: (value: number) => value <= bound,
  }[operator];
  return (actual) => typeof actual === 'number' && test(actual);
}

function scalar(operator: string, field: string, value: unknown): Scalar {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw wrongOperand(operator, field, 'a string, boolean or a number', value);
}

function number(operator: string, field: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw wrongOperand(operator, field, 'a number', value);
}

function list(operator: string, field: string, value: unknown): ReadonlySet<unknown> {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  const kind = typeof first === 'number' ? 'number' : 'string';
  if (Array.isArray(value) && value.every((entry) => typeof entry === kind)) return new Set(value);
  throw wrongOperand(operator, field, 'a list of strings or a list of numbers', value);
}

function asObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw invalidFilter(`${what} must be an object, got ${JSON.stringify(value)} instead`);
}

function wrongOperand(operator: string, field: string, expected: string, got: unknown): PineconeRefusal {
  return invalidFilter(`the ${operator} operator must be followed by ${expected}, got ${JSON.stringify(got)} instead (field ${field})`);
}

function invalidFilter(message: string): PineconeRefusal {
  return invalid(`Invalid filter: ${message}`);
}
