import { refused, syntaxError } from '../failure.ts';
import { quoteIdentifier } from '../sql/names.ts';
import { allowOnly, fieldsOf, foldIdentifier, isSet, kindOf, nodeList, optionalNode, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';
import { printOrdering } from './print-ordering.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';

/** Prints WITH and then the body, within which the names of the common tables hide those of the catalog. */
function withCommonTables(fields: Fields, translation: Translation, body: () => string): string {
  const clause = optionalNode(fields, 'with');
  if (!clause) return body();
  allowOnly('WITH', clause, 'ctes', 'recursive');
  const tables = nodeList(clause, 'ctes');
  const recursive = clause['recursive'] === true;
  const names = tables.map((table) => foldIdentifier(requiredNode(table, 'alias')));
  const print = (index: number): string => {
    const table = tables[index];
    if (!table) return body();
    const name = names[index] ?? '';
    // Without RECURSIVE a common table sees only the ones before it.
    const own = recursive
      ? translation.withNames([name], () => printCommonTable(table, name, translation))
      : printCommonTable(table, name, translation);
    const rest = translation.withNames([name], () => print(index + 1));
    return index === tables.length - 1 ? `${own} ${rest}` : `${own}, ${rest}`;
  };
  return `WITH ${recursive ? 'RECURSIVE ' : ''}${print(0)}`;
}

function printCommonTable(table: Node, name: string, translation: Translation): string {
  allowOnly('common table', table, 'alias', 'this', 'columns');
  const columns = nodeList(table, 'columns').map(foldIdentifier);
  for (const column of columns) translation.declare(column);
  const list = columns.length > 0 ? `(${columns.map(quoteIdentifier).join(', ')})` : '';
  return `${quoteIdentifier(name)}${list} AS (${translation.query(requiredNode(table, 'this'))})`;
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
  return withCommonTables(fields, translation, () => printSelect(fields, translation));
};

/** FROM is printed first: it declares the columns that the other clauses name. */
function printSelect(fields: Fields, translation: Translation): string {
  const from = printFrom(fields, translation);
  const items = nodeList(fields, 'expressions');
  if (items.length === 0) throw syntaxError(1, 0, 'FROM');
  if (from === '' && items.some((item) => kindOf(item) === 'star')) throw syntaxError(1, 0, '*');
  const list = items.map((item) => translation.print(item)).join(', ');
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

function printGroupItem(item: Node, translation: Translation): string {
  const fields = fieldsOf(item);
  const name = kindOf(item) === 'function' ? textField(fields, 'name').toUpperCase() : '';
  if (!['CUBE', 'ROLLUP', 'GROUPING SETS'].includes(name)) return translation.print(item);
  return `${name} (${nodeList(fields, 'args')
    .map((arg) => translation.scalar(arg))
    .join(', ')})`;
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
      const [left, right] = [requiredNode(fields, 'left'), requiredNode(fields, 'right')].map((side) => translation.query(side));
      return `(${left}) ${word}${fields['all'] === true ? ' ALL' : ''} (${right}) ${printEnd(fields, translation)}`.trimEnd();
    });
  };

const subqueryAsQuery: Printer = (fields, translation) => {
  allowOnly('subquery', fields, 'this', 'order_by', 'limit', 'offset');
  return `(${translation.query(requiredNode(fields, 'this'))}) ${printEnd(fields, translation)}`.trimEnd();
};

/** The columns of VALUES are COLUMN1, COLUMN2, ... */
function printValues(fields: Fields, translation: Translation): string {
  const rows = nodeList(fields, 'expressions').map((row) => nodeList(row, 'expressions'));
  const names = (rows[0] ?? []).map((_, index) => `COLUMN${index + 1}`);
  for (const name of names) translation.declare(name);
  const list = rows.map((row) => `(${row.map((cell) => translation.print(cell)).join(', ')})`).join(', ');
  return `SELECT * FROM (VALUES ${list}) AS "VALUES"(${names.map(quoteIdentifier).join(', ')})`;
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
    translation.declare(name, translation.isSemiStructured(value) ? { kind: 'variant' } : undefined);
    return `${text} AS ${quoteIdentifier(name)}`;
  },
};
