import { refused, syntaxError } from '../failure.ts';
import { quoteIdentifier, quoteText } from '../sql/names.ts';
import { printCast, printText } from './cast.ts';
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
import { printNextValue } from './session-functions.ts';
import type { Printer, PrinterTable } from './translation.ts';
import { typeOfNode } from './type-node.ts';

const infix =
  (operator: string): Printer =>
  (fields, translation) => {
    allowOnly(operator, fields, 'left', 'right');
    return `(${translation.scalar(requiredNode(fields, 'left'))} ${operator} ${translation.scalar(requiredNode(fields, 'right'))})`;
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
  const next = qualifier === undefined ? undefined : printNextValue([qualifier, name], translation);
  if (next !== undefined) return next;
  translation.mention(name, fields, qualifier === undefined ? name : `${qualifier}.${name}`);
  return qualifier === undefined ? quoteIdentifier(name) : `${quoteIdentifier(qualifier)}.${quoteIdentifier(name)}`;
};

/** `core.calls.call_id`: the table is known by its own name; anything else after a dot is a step into a VARIANT. */
const dot: Printer = (fields, translation) => {
  const parts = dottedParts({ dot: fields });
  const [table, name] = parts?.slice(-2) ?? [];
  const next = parts && printNextValue(parts, translation);
  if (next !== undefined) return next;
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
  if (path === undefined) return `sf_step(${translation.print(requiredNode(fields, 'this'))}, ${translation.scalar(index)})`;
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

const truth =
  (suffix: string, negated: string): Printer =>
  (fields, translation) => {
    allowOnly(`IS ${suffix}`, fields, 'this', 'not');
    return `(${translation.print(requiredNode(fields, 'this'))} IS ${fields['not'] === true ? negated : suffix})`;
  };

const concat: Printer = (fields, translation) =>
  `(${printText(requiredNode(fields, 'left'), translation)} || ${printText(requiredNode(fields, 'right'), translation)})`;

const parameter: Printer = (fields) => {
  const index = fields['index'];
  const style = textField(fields, 'style');
  if (typeof index === 'number' && style === 'Colon') return printMarker({ kind: 'bind', index });
  if (typeof index === 'number' && style === 'Dollar') return quoteIdentifier(`COLUMN${index}`);
  throw refused('LOCAL-003', 'a session variable or named bind');
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
  is_null: truth('NULL', 'NOT NULL'),
  is_true: truth('TRUE', 'NOT TRUE'),
  is_false: truth('FALSE', 'NOT FALSE'),
  concat,
  parameter,
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
