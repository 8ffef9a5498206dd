import { SnowflakeFailure, refused, syntaxError } from '../failure.ts';
import { isSemiStructured } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import { quoteIdentifier } from '../sql/names.ts';
import { allowOnly, fieldsOf, foldIdentifier, isSet, kindOf, nodeList, optionalNode, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';
import { printVariant } from './cast.ts';
import { columnsOfValues } from './infer-type.ts';
import { commonType } from './numeric-type.ts';
import { renamedOutput, untypedOutput } from './output.ts';
import type { Output } from './output.ts';
import { printOrdering } from './print-ordering.ts';
import type { Scope } from './scope.ts';
import { selectOutput } from './select-output.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';

/** Prints WITH and then the body, within which the names of the common tables hide those of the catalog. */
function withCommonTables(fields: Fields, translation: Translation, body: () => string): string {
  const clause = optionalNode(fields, 'with');
  if (!clause) return body();
  allowOnly('WITH', clause, 'ctes', 'recursive');
  const tables = nodeList(clause, 'ctes');
  const recursive = clause['recursive'] === true;
  const print = (index: number): string => {
    const table = tables[index];
    if (!table) return body();
    const printed = printCommonTable(table, recursive, translation);
    const rest = translation.withCommonTable(printed.name, printed.columns, () => print(index + 1));
    return index === tables.length - 1 ? `${printed.sql} ${rest}` : `${printed.sql}, ${rest}`;
  };
  return `WITH ${recursive ? 'RECURSIVE ' : ''}${print(0)}`;
}

/** Without RECURSIVE a common table sees only the ones before it; with it also itself, but its types are not yet known there. */
function printCommonTable(
  table: Node,
  recursive: boolean,
  translation: Translation,
): { readonly name: string; readonly sql: string; readonly columns: Output } {
  allowOnly('common table', table, 'alias', 'this', 'columns');
  const name = foldIdentifier(requiredNode(table, 'alias'));
  const names = nodeList(table, 'columns').map(foldIdentifier);
  const query = requiredNode(table, 'this');
  const print = (): string => translation.query(query);
  const text = recursive ? translation.withCommonTable(name, ownColumns(query, names, translation), print) : print();
  const columns = renamedOutput(translation.output, names);
  for (const column of columns ?? []) translation.declare(column.name);
  const list = names.length > 0 ? `(${names.map(quoteIdentifier).join(', ')})` : '';
  return { name, sql: `${quoteIdentifier(name)}${list} AS (${text})`, columns };
}

/** The columns of a recursive table are those of its first part. */
function ownColumns(query: Node, names: readonly string[], translation: Translation): Output {
  const anchor = kindOf(query) === 'union' ? optionalNode(fieldsOf(query), 'left') : undefined;
  if (!anchor) return names.length > 0 ? untypedOutput(names) : undefined;
  translation.query(anchor);
  const columns = renamedOutput(translation.output, names);
  for (const column of columns ?? []) translation.declare(column.name);
  // A part that adds to a column may make it wider, so no type is promised.
  return columns && untypedOutput(columns.map(({ name }) => name));
}

const select: Printer = (fields, translation) => {
  const clauses = [
    'expressions',
    'from',
    'joins',
    'where_clause',
    'group_by',
    'having',
    'qualify',
    'order_by',
    'limit',
    'offset',
    'fetch',
    'distinct',
    'top',
    'with',
  ];
  allowOnly('SELECT', fields, ...clauses);
  return withCommonTables(fields, translation, () => translation.inScope((scope) => printSelect(fields, scope, translation)));
};

/** FROM is printed first: it declares the columns that the other clauses name. */
function printSelect(fields: Fields, scope: Scope, translation: Translation): string {
  const from = printFrom(fields, translation);
  const items = nodeList(fields, 'expressions');
  if (items.length === 0) throw syntaxError(1, 0, 'FROM');
  if (from === '' && items.some((item) => kindOf(item) === 'star')) throw syntaxError(1, 0, '*');
  if (nodeList(fields, 'joins').some((join) => isSet(join, 'using') || join['kind'] === 'Natural')) scope.mergeColumns();
  const list = items.map((item) => translation.print(item)).join(', ');
  const output = selectOutput(items, scope, translation);
  const where = optionalNode(fields, 'where_clause');
  const group = optionalNode(fields, 'group_by');
  const having = optionalNode(fields, 'having');
  const qualify = optionalNode(fields, 'qualify');
  const parts = [
    `SELECT ${fields['distinct'] === true ? 'DISTINCT ' : ''}${list}`,
    from,
    where ? `WHERE ${translation.scalar(requiredNode(where, 'this'))}` : '',
    group ? printGroupBy(group, translation) : '',
    having ? `HAVING ${translation.scalar(requiredNode(having, 'this'))}` : '',
    qualify ? `QUALIFY ${translation.scalar(requiredNode(qualify, 'this'))}` : '',
    printEnd(fields, translation),
  ];
  translation.produce(output);
  return parts.filter((part) => part !== '').join(' ');
}

function printFrom(fields: Fields, translation: Translation): string {
  const from = optionalNode(fields, 'from');
  if (!from) return '';
  const relations = nodeList(from, 'expressions').map((relation) => translation.relation(relation));
  const joins = nodeList(fields, 'joins').map((join) => printJoin(join, translation));
  return `FROM ${[relations.join(', '), ...joins].join(' ')}`;
}

const joinWords: Readonly<Record<string, string>> = {
  Inner: 'JOIN',
  Left: 'LEFT JOIN',
  Right: 'RIGHT JOIN',
  Full: 'FULL JOIN',
  Cross: 'CROSS JOIN',
  Natural: 'NATURAL JOIN',
};

export function printJoin(join: Node, translation: Translation): string {
  allowOnly('JOIN', join, 'this', 'on', 'using', 'kind');
  const words = joinWords[textField(join, 'kind')];
  if (words === undefined) throw refused('LOCAL-002', `a join of kind ${textField(join, 'kind')}`);
  const relation = translation.relation(requiredNode(join, 'this'));
  const condition = optionalNode(join, 'on');
  const using = nodeList(join, 'using').map(foldIdentifier);
  for (const name of using) translation.mention(name, join);
  const on = condition
    ? ` ON ${translation.scalar(condition)}`
    : using.length > 0
      ? ` USING (${using.map(quoteIdentifier).join(', ')})`
      : '';
  // Snowflake takes a join without a condition as a product.
  return `${words === 'JOIN' && on === '' ? 'CROSS JOIN' : words} ${relation}${on}`;
}

function printGroupBy(group: Node, translation: Translation): string {
  allowOnly('GROUP BY', group, 'expressions', 'all');
  if (group['all'] === true) return 'GROUP BY ALL';
  return `GROUP BY ${nodeList(group, 'expressions')
    .map((item) => printGroupItem(item, translation))
    .join(', ')}`;
}

/** A part of GROUPING SETS may be a list, also an empty one. */
function printGroupItem(item: Node, translation: Translation): string {
  const fields = fieldsOf(item);
  const name = kindOf(item) === 'function' ? textField(fields, 'name').toUpperCase() : '';
  if (!['CUBE', 'ROLLUP', 'GROUPING SETS'].includes(name)) return translation.print(item);
  const parts = nodeList(fields, 'args').map((arg) =>
    kindOf(arg) === 'function' ? printGroupItem(arg, translation) : translation.print(arg),
  );
  return `${name} (${parts.join(', ')})`;
}

/** ORDER BY, LIMIT and OFFSET of a query. A limit is a node, or a clause around one. */
function printEnd(fields: Fields, translation: Translation): string {
  const order = optionalNode(fields, 'order_by');
  const fetch = optionalNode(fields, 'fetch');
  const top = optionalNode(fields, 'top');
  if (top) allowOnly('TOP', top, 'this', 'parenthesized');
  if (fetch) allowOnly('FETCH', fetch, 'direction', 'count', 'rows');
  const limit = optionalNode(fields, 'limit') ?? (top && { this: top['this'] }) ?? (fetch && { this: fetch['count'] });
  const offset = optionalNode(fields, 'offset');
  const value = (node: Node): string => translation.print(isSet(node, 'this') ? requiredNode(node, 'this') : node);
  const parts = [
    ...(order ? [`ORDER BY ${printOrdering(nodeList(order, 'expressions'), translation)}`] : []),
    ...(limit ? [`LIMIT ${value(limit)}`] : []),
    ...(offset ? [`OFFSET ${value(offset)}`] : []),
  ];
  return parts.join(' ');
}

const setOperation =
  (word: string): Printer =>
  (fields, translation) => {
    allowOnly(word, fields, 'left', 'right', 'all', 'distinct', 'with', 'order_by', 'limit', 'offset');
    return withCommonTables(fields, translation, () => {
      const left = translation.query(requiredNode(fields, 'left'));
      const one = translation.output;
      const right = translation.query(requiredNode(fields, 'right'));
      const other = translation.output;
      if (one && other && one.length !== other.length) throw columnCounts(one.length, other.length);
      const columns = one?.map(({ name, type }, index) => ({ name, type: setType(type, other?.[index]?.type) }));
      const end = translation.inScope((scope) => {
        scope.add('', columns);
        return printEnd(fields, translation);
      });
      translation.produce(columns);
      return `(${left}) ${word}${fields['all'] === true ? ' ALL' : ''} (${right}) ${end}`.trimEnd();
    });
  };

/** The type of a column of both sides. DuckDB would make text of a number beside a text, Snowflake a number of the text. */
function setType(one: DataType | undefined, other: DataType | undefined): DataType | undefined {
  const kinds = [one?.kind, other?.kind];
  if (kinds.includes('text') && (kinds.includes('fixed') || kinds.includes('real'))) {
    throw refused('LOCAL-003', 'a set operation of text and numbers in one column; cast one of them');
  }
  return commonType([one, other]);
}

function columnCounts(one: number, other: number): SnowflakeFailure {
  const text = `SQL compilation error:\nInvalid number of result columns for set operator input branches, expected ${one}, got ${other} in branch {1}`;
  return new SnowflakeFailure('001789', '42601', text);
}

const subqueryAsQuery: Printer = (fields, translation) => {
  allowOnly('subquery', fields, 'this', 'order_by', 'limit', 'offset');
  return `(${translation.query(requiredNode(fields, 'this'))}) ${printEnd(fields, translation)}`.trimEnd();
};

function printCell(cell: Node, type: DataType | undefined, translation: Translation): string {
  if (type && isSemiStructured(type)) return printVariant(cell, translation);
  return type?.kind === 'fixed' || type?.kind === 'real' ? translation.numeric(cell) : translation.print(cell);
}

/** The columns of VALUES are COLUMN1, COLUMN2, ... */
function printValues(fields: Fields, translation: Translation): string {
  const rows = nodeList(fields, 'expressions').map((row) => nodeList(row, 'expressions'));
  const types = columnsOfValues(rows, translation);
  const columns = types.map((type, index) => ({ name: `COLUMN${index + 1}`, type }));
  for (const { name } of columns) translation.declare(name);
  const list = rows.map((row) => `(${row.map((cell, index) => printCell(cell, types[index], translation)).join(', ')})`).join(', ');
  translation.produce(columns);
  return `SELECT * FROM (VALUES ${list}) AS "VALUES"(${columns.map(({ name }) => quoteIdentifier(name)).join(', ')})`;
}

export const queryPrinters: PrinterTable = {
  select,
  union: setOperation('UNION'),
  intersect: setOperation('INTERSECT'),
  except: setOperation('EXCEPT'),
  subquery: subqueryAsQuery,
  paren: subqueryAsQuery,
  values: printValues,
};

const star: Printer = (fields, translation) => {
  allowOnly('*', fields, 'table', 'except', 'replace', 'rename');
  const table = optionalNode(fields, 'table');
  const excluded = nodeList(fields, 'except').map(foldIdentifier);
  for (const name of excluded) translation.mention(name, fields);
  const replaced = nodeList(fields, 'replace').map((item) => translation.print({ alias: item }));
  const renamed = ((fields['rename'] ?? []) as readonly (readonly [Node, Node])[]).map(([from, to]) => {
    translation.declare(foldIdentifier(to));
    return `${quoteIdentifier(foldIdentifier(from))} AS ${quoteIdentifier(foldIdentifier(to))}`;
  });
  const qualifier = table ? `${quoteIdentifier(foldIdentifier(table))}.` : '';
  const parts = [
    `${qualifier}*`,
    ...(excluded.length > 0 ? [`EXCLUDE (${excluded.map(quoteIdentifier).join(', ')})`] : []),
    ...(replaced.length > 0 ? [`REPLACE (${replaced.join(', ')})`] : []),
    ...(renamed.length > 0 ? [`RENAME (${renamed.join(', ')})`] : []),
  ];
  return parts.join(' ');
};

export const projectionPrinters: PrinterTable = {
  star,
  alias: (fields, translation) => {
    allowOnly('AS', fields, 'this', 'alias');
    const value = requiredNode(fields, 'this');
    const name = foldIdentifier(requiredNode(fields, 'alias'));
    const text = translation.print(value);
    translation.declareAlias(name, translation.typeOf(value));
    return `${text} AS ${quoteIdentifier(name)}`;
  },
};
