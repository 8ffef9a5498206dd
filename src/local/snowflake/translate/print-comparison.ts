import type { DataType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import { castToLtz, castToNtz } from './cast.ts';
import { allowOnly, kindOf, nodeList, fieldsOf, optionalNode, requiredNode, textField } from './node.ts';
import type { Node } from './node.ts';
import { printKey } from './print-ordering.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';

const moments = ['date', 'timestamp_ntz', 'timestamp_ltz', 'timestamp_tz'];

/** Prints values that are compared with each other: each takes the type that Snowflake would compare them by. */
function comparable(nodes: readonly Node[], translation: Translation): readonly string[] {
  if (nodes.every((node) => translation.isSemiStructured(node))) return nodes.map((node) => printKey(node, translation));
  const types = nodes.map((node) => translation.typeOf(node));
  const kinds = new Set(types.map((type) => type?.kind));
  if (kinds.has('timestamp_tz'))
    return nodes.map((node, index) => castToLtz({ sql: translation.scalar(node), type: scalarType(types[index]) }));
  if (kinds.has('fixed') || kinds.has('real')) return nodes.map((node) => translation.numeric(node));
  const texts = kinds.has('text') || kinds.has('variant');
  if (texts && moments.some((kind) => kinds.has(kind as DataType['kind']))) {
    return nodes.map((node, index) => momentOf(translation.scalar(node), scalarType(types[index]), kinds));
  }
  if (kinds.has('boolean') && texts) return nodes.map((node) => `sf_boolean(${translation.scalar(node)})`);
  return nodes.map((node) => translation.scalar(node));
}

/** A semi-structured value is printed as its text. */
function scalarType(type: DataType | undefined): DataType | undefined {
  return type?.kind === 'variant' ? { kind: 'text', length: 16_777_216 } : type;
}

function momentOf(sql: string, type: DataType | undefined, kinds: ReadonlySet<string | undefined>): string {
  if (type?.kind !== 'text') return sql;
  if (kinds.has('timestamp_ltz')) return castToLtz({ sql, type });
  return kinds.has('timestamp_ntz') ? castToNtz({ sql, type }) : `sf_date(${sql})`;
}

const comparison =
  (operator: string): Printer =>
  (fields, translation) => {
    allowOnly(operator, fields, 'left', 'right');
    return `(${comparable([requiredNode(fields, 'left'), requiredNode(fields, 'right')], translation).join(` ${operator} `)})`;
  };

/** Also for functions that compare, such as EQUAL_NULL. */
export function printEqualNull(left: Node, right: Node, translation: Translation): string {
  return `(${comparable([left, right], translation).join(' IS NOT DISTINCT FROM ')})`;
}

const membership: Printer = (fields, translation) => {
  allowOnly('IN', fields, 'this', 'expressions', 'query', 'not');
  const query = optionalNode(fields, 'query');
  const value = requiredNode(fields, 'this');
  const negation = fields['not'] === true ? 'NOT ' : '';
  if (query) return `(${translation.scalar(value)} ${negation}IN (${translation.query(query)}))`;
  const [first, ...items] = comparable([value, ...nodeList(fields, 'expressions')], translation);
  return `(${first} ${negation}IN (${items.join(', ')}))`;
};

const between: Printer = (fields, translation) => {
  allowOnly('BETWEEN', fields, 'this', 'low', 'high', 'not');
  const nodes = ['this', 'low', 'high'].map((name) => requiredNode(fields, name));
  const [value, low, high] = comparable(nodes, translation);
  return `(${value} ${fields['not'] === true ? 'NOT ' : ''}BETWEEN ${low} AND ${high})`;
};

const operators: Readonly<Record<string, string>> = { Eq: '=', Neq: '<>', Lt: '<', Lte: '<=', Gt: '>', Gte: '>=' };

const quantified =
  (word: string): Printer =>
  (fields, translation) => {
    allowOnly(word, fields, 'this', 'subquery', 'op');
    const operator = operators[textField(fields, 'op')];
    const query = requiredNode(fields, 'subquery');
    if (operator === undefined || kindOf(query) !== 'subquery') throw refused('LOCAL-003', `${word} without a query`);
    return `(${translation.scalar(requiredNode(fields, 'this'))} ${operator} ${word} (${translation.query(requiredNode(fieldsOf(query), 'this'))}))`;
  };

const like =
  (operator: string): Printer =>
  (fields, translation) => {
    const quantifier = textField(fields, 'quantifier');
    allowOnly(operator, fields, 'left', 'right', 'escape', 'quantifier');
    const [left, right] = [requiredNode(fields, 'left'), requiredNode(fields, 'right')];
    const escape = optionalNode(fields, 'escape');
    // Without ESCAPE a backslash is an ordinary character in both dialects.
    const match = (pattern: Node): string =>
      `(${translation.scalar(left)} ${operator} ${translation.scalar(pattern)}${escape ? ` ESCAPE ${translation.print(escape)}` : ''})`;
    if (quantifier === '') return match(right);
    const patterns = kindOf(right) === 'tuple' ? nodeList(fieldsOf(right), 'expressions') : [right];
    return `(${patterns.map(match).join(quantifier === 'ALL' ? ' AND ' : ' OR ')})`;
  };

export const comparisonPrinters: PrinterTable = {
  eq: comparison('='),
  neq: comparison('<>'),
  lt: comparison('<'),
  lte: comparison('<='),
  gt: comparison('>'),
  gte: comparison('>='),
  null_safe_eq: comparison('IS NOT DISTINCT FROM'),
  null_safe_neq: comparison('IS DISTINCT FROM'),
  in: membership,
  between,
  any: quantified('ANY'),
  all: quantified('ALL'),
  like: like('LIKE'),
  i_like: like('ILIKE'),
};
