import type { Relation } from '../catalog/catalog.ts';
import { refused } from '../failure.ts';
import { quoteIdentifier } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import { informationSchemaColumns } from './information-schema-columns.ts';
import { printMarker } from './marker.ts';
import {
  allowOnly,
  fieldsOf,
  foldIdentifier,
  foldIdentifierParts,
  isSet,
  kindOf,
  literalInteger,
  nodeList,
  optionalNode,
  requiredNode,
  textField,
} from './node.ts';
import type { Fields, Node } from './node.ts';
import { printJoin } from './print-query.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';

/** The dotted name of a table node; the parser keeps extra parts of it in `catalog`. */
export function tableName(fields: Fields): ObjectName {
  return ['catalog', 'schema', 'name'].flatMap((part) => {
    const identifier = optionalNode(fields, part);
    if (!identifier) return [];
    return part === 'catalog' ? foldIdentifierParts(identifier) : [foldIdentifier(identifier)];
  });
}

interface Alias {
  readonly name: string | undefined;
  readonly columns: readonly string[];
}

function aliasOf(fields: Fields): Alias {
  const alias = fields['alias'];
  const name = typeof alias === 'string' ? alias.toUpperCase() : alias ? foldIdentifier(alias as Node) : undefined;
  return { name, columns: nodeList(fields, 'column_aliases').map(foldIdentifier) };
}

function named(sql: string, alias: Alias, fallback: string, translation: Translation): string {
  const name = alias.name ?? fallback;
  translation.declareRelation(name);
  for (const column of alias.columns) translation.declare(column);
  const columns = alias.columns.length > 0 ? `(${alias.columns.map(quoteIdentifier).join(', ')})` : '';
  return `${sql} AS ${quoteIdentifier(name)}${columns}`;
}

const table: Printer = (fields, translation) => {
  allowOnly('table', fields, 'name', 'schema', 'catalog', 'alias', 'column_aliases');
  const name = tableName(fields);
  const last = name.at(-1) ?? '';
  const alias = aliasOf(fields);
  if (name.length === 1 && translation.isCommonTable(last)) return named(quoteIdentifier(last), alias, last, translation);
  if (name.at(-2) === 'INFORMATION_SCHEMA') return named(printInformationSchema(name, translation), alias, last, translation);
  const relation = translation.resolve(name);
  translation.recordRead(relation);
  declareColumns(relation, translation);
  const sql = relation.kind === 'TABLE' ? quoteIdentifier(relation.storage) : `(${translation.expandView(relation)})`;
  return named(sql, alias, last, translation);
};

export function declareColumns(relation: Relation, translation: Translation): void {
  for (const column of relation.columns) translation.declare(column.name, column.type);
}

function printInformationSchema(name: ObjectName, translation: Translation): string {
  const view = name.at(-1) ?? '';
  const database = name.length > 2 ? name.at(-3) : translation.currentDatabase;
  const columns = informationSchemaColumns[view];
  if (!columns || database === undefined) throw refused('LOCAL-003', name.join('.'));
  for (const column of columns) translation.declare(column);
  return printMarker({ kind: 'view', database, name: view });
}

const subquery: Printer = (fields, translation) => {
  allowOnly('subquery', fields, 'this', 'alias', 'column_aliases', 'lateral');
  const lateral = fields['lateral'] === true ? 'LATERAL ' : '';
  return named(`${lateral}(${translation.query(requiredNode(fields, 'this'))})`, aliasOf(fields), 'SUBQUERY', translation);
};

/** `TABLE(FLATTEN(..))`, `LATERAL FLATTEN(..)` and `TABLE(GENERATOR(..))`. */
function printTableFunction(call: Node, alias: Alias, translation: Translation): string {
  const fields = fieldsOf(call);
  const name = textField(fields, 'name').toUpperCase();
  const args = nodeList(fields, 'args');
  const [first] = args;
  if (kindOf(call) === 'function' && name === 'TABLE' && first && args.length === 1) return printTableFunction(first, alias, translation);
  if (kindOf(call) === 'method_call') return printInformationFunction(fields, alias, translation);
  if (kindOf(call) !== 'function') throw refused('LOCAL-003', 'this table function');
  if (name === 'FLATTEN') return named(printFlatten(args, translation), alias, 'FLATTEN', translation);
  if (name === 'GENERATOR') return named(printGenerator(args), alias, 'GENERATOR', translation);
  throw refused('LOCAL-003', `TABLE(${name}(..))`);
}

function namedArguments(args: readonly Node[]): ReadonlyMap<string, Node> {
  return new Map(
    args.map((arg, index) => {
      const fields = fieldsOf(arg);
      if (kindOf(arg) !== 'named_argument') return [index === 0 ? 'INPUT' : `argument ${index + 1}`, arg];
      return [foldIdentifier(requiredNode(fields, 'name')), requiredNode(fields, 'value')];
    }),
  );
}

function printFlatten(args: readonly Node[], translation: Translation): string {
  const { INPUT: input, ...others } = Object.fromEntries(namedArguments(args));
  if (!input || Object.keys(others).length > 0) throw refused('LOCAL-003', `FLATTEN with ${Object.keys(others).join(', ') || 'no input'}`);
  const value = translation.print(input);
  for (const [name, semiStructured] of Object.entries({ SEQ: false, KEY: false, PATH: false, INDEX: false, VALUE: true, THIS: true })) {
    translation.declare(name, semiStructured ? { kind: 'variant' } : undefined);
  }
  const columns =
    `1 AS "SEQ", CASE WHEN json_type(${value}) = 'OBJECT' THEN key END AS "KEY", CASE WHEN json_type(${value}) = 'ARRAY' THEN '[' || key || ']' ELSE key END AS "PATH", ` +
    `CASE WHEN json_type(${value}) = 'ARRAY' THEN CAST(key AS BIGINT) END AS "INDEX", CAST(value AS JSON) AS "VALUE", ${value} AS "THIS"`;
  return `LATERAL (SELECT ${columns} FROM json_each(${value}))`;
}

function printGenerator(args: readonly Node[]): string {
  const { ROWCOUNT: rowCount, ...others } = Object.fromEntries(namedArguments(args));
  const count = literalInteger(rowCount);
  if (count === undefined || Object.keys(others).length > 0) throw refused('LOCAL-003', 'GENERATOR without a literal ROWCOUNT');
  return `(SELECT 1 FROM range(${count}))`;
}

/** `TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_SESSION(..))` */
function printInformationFunction(fields: Fields, alias: Alias, translation: Translation): string {
  const owner = requiredNode(fields, 'this');
  const schema = kindOf(owner) === 'column' ? foldIdentifier(requiredNode(fieldsOf(owner), 'name')) : '';
  const name = foldIdentifier(requiredNode(fields, 'method'));
  const arguments_ = [...namedArguments(nodeList(fields, 'args'))];
  const database = translation.currentDatabase;
  const known = schema === 'INFORMATION_SCHEMA' && name === 'QUERY_HISTORY_BY_SESSION' && database !== undefined;
  const onlyLimit = arguments_.every(([argument, value]) => argument === 'RESULT_LIMIT' && literalInteger(value) !== undefined);
  if (!known || !onlyLimit) throw refused('LOCAL-003', `TABLE(${schema}.${name}(..))`);
  for (const column of informationSchemaColumns[name] ?? []) translation.declare(column);
  // Snowflake's default, applied before WHERE.
  const limit = literalInteger(arguments_[0]?.[1]) ?? 100;
  const view = printMarker({ kind: 'view', database, name });
  return named(`(SELECT * FROM ${view} AS history LIMIT ${limit})`, alias, name, translation);
}

export const relationPrinters: PrinterTable = {
  table,
  subquery,
  paren: (fields, translation) => `(${translation.relation(requiredNode(fields, 'this'))})`,
  values: (fields, translation) => {
    allowOnly('VALUES', fields, 'expressions', 'alias', 'column_aliases');
    const rows = translation.query({ values: fields });
    return named(`(${rows})`, aliasOf(fields), 'VALUES', translation);
  },
  // MERGE and table functions have their alias around them, other relations within.
  alias: (fields, translation) => {
    const inner = requiredNode(fields, 'this');
    if (kindOf(inner) !== 'table') return printTableFunction(inner, aliasOf(fields), translation);
    return translation.relation({ table: { ...fieldsOf(inner), alias: fields['alias'], column_aliases: fields['column_aliases'] } });
  },
  function: (fields, translation) => printTableFunction({ function: fields }, { name: undefined, columns: [] }, translation),
  lateral: (fields, translation) => {
    allowOnly('LATERAL', fields, 'this', 'alias', 'column_aliases');
    const inner = requiredNode(fields, 'this');
    if (kindOf(inner) === 'function') return printTableFunction(inner, aliasOf(fields), translation);
    return named(`LATERAL (${translation.query(inner)})`, aliasOf(fields), 'LATERAL', translation);
  },
  joined_table: (fields, translation) => {
    allowOnly('join', fields, 'left', 'joins');
    if (isSet(fields, 'alias')) throw refused('LOCAL-003', 'a named join');
    const left = translation.relation(requiredNode(fields, 'left'));
    return `(${[left, ...nodeList(fields, 'joins').map((join) => printJoin(join, translation))].join(' ')})`;
  },
};
