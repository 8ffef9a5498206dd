import type { Catalog, NameContext, Relation, View } from '../catalog/catalog.ts';
import { tokenize } from '../sql/tokenize.ts';
import type { Token } from '../sql/tokenize.ts';
import { refuseMarkers } from './marker.ts';
import { fieldsOf, kindOf, nodeList, optionalNode } from './node.ts';
import type { Node } from './node.ts';
import { printInsert } from './print-change.ts';
import { printMerge } from './print-merge.ts';
import type { PrintedMerge } from './print-merge.ts';
import { projectionTexts } from './projection-names.ts';
import type { SqlParser } from './sql-parser.ts';
import { Translator } from './translator.ts';
import type { WriteTarget } from './translation.ts';

export type QueryKind = 'select' | 'insert' | 'update' | 'delete' | 'merge';

export interface Translated {
  readonly kind: QueryKind;
  /** DuckDB SQL with markers. */
  readonly sql: string;
  /** For an array bind: text before VALUES, and the one row to repeat. */
  readonly repeat?: { readonly head: string; readonly row: string };
  readonly merge?: PrintedMerge;
  readonly reads: readonly Relation[];
  readonly writes: readonly WriteTarget[];
}

export interface TranslateOptions {
  readonly parser: SqlParser;
  readonly catalog: Catalog;
  readonly names: NameContext;
}

/** @throws SnowflakeFailure as Snowflake's compiler would, or LOCAL-003 for what is not supported */
export function translate(sql: string, tokens: readonly Token[], options: TranslateOptions, depth = 0): Translated {
  refuseMarkers(sql);
  const numbered = numberBinds(sql, tokens);
  const tree = nameProjections(options.parser.parse(numbered), projectionTexts(sql, tokens));
  const translateView = (view: View, viewDepth: number): string => {
    const names = { database: view.schema.database.name, schema: view.schema.name };
    return translate(view.select, tokenize(view.select), { ...options, names }, viewDepth).sql;
  };
  const translator = new Translator({ catalog: options.catalog, names: options.names, sql: numbered, translateView, depth });
  const kind = queryKind(kindOf(tree));
  const insert = kind === 'insert' ? printInsert(fieldsOf(tree), translator) : undefined;
  const merge = kind === 'merge' ? printMerge(fieldsOf(tree), translator) : undefined;
  const text = insert?.sql ?? merge?.sql ?? translator.statement(tree);
  translator.checkMentions();
  const repeat = insert?.row === undefined ? {} : { repeat: { head: insert.head, row: insert.row } };
  return { kind, sql: text, reads: translator.reads, writes: translator.writes, ...repeat, ...(merge && { merge }) };
}

/** A DEFAULT of a column: an expression that names no columns. */
export function translateExpression(text: string, options: TranslateOptions): string {
  const tree = options.parser.parse(`SELECT ${text}`);
  const [expression] = nodeList(fieldsOf(tree), 'expressions');
  const translator = new Translator({ ...options, sql: text, translateView: () => '', depth: 0 });
  const sql = translator.print(expression ?? {});
  translator.checkMentions();
  return sql;
}

function queryKind(kind: string): QueryKind {
  return kind === 'insert' || kind === 'update' || kind === 'delete' || kind === 'merge' ? kind : 'select';
}

/** `?` becomes `:1`, `:2` in the order of the text, whatever order the clauses are printed in. */
function numberBinds(sql: string, tokens: readonly Token[]): string {
  let result = '';
  let offset = 0;
  let count = 0;
  for (const token of tokens) {
    if (token.kind !== 'symbol' || token.value !== '?') continue;
    count += 1;
    result += `${sql.slice(offset, token.start)} :${count} `;
    offset = token.end;
  }
  return result + sql.slice(offset);
}

/** Gives the items of the outermost SELECT that have no name of their own the name Snowflake shows: their text. */
function nameProjections(tree: Node, texts: readonly string[]): Node {
  const kind = kindOf(tree);
  const fields = fieldsOf(tree);
  const left = optionalNode(fields, 'left');
  if ((kind === 'union' || kind === 'intersect' || kind === 'except') && left) {
    return { [kind]: { ...fields, left: nameProjections(left, texts) } };
  }
  const items = nodeList(fields, 'expressions');
  if (kind !== 'select' || items.length !== texts.length) return tree;
  const expressions = items.map((item, index) => {
    if (['alias', 'column', 'star', 'dot'].includes(kindOf(item))) return item;
    return { alias: { this: item, alias: { name: (texts[index] ?? '').toUpperCase(), quoted: true } } };
  });
  return { select: { ...fields, expressions } };
}
