import type { PolicyUse } from '../catalog/attachments.ts';
import type { Catalog, NameContext, Relation, View } from '../catalog/catalog.ts';
import type { Sequence } from '../catalog/objects.ts';
import { tokenize } from '../sql/tokenize.ts';
import type { Token } from '../sql/tokenize.ts';
import { refuseLenientSyntax } from './lenient-syntax.ts';
import { refuseMarkers } from './marker.ts';
import { fieldsOf, kindOf, nodeList, optionalNode } from './node.ts';
import type { Node } from './node.ts';
import type { Output } from './output.ts';
import { printInsert, printUpdate } from './print-change.ts';
import type { PrintedInsert, PrintedUpdate } from './print-change.ts';
import { bindArguments, policyRow } from './policies.ts';
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
  readonly overwrite?: NonNullable<PrintedInsert['overwrite']> & { readonly head: string };
  /** Counts the rows that an UPDATE .. FROM meets several times. */
  readonly multiJoined?: string;
  /** Columns of a SELECT as far as they are known before it runs. */
  readonly output: Output;
  readonly reads: readonly Relation[];
  readonly writes: readonly WriteTarget[];
  /** Sequences that the statement takes values from. */
  readonly uses: readonly Sequence[];
}

export interface TranslateOptions {
  readonly parser: SqlParser;
  readonly catalog: Catalog;
  readonly names: NameContext;
  /** That of the text, with parts that were prepared for one run. */
  readonly tree?: Node;
}

/** The parser's tree of a query. @throws SnowflakeFailure 001003 */
export function parseQuery(sql: string, tokens: readonly Token[], parser: SqlParser): Node {
  refuseMarkers(sql);
  return parser.parse(numberBinds(sql, tokens));
}

/** @throws SnowflakeFailure as Snowflake's compiler would, or LOCAL-003 for what is not supported */
export function translate(sql: string, tokens: readonly Token[], options: TranslateOptions, depth = 0): Translated {
  refuseMarkers(sql);
  refuseLenientSyntax(sql, tokens);
  const numbered = numberBinds(sql, tokens);
  const { tree: given, ...common } = options;
  const tree = nameProjections(given ?? common.parser.parse(numbered), projectionTexts(sql, tokens));
  const translateView = (view: View, viewDepth: number): string => {
    const names = { database: view.schema.database.name, schema: view.schema.name };
    return translate(view.select, tokenize(view.select), { ...common, names }, viewDepth).sql;
  };
  const translatePolicy = (use: PolicyUse, policyDepth: number): string => printPolicy(use, common, policyDepth);
  const translator = new Translator({
    catalog: options.catalog,
    names: options.names,
    sql: numbered,
    translateView,
    translatePolicy,
    depth,
  });
  const kind = queryKind(kindOf(tree));
  const insert = kind === 'insert' ? printInsert(fieldsOf(tree), translator) : undefined;
  const merge = kind === 'merge' ? printMerge(fieldsOf(tree), translator) : undefined;
  const update = kind === 'update' ? printUpdate(fieldsOf(tree), translator) : undefined;
  const text = insert?.sql ?? merge?.sql ?? update?.sql ?? translator.statement(tree);
  translator.checkMentions();
  const repeat = insert?.row === undefined ? {} : { repeat: { head: insert.head, row: insert.row } };
  return {
    kind,
    sql: text,
    output: translator.output,
    reads: translator.reads,
    writes: translator.writes,
    uses: translator.uses,
    ...repeat,
    ...changeParts(insert, update),
    ...(merge && { merge }),
  };
}

function changeParts(insert: PrintedInsert | undefined, update: PrintedUpdate | undefined): Pick<Translated, 'overwrite' | 'multiJoined'> {
  return {
    ...(insert?.overwrite && { overwrite: { ...insert.overwrite, head: insert.head } }),
    ...(update?.multiJoined !== undefined && { multiJoined: update.multiJoined }),
  };
}

/** The body of a policy over the columns of a row; it runs with the rights of its owner, so its reads are not checked. */
function printPolicy(use: PolicyUse, options: TranslateOptions, depth = 0): string {
  const { policy, relation } = use;
  const names = { database: policy.schema.database.name, schema: policy.schema.name };
  const tree = bindArguments(options.parser.parse(`SELECT ${policy.body}`), use);
  const [expression] = nodeList(fieldsOf(tree), 'expressions');
  const translateView = (view: View, viewDepth: number): string => {
    const inner = { database: view.schema.database.name, schema: view.schema.name };
    return translate(view.select, tokenize(view.select), { ...options, names: inner }, viewDepth).sql;
  };
  const translatePolicy = (inner: PolicyUse, policyDepth: number): string => printPolicy(inner, options, policyDepth);
  const translator = new Translator({ catalog: options.catalog, names, sql: policy.body, translateView, translatePolicy, depth });
  translator.declareRelation(policyRow, relation.columns);
  const sql = translator.print(expression ?? {});
  translator.checkMentions();
  return `(${sql})`;
}

/** A DEFAULT of a column: an expression that names no columns. */
export function translateExpression(text: string, options: TranslateOptions): string {
  const tree = options.parser.parse(`SELECT ${text}`);
  const [expression] = nodeList(fieldsOf(tree), 'expressions');
  return translateConstant(expression ?? {}, options, text);
}

/** DuckDB's SQL of an expression that names no columns. */
export function translateConstant(expression: Node, options: TranslateOptions, text = ''): string {
  const translator = new Translator({ ...options, sql: text, translateView: () => '', translatePolicy: () => '', depth: 0 });
  const sql = translator.print(expression);
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
