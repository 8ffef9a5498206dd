import { ConditionSyntaxError } from './condition-syntax-error.ts';
import { didYouMean, operatorFor } from './did-you-mean.ts';
import type { Aggregate, Expression, Path, PlainAggregate } from './expression.ts';
import { plainAggregates } from './expression.ts';
import type { TokenReader } from './token-reader.ts';

/** A constant, an aggregate, an operation with its aggregate, or a path: what begins with a name and is no function call. */
export function readNamed(reader: TokenReader, word: string): Expression {
  const continues = ['.', '['].includes(reader.symbol(1) ?? '');
  const aggregate = continues ? undefined : readAggregate(reader, null);
  if (aggregate !== undefined) return aggregate;
  if (word === 'not') throw reader.unexpected('!');
  const constant = constantOf(word);
  if (constant !== undefined) {
    reader.advance();
    return constant;
  }
  const digits = /^p(\d+)$/.exec(word)?.[1];
  if (digits !== undefined) throw reader.unexpected(`p(${digits})`);
  const path = readPath(reader);
  return readOperationAggregate(reader, path) ?? path;
}

/** Reads an aggregate, or nothing when the next token is none. */
export function readAggregate(reader: TokenReader, operation: string | null): Aggregate | undefined {
  const token = reader.token();
  if (token.type !== 'name') return undefined;
  const name = plainAggregates.find((candidate: PlainAggregate) => candidate === token.value);
  if (name !== undefined) {
    reader.advance();
    return { kind: 'aggregate', operation, name, percent: null };
  }
  if (token.value !== 'p' || reader.symbol(1) !== '(') return undefined;
  const open = reader.token(1).offset;
  reader.advance(2);
  const percent = reader.token();
  if (percent.type !== 'number' || percent.unit !== null || !(percent.value > 0 && percent.value < 100)) {
    throw reader.unexpected('a percentile between 0 and 100, as in p(95) or p(99.9)');
  }
  reader.advance();
  reader.closeParenthesis(open);
  return { kind: 'aggregate', operation, name: 'p', percent: percent.value };
}

export function readPath(reader: TokenReader): Path {
  const segments = [readName(reader)];
  for (;;) {
    if (reader.takeSymbol(['.']) !== undefined) segments.push(readName(reader));
    else if (reader.takeSymbol(['[']) !== undefined) segments.push(readKey(reader));
    else return { kind: 'path', segments };
  }
}

/** `simple p(95)`: a name directly behind a name is an aggregate of that operation, or a mistake. */
function readOperationAggregate(reader: TokenReader, path: Path): Aggregate | undefined {
  const next = reader.token();
  if (next.type !== 'name') return undefined;
  const operation = path.segments.join('.');
  const aggregate = readAggregate(reader, operation);
  if (aggregate !== undefined) return aggregate;
  const operator = operatorFor(next.value);
  if (operator !== undefined) throw reader.unexpected(operator);
  if (reader.symbol(1) === '(' && (next.value === 'contains' || next.value === 'has')) {
    throw reader.unexpected(`an operator (functions come first, as in contains(${operation}, 'text'))`);
  }
  const hint = didYouMean(next.value, ['p', ...plainAggregates]);
  throw reader.unexpected(`an operator, or an aggregate (p(95), ${plainAggregates.join(', ')})`, hint);
}

function readName(reader: TokenReader): string {
  const token = reader.token();
  if (token.type !== 'name') throw reader.unexpected('a name; list positions are written as items[0], other names as row["..."]');
  reader.advance();
  return token.value;
}

function readKey(reader: TokenReader): string {
  const token = reader.token();
  const isPosition = token.type === 'number' && token.unit === null && Number.isInteger(token.value) && token.value < 1e9;
  if (!isPosition && token.type !== 'text') throw reader.unexpected('a list position or a text in quotes');
  reader.advance();
  if (reader.takeSymbol([']']) === undefined) throw reader.unexpected(']');
  return String(token.value);
}

function constantOf(word: string): Expression | undefined {
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
  return word === 'null' || word === 'baseline' ? { kind: word } : undefined;
}

/** Refuses names that are functions nowhere. */
export function unknownFunction(word: string, functions: readonly string[], offset: number): ConditionSyntaxError {
  const hint = didYouMean(word, [...functions, ...plainAggregates]);
  const known = ': the functions are p(95), any(...), contains(...), len(...) and has(...)';
  return new ConditionSyntaxError(`unknown function ${word.slice(0, 40)}${hint === '' ? known : hint}`, offset);
}
