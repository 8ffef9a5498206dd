import { refused, syntaxError } from '../failure.ts';
import { quoteIdentifier, quoteText } from '../sql/names.ts';
import { printCast } from './cast.ts';
import { jsonPath, keyStep } from './json-path.ts';
import { printMarker, refuseMarkers } from './marker.ts';
import {
  allowOnly,
  fieldsOf,
  foldIdentifier,
  isSet,
  kindOf,
  literalInteger,
  literalText,
  nodeList,
  optionalNode,
  requiredNode,
  textField,
} from './node.ts';
import type { Fields, Node } from './node.ts';
import { printAlike } from './print-alike.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';
import { typeOfNode } from './type-node.ts';

const infix =
  (operator: string, operand: 'print' | 'scalar' | 'numeric' = 'scalar'): Printer =>
  (fields, translation) => {
    allowOnly(operator, fields, 'left', 'right');
    return `(${translation[operand](requiredNode(fields, 'left'))} ${operator} ${translation[operand](requiredNode(fields, 'right'))})`;
  };

const comparison =
  (operator: string): Printer =>
  (fields, translation) => {
    allowOnly(operator, fields, 'left', 'right');
    const sides = [requiredNode(fields, 'left'), requiredNode(fields, 'right')] as const;
    // Two VARIANTs compare by their own types in Snowflake; as text, 10 would come before 9.
    if (/[<>]/.test(operator) && operator !== '<>' && sides.every((side) => translation.isSemiStructured(side))) {
      throw refused('LOCAL-003', `${operator} between two VARIANT values without a cast`);
    }
    const [left, right] = comparable(...sides, translation);
    return `(${left} ${operator} ${right})`;
  };

/** A semi-structured side takes the type of the other side: a number next to a number, otherwise text. */
function comparable(left: Node, right: Node, translation: Translation): readonly [string, string] {
  const number = [left, right].some((side) => kindOf(side) === 'literal' && fieldsOf(side)['literal_type'] === 'number');
  const print = (side: Node): string => (number ? translation.numeric(side) : translation.scalar(side));
  return [print(left), print(right)];
}

const call =
  (name: string): Printer =>
  (fields, translation) => {
    allowOnly(name, fields, 'left', 'right');
    return `${name}(${translation.numeric(requiredNode(fields, 'left'))}, ${translation.numeric(requiredNode(fields, 'right'))})`;
  };

const literalPrefixes: Readonly<Record<string, string>> = { date: 'DATE ', timestamp: 'TIMESTAMP ', time: 'TIME ' };

const literal: Printer = (fields) => {
  const type = textField(fields, 'literal_type');
  const value = textField(fields, 'value');
  refuseMarkers(value);
  if (type === 'number') return value;
  if (type === 'string' || type === 'dollar_string') return quoteText(value);
  if (type === 'hex_string') return `unhex(${quoteText(value)})`;
  const prefix = literalPrefixes[type];
  if (prefix === undefined) throw refused('LOCAL-003', `a literal of type ${type}`);
  return `${prefix}${quoteText(value)}`;
};

const column: Printer = (fields, translation) => {
  allowOnly('column', fields, 'name', 'table');
  const name = foldIdentifier(requiredNode(fields, 'name'));
  const table = optionalNode(fields, 'table');
  const qualifier = table && foldIdentifier(table);
  translation.mention(name, fields, qualifier === undefined ? name : `${qualifier}.${name}`);
  return qualifier === undefined ? quoteIdentifier(name) : `${quoteIdentifier(qualifier)}.${quoteIdentifier(name)}`;
};

/** `core.calls.call_id`: the table is known by its own name; anything else after a dot is a step into a VARIANT. */
const dot: Printer = (fields, translation) => {
  const parts = dottedParts({ dot: fields });
  const [table, name] = parts?.slice(-2) ?? [];
  if (table !== undefined && name !== undefined && translation.isRelation(table)) {
    translation.mention(name, fields, `${table}.${name}`);
    return `${quoteIdentifier(table)}.${quoteIdentifier(name)}`;
  }
  if (parts) throw refused('LOCAL-003', parts.join('.'));
  const key = textField(requiredNode(fields, 'field'), 'name');
  return `json_extract(${translation.print(requiredNode(fields, 'this'))}, ${quoteText(`$${keyStep(key)}`)})`;
};

function dottedParts(node: Node): readonly string[] | undefined {
  const fields = fieldsOf(node);
  if (kindOf(node) === 'column') {
    const table = optionalNode(fields, 'table');
    return [...(table ? [foldIdentifier(table)] : []), foldIdentifier(requiredNode(fields, 'name'))];
  }
  if (kindOf(node) !== 'dot') return undefined;
  const before = dottedParts(requiredNode(fields, 'this'));
  return before && [...before, foldIdentifier(requiredNode(fields, 'field'))];
}

const subscript: Printer = (fields, translation) => {
  allowOnly('subscript', fields, 'this', 'index');
  const index = requiredNode(fields, 'index');
  const [position, key] = [literalInteger(index), literalText(index)];
  const path = position === undefined ? (key === undefined ? undefined : `$${keyStep(key)}`) : `$[${position}]`;
  if (path === undefined) throw refused('LOCAL-003', 'a subscript that is not a literal');
  return `json_extract(${translation.print(requiredNode(fields, 'this'))}, ${quoteText(path)})`;
};

const variantPath: Printer = (fields, translation) => {
  allowOnly('path', fields, 'this', 'expression', 'variant_extract');
  const path = literalText(optionalNode(fields, 'expression'));
  if (path === undefined) throw refused('LOCAL-003', 'a path that is not a literal');
  return `json_extract(${translation.print(requiredNode(fields, 'this'))}, ${quoteText(jsonPath(path))})`;
};

const cast =
  (attempt: boolean): Printer =>
  (fields, translation) => {
    allowOnly('CAST', fields, 'this', 'to');
    return printCast(requiredNode(fields, 'this'), typeOfNode(requiredNode(fields, 'to')), translation, attempt);
  };

const caseExpression: Printer = (fields, translation) => {
  allowOnly('CASE', fields, 'operand', 'whens', 'else_');
  const operand = optionalNode(fields, 'operand');
  const otherwise = optionalNode(fields, 'else_');
  const pairs = fields['whens'] as readonly (readonly [Node, Node])[];
  const values = printAlike([...pairs.map(([, then]) => then), ...(otherwise ? [otherwise] : [])], translation);
  const whens = pairs.map(([when], index) => `WHEN ${translation.scalar(when)} THEN ${values[index]}`);
  const head = operand ? ['CASE', translation.scalar(operand)] : ['CASE'];
  return [...head, ...whens, ...(otherwise ? [`ELSE ${values.at(-1)}`] : []), 'END'].join(' ');
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

const membership: Printer = (fields, translation) => {
  allowOnly('IN', fields, 'this', 'expressions', 'query', 'not');
  const query = optionalNode(fields, 'query');
  const value = requiredNode(fields, 'this');
  const items = nodeList(fields, 'expressions');
  const negation = fields['not'] === true ? 'NOT ' : '';
  const numbers = items.some((item) => literalInteger(item) !== undefined);
  const print = (node: Node): string => (numbers ? translation.numeric(node) : translation.scalar(node));
  const list = query ? translation.query(query) : items.map(print).join(', ');
  return `(${print(value)} ${negation}IN (${list}))`;
};

const between: Printer = (fields, translation) => {
  allowOnly('BETWEEN', fields, 'this', 'low', 'high', 'not');
  const number = literalInteger(optionalNode(fields, 'low')) !== undefined;
  const print = (name: string): string =>
    number ? translation.numeric(requiredNode(fields, name)) : translation.scalar(requiredNode(fields, name));
  return `(${print('this')} ${fields['not'] === true ? 'NOT ' : ''}BETWEEN ${print('low')} AND ${print('high')})`;
};

const truth =
  (suffix: string, negated: string): Printer =>
  (fields, translation) => {
    allowOnly(`IS ${suffix}`, fields, 'this', 'not');
    return `(${translation.print(requiredNode(fields, 'this'))} IS ${fields['not'] === true ? negated : suffix})`;
  };

const concat: Printer = (fields, translation) => {
  const text = (name: string): string => {
    const node = requiredNode(fields, name);
    return literalText(node) === undefined ? `sf_text(${translation.print(node)})` : translation.print(node);
  };
  return `(${text('left')} || ${text('right')})`;
};

const parameter: Printer = (fields) => {
  const index = fields['index'];
  const style = textField(fields, 'style');
  if (typeof index === 'number' && style === 'Colon') return printMarker({ kind: 'bind', index });
  if (typeof index === 'number' && style === 'Dollar') return quoteIdentifier(`COLUMN${index}`);
  throw refused('LOCAL-003', 'a session variable or named bind');
};

const interval: Printer = (fields) => {
  const text = literalText(optionalNode(fields, 'this'));
  allowOnly('INTERVAL', fields, 'this');
  if (text === undefined || !/^-?\d+ (?:second|minute|hour|day|week|month|year)s?$/i.test(text.trim()))
    throw refused('LOCAL-003', `INTERVAL '${text ?? ''}'`);
  return `INTERVAL ${quoteText(text)}`;
};

const scalarQuery: Printer = (fields, translation) => {
  if (isSet(fields, 'alias')) throw refused('LOCAL-003', 'a named subquery in an expression');
  return `(${translation.query(requiredNode(fields, 'this'))})`;
};

const unary =
  (prefix: string): Printer =>
  (fields: Fields, translation) =>
    `(${prefix}${translation.scalar(requiredNode(fields, 'this'))})`;

export const expressionPrinters: PrinterTable = {
  literal,
  boolean: (fields) => (fields['value'] === true ? 'TRUE' : 'FALSE'),
  null: () => 'NULL',
  column,
  dot,
  subscript,
  j_s_o_n_extract: variantPath,
  cast: cast(false),
  try_cast: cast(true),
  case: caseExpression,
  paren: (fields, translation) => `(${translation.print(requiredNode(fields, 'this'))})`,
  annotated: (fields, translation) => translation.print(requiredNode(fields, 'this')),
  and: infix('AND'),
  or: infix('OR'),
  not: unary('NOT '),
  neg: unary('- '),
  add: infix('+', 'numeric'),
  sub: infix('-', 'numeric'),
  mul: infix('*', 'numeric'),
  div: call('sf_div'),
  mod: call('sf_mod'),
  eq: comparison('='),
  neq: comparison('<>'),
  lt: comparison('<'),
  lte: comparison('<='),
  gt: comparison('>'),
  gte: comparison('>='),
  null_safe_eq: comparison('IS NOT DISTINCT FROM'),
  null_safe_neq: comparison('IS DISTINCT FROM'),
  like: like('LIKE'),
  i_like: like('ILIKE'),
  in: membership,
  between,
  is_null: truth('NULL', 'NOT NULL'),
  is_true: truth('TRUE', 'NOT TRUE'),
  is_false: truth('FALSE', 'NOT FALSE'),
  concat,
  parameter,
  interval,
  subquery: scalarQuery,
  exists: (fields, translation) => {
    allowOnly('EXISTS', fields, 'this', 'not');
    return `(${fields['not'] === true ? 'NOT ' : ''}EXISTS (${translation.query(requiredNode(fields, 'this'))}))`;
  },
  tuple: (fields, translation) =>
    `(${nodeList(fields, 'expressions')
      .map((item) => translation.scalar(item))
      .join(', ')})`,
  var: (fields) => {
    if (textField(fields, 'this').toUpperCase() === 'DEFAULT') return 'DEFAULT';
    throw syntaxError(1, 0, textField(fields, 'this'));
  },
};
