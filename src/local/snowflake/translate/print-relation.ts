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
  literalText,
  nodeList,
  optionalNode,
  requiredNode,
  textField,
} from './node.ts';
import type { Fields, Node } from './node.ts';
import { outputOf, renamedOutput, untypedOutput } from './output.ts';
import type { Output } from './output.ts';
import { flattenColumns, printFlatten, printSplit, splitColumns } from './print-flatten.ts';
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

export interface Alias {
  readonly name: string | undefined;
  readonly columns: readonly string[];
}

export function aliasOf(fields: Fields): Alias {
  const alias = fields['alias'];
  const name = typeof alias === 'string' ? alias.toUpperCase() : alias ? foldIdentifier(alias as Node) : undefined;
  return { name, columns: nodeList(fields, 'column_aliases').map(foldIdentifier) };
}

/** A relation of FROM under its alias, with its columns. */
export function named(sql: string, alias: Alias, fallback: string, columns: Output, translation: Translation): string {
  const name = alias.name ?? fallback;
  for (const column of alias.columns) translation.declare(column);
  translation.declareRelation(name, renamedOutput(columns, alias.columns));
  const list = alias.columns.length > 0 ? `(${alias.columns.map(quoteIdentifier).join(', ')})` : '';
  return `${sql} AS ${quoteIdentifier(name)}${list}`;
}

const table: Printer = (fields, translation) => {
  allowOnly('table', fields, 'name', 'schema', 'catalog', 'alias', 'column_aliases', 'table_sample');
  const sample = optionalNode(fields, 'table_sample');
  return `${printTable(fields, translation)}${sample ? printSample(sample) : ''}`;
};

function printTable(fields: Fields, translation: Translation): string {
  const name = tableName(fields);
  const last = name.at(-1) ?? '';
  const alias = aliasOf(fields);
  const common = name.length === 1 ? translation.commonTable(last) : undefined;
  if (common) return named(quoteIdentifier(last), alias, last, common.columns, translation);
  if (name.at(-2) === 'INFORMATION_SCHEMA') return printInformationSchema(name, alias, translation);
  const relation = translation.resolve(name);
  translation.recordRead(relation);
  const sql = relation.kind === 'TABLE' ? quoteIdentifier(relation.storage) : `(${translation.expandView(relation)})`;
  return named(translation.protect(relation, sql), alias, last, outputOf(relation.columns), translation);
}

/** SAMPLE takes a share of the rows, or as many rows as it says. */
function printSample(sample: Node): string {
  allowOnly(
    'SAMPLE',
    sample,
    'method',
    'size',
    'seed',
    'use_sample_keyword',
    'explicit_method',
    'method_before_size',
    'use_seed_keyword',
    'unit_after_size',
  );
  const size = literalText(optionalNode(sample, 'size')) ?? numberText(optionalNode(sample, 'size'));
  const seed = literalInteger(optionalNode(sample, 'seed'));
  const method = textField(sample, 'method');
  const repeatable = seed === undefined ? '' : ` REPEATABLE (${seed})`;
  if (size === undefined || (isSet(sample, 'seed') && seed === undefined))
    throw refused('LOCAL-003', 'SAMPLE of a size that is not a literal');
  if (method === 'Row') return ` TABLESAMPLE reservoir(${size} ROWS)${repeatable}`;
  if (method === 'Bernoulli' || method === 'System' || method === 'Block')
    return ` TABLESAMPLE ${method === 'Bernoulli' ? 'bernoulli' : 'system'}(${size}%)${repeatable}`;
  throw refused('LOCAL-003', `SAMPLE ${method}`);
}

function numberText(node: Node | undefined): string | undefined {
  const fields = node && kindOf(node) === 'literal' ? fieldsOf(node) : {};
  return fields['literal_type'] === 'number' ? textField(fields, 'value') : undefined;
}

function printInformationSchema(name: ObjectName, alias: Alias, translation: Translation): string {
  const view = name.at(-1) ?? '';
  const database = name.length > 2 ? name.at(-3) : translation.currentDatabase;
  const columns = informationSchemaColumns[view];
  if (!columns || database === undefined) throw refused('LOCAL-003', name.join('.'));
  return named(printMarker({ kind: 'view', database, name: view }), alias, view, untypedOutput(columns), translation);
}

const subquery: Printer = (fields, translation) => {
  allowOnly('subquery', fields, 'this', 'alias', 'column_aliases', 'lateral');
  const lateral = fields['lateral'] === true ? 'LATERAL ' : '';
  const text = `${lateral}(${translation.query(requiredNode(fields, 'this'))})`;
  return named(text, aliasOf(fields), 'SUBQUERY', translation.output, translation);
};

/** `TABLE(FLATTEN(..))`, `LATERAL FLATTEN(..)` and `TABLE(GENERATOR(..))`. */
function printTableFunction(call: Node, alias: Alias, translation: Translation): string {
  const fields = fieldsOf(call);
  const name = textField(fields, 'name').toUpperCase();
  const args = nodeList(fields, 'args');
  const [first] = args;
  if (kindOf(call) === 'function' && name === 'TABLE' && first && args.length === 1) return printTableFunction(first, alias, translation);
  if (kindOf(call) !== 'function') throw refused('LOCAL-003', 'this table function');
  if (name === 'FLATTEN') return named(printFlatten(namedArguments(args), translation), alias, 'FLATTEN', flattenColumns, translation);
  if (name === 'GENERATOR') return named(printGenerator(args), alias, 'GENERATOR', [], translation);
  if (name === 'SPLIT_TO_TABLE' || name === 'STRTOK_SPLIT_TO_TABLE')
    return named(printSplit(name, args, translation), alias, name, splitColumns, translation);
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

function printGenerator(args: readonly Node[]): string {
  const { ROWCOUNT: rowCount, ...others } = Object.fromEntries(namedArguments(args));
  const count = literalInteger(rowCount);
  if (count === undefined || Object.keys(others).length > 0) throw refused('LOCAL-003', 'GENERATOR without a literal ROWCOUNT');
  return `(SELECT 1 FROM range(${count}))`;
}

export const relationPrinters: PrinterTable = {
  table,
  subquery,
  paren: (fields, translation) => `(${translation.relation(requiredNode(fields, 'this'))})`,
  values: (fields, translation) => {
    allowOnly('VALUES', fields, 'expressions', 'alias', 'column_aliases');
    const rows = translation.query({ values: fields });
    return named(`(${rows})`, aliasOf(fields), 'VALUES', translation.output, translation);
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
    const text = `LATERAL (${translation.query(inner)})`;
    return named(text, aliasOf(fields), 'LATERAL', translation.output, translation);
  },
  joined_table: (fields, translation) => {
    allowOnly('join', fields, 'left', 'joins');
    if (isSet(fields, 'alias')) throw refused('LOCAL-003', 'a named join');
    const left = translation.relation(requiredNode(fields, 'left'));
    return `(${[left, ...nodeList(fields, 'joins').map((join) => printJoin(join, translation))].join(' ')})`;
  },
};
