import { integerType, isSemiStructured, textType } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import { aggregateCall } from './aggregate-call.ts';
import { functionCall } from './function-call.ts';
import { resultType } from './function-types.ts';
import { isInterval, movedType } from './interval.ts';
import { fieldsOf, foldIdentifier, kindOf, literalInteger, optionalNode, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';
import type { ArgumentType } from './numeric-type.ts';
import { arithmeticType, commonType, fixed, literalNumberType } from './numeric-type.ts';
import type { Translation } from './translation.ts';
import { typeOfNode } from './type-node.ts';

type Rule = (fields: Fields, translation: Translation, kind: string) => DataType | undefined;

const literalTypes: Readonly<Record<string, DataType>> = {
  date: { kind: 'date' },
  timestamp: { kind: 'timestamp_ntz', scale: 9 },
  time: { kind: 'time', scale: 9 },
  hex_string: { kind: 'binary', length: 8_388_608 },
};

const literal: Rule = (fields) => {
  const type = textField(fields, 'literal_type');
  const value = textField(fields, 'value');
  if (type === 'number') return literalNumberType(value);
  if (type === 'string' || type === 'dollar_string') return { kind: 'text', length: Math.max(value.length, 1) };
  return literalTypes[type];
};

const constant =
  (type: DataType): Rule =>
  () =>
    type;

const inner: Rule = (fields, translation) => typeOf(optionalNode(fields, 'this'), translation);

const arithmetic: Rule = (fields, translation, kind) => {
  const [left, right] = [optionalNode(fields, 'left'), optionalNode(fields, 'right')];
  if (isInterval(right)) return movedType(typeOf(left, translation), right);
  if (isInterval(left)) return movedType(typeOf(right, translation), left);
  return arithmeticType(kind, typeOf(left, translation), typeOf(right, translation));
};

const column: Rule = (fields, translation) => {
  const table = optionalNode(fields, 'table');
  return translation.typeOfColumn(foldIdentifier(requiredNode(fields, 'name')), table && foldIdentifier(table));
};

/** `core.calls.call_id` is a column of a relation; anything else after a dot is a step into a VARIANT. */
const dot: Rule = (fields, translation) => {
  const owner = optionalNode(fields, 'this');
  const name = foldIdentifier(requiredNode(fields, 'field'));
  const table = owner && ['column', 'dot'].includes(kindOf(owner)) ? lastName(owner) : undefined;
  return table !== undefined && translation.isRelation(table) ? translation.typeOfColumn(name, table) : { kind: 'variant' };
};

function lastName(node: Node): string {
  const fields = fieldsOf(node);
  return foldIdentifier(requiredNode(fields, kindOf(node) === 'dot' ? 'field' : 'name'));
}

const cases: Rule = (fields, translation) => {
  const otherwise = optionalNode(fields, 'else_');
  const values = (fields['whens'] as readonly (readonly [Node, Node])[]).map(([, then]) => then);
  return commonOf([...values, ...(otherwise ? [otherwise] : [])], translation);
};

/** The kinds of window functions that are no aggregates. */
const rankings: Readonly<Record<string, string>> = {
  row_number: 'ROW_NUMBER', rank: 'RANK', dense_rank: 'DENSE_RANK', percent_rank: 'PERCENT_RANK', cume_dist: 'CUME_DIST', n_tile: 'NTILE',
  lag: 'LAG', lead: 'LEAD', first_value: 'FIRST_VALUE', last_value: 'LAST_VALUE', nth_value: 'NTH_VALUE',
}; // prettier-ignore

const windowed: Rule = (fields, translation) => {
  const called = requiredNode(fields, 'this');
  const ranking = rankings[kindOf(called)];
  if (ranking === undefined) return typeOf(called, translation);
  const value = optionalNode(fieldsOf(called), 'this');
  return resultType(ranking, value ? [typeOf(value, translation)] : []);
};

const rules: Readonly<Record<string, Rule>> = {
  literal,
  column,
  dot,
  case: cases,
  window_function: windowed,
  cast: (fields) => typeOfNode(requiredNode(fields, 'to')),
  try_cast: (fields) => typeOfNode(requiredNode(fields, 'to')),
  subscript: constant({ kind: 'variant' }),
  j_s_o_n_extract: constant({ kind: 'variant' }),
  concat: constant(textType),
  paren: inner,
  annotated: inner,
  alias: inner,
  neg: inner,
  ...Object.fromEntries(['add', 'sub', 'mul', 'div', 'mod'].map((kind) => [kind, arithmetic])),
  ...Object.fromEntries(
    'boolean and or not eq neq lt lte gt gte null_safe_eq null_safe_neq like i_like in between is_null is_true is_false exists any all'
      .split(' ')
      .map((kind) => [kind, constant({ kind: 'boolean' })]),
  ),
};

/** The Snowflake type of an expression as far as its text and the catalog tell it. */
export function inferType(node: Node, translation: Translation): DataType | undefined {
  const kind = kindOf(node);
  const fields = fieldsOf(node);
  const rule = rules[kind];
  if (rule) return rule(fields, translation, kind);
  const aggregate = aggregateCall(node);
  if (aggregate) {
    const [first] = aggregate.order;
    const percentile = aggregate.name.startsWith('PERCENTILE_') ? optionalNode(first ?? {}, 'this') : undefined;
    return resultType(
      aggregate.name,
      (percentile ? [percentile] : aggregate.args).map((arg) => argumentType(arg, translation)),
    );
  }
  const call = functionCall(node);
  if (!call) return undefined;
  return (
    literalShaped(call.name, call.args, translation) ??
    resultType(
      call.name,
      call.args.map((arg) => argumentType(arg, translation)),
    )
  );
}

/** Functions whose type is written in their literal arguments. */
function literalShaped(name: string, args: readonly Node[], translation: Translation): DataType | undefined {
  const numbers = args.slice(1).map(literalInteger);
  if (name === 'TO_NUMBER' || name === 'TRY_TO_NUMBER' || name === 'AS_DECIMAL') {
    return fixed(numbers.find((value) => value !== undefined) ?? 38, numbers.filter((value) => value !== undefined)[1] ?? 0);
  }
  if (name === 'AS_INTEGER') return integerType;
  const rounds = name === 'ROUND' || name === 'TRUNC' || ((name === 'CEIL' || name === 'FLOOR') && args.length > 1);
  if (!rounds) return undefined;
  const type = typeOf(args[0], translation);
  if (type?.kind !== 'fixed' || (args.length > 1 && numbers[0] === undefined)) return type?.kind === 'fixed' ? undefined : type;
  const scale = Math.min(type.scale, numbers[0] ?? 0);
  return fixed(type.precision - type.scale + scale + (scale < type.scale ? 1 : 0), scale);
}

function typeOf(node: Node | undefined, translation: Translation): DataType | undefined {
  return node && kindOf(node) !== 'star' ? inferType(node, translation) : undefined;
}

function argumentType(node: Node, translation: Translation): ArgumentType {
  return kindOf(node) === 'null' ? null : typeOf(node, translation);
}

function commonOf(nodes: readonly Node[], translation: Translation): DataType | undefined {
  return commonType(nodes.map((node) => argumentType(node, translation)));
}

/** Tells whether a value is JSON in DuckDB. */
export function isSemiStructuredNode(node: Node, translation: Translation): boolean {
  const type = typeOf(node, translation);
  if (type) return isSemiStructured(type);
  // A choice between a VARIANT and something whose type is not known becomes a VARIANT.
  const call = functionCall(node);
  return call !== undefined && ['COALESCE', 'NVL'].includes(call.name) && call.args.some((arg) => isSemiStructuredNode(arg, translation));
}

export function columnsOfValues(rows: readonly (readonly Node[])[], translation: Translation): readonly (DataType | undefined)[] {
  return (rows[0] ?? []).map((_, index) =>
    commonOf(
      rows.map((row) => row[index] ?? { null: {} }),
      translation,
    ),
  );
}
