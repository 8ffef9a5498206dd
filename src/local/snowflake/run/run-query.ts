import { SnowflakeFailure, refused } from '../failure.ts';
import type { ResultColumn } from '../engine/engine.ts';
import { answerQuery, onWarehouse } from '../activity/answer-query.ts';
import { needsPreparation, prepareQuery } from '../activity/prepare-query.ts';
import { quoteIdentifier } from '../sql/names.ts';
import type { Token } from '../sql/tokenize.ts';
import { changeTables, changesOf } from '../time-travel/change-tables.ts';
import type { Node } from '../translate/node.ts';
import { translate } from '../translate/translate.ts';
import type { Translated } from '../translate/translate.ts';
import { castColumns, typedColumns } from '../translate/typed-columns.ts';
import { encodeRows } from '../wire/encode.ts';
import { countResult, statementType } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { authorizeRead, authorizeUse, authorizeWrite } from './authorize.ts';
import { arrayBindLength, bindTypes } from './binds.ts';
import type { Binds } from './binds.ts';
import type { CompiledQuery } from './compiled-queries.ts';
import { fill } from './fill.ts';
import { refuseProtectedChange } from './protected-change.ts';
import type { StatementContext } from './statement-context.ts';

export interface Query {
  readonly sql: string;
  readonly tokens: readonly Token[];
  readonly binds: Binds;
  readonly describeOnly: boolean;
}

/** Runs a SELECT or DML statement. */
export async function runQuery(query: Query, context: StatementContext): Promise<Result> {
  const started = context.account.now();
  const compiled = await compile(query, context);
  const entry = context.log.find(context.queryId);
  if (entry) entry.compilationMilliseconds = context.account.now() - started;
  const { kind, sql: translated, reads, writes } = compiled.translated;
  if (kind === 'select' && query.describeOnly) return runSelect(compiled, query, context);
  if (kind === 'select') {
    const run = (): Promise<Result> => runSelect(compiled, query, context);
    // What was prepared for this moment is another query at the next one.
    return needsPreparation(query.tokens) ? onWarehouse(reads, context, run) : answerQuery({ ...query, translated, reads }, context, run);
  }
  if (query.describeOnly) throw refused('LOCAL-006', 'describe-only of a statement that changes data');
  const tables = [...reads, ...writes.map(({ table }) => table)];
  return onWarehouse(tables, context, () => changeTables(changesOf(writes), context, () => runChange(compiled, query, context)));
}

/** What depends on the moment is compiled for each run. */
async function compile(query: Query, context: StatementContext): Promise<CompiledQuery> {
  if (!needsPreparation(query.tokens)) return compileForLater(query, context);
  const tree = await prepareQuery(query.sql, query.tokens, { context, binds: query.binds });
  return { translated: translateFor(query, context, tree), columnsByBindTypes: new Map() };
}

/** Translates and checks privileges, or takes both from an earlier run of the same text. */
function compileForLater(query: Query, context: StatementContext): CompiledQuery {
  const { account, session } = context;
  // A session with temporary tables may mean something else by a name than the others.
  const own = session.temporaryTables.size > 0 ? session.id : '';
  const key = [account.catalog.version, session.authority.join(','), own, session.database, session.schema, query.sql].join('\0');
  const known = account.compiled.get(key);
  return known ?? account.compiled.add(key, translateFor(query, context));
}

function translateFor(query: Query, context: StatementContext, tree?: Node): Translated {
  const { account, session } = context;
  const options = { parser: account.parser, catalog: account.catalog, names: session, ...(tree && { tree }) };
  const translated = translate(query.sql, query.tokens, options);
  for (const relation of translated.reads) authorizeRead(relation, session, account);
  for (const sequence of translated.uses) authorizeUse(sequence, session, account);
  for (const target of translated.writes) {
    authorizeWrite(target.table, target.privileges, session, account);
    refuseProtectedChange(target, context);
  }
  return translated;
}

async function runSelect(compiled: CompiledQuery, query: Query, context: StatementContext): Promise<Result> {
  if (arrayBindLength(query.binds) !== undefined) throw refused('LOCAL-002', 'an array bind outside of INSERT .. VALUES');
  const sql = fill(compiled.translated.sql, query.binds, context);
  const found = await resultColumns(compiled, sql, query.binds, context);
  const columns = typedColumns(found, compiled.translated.output);
  if (query.describeOnly) return { columns, rows: [], statementType: statementType.select };
  const rows = encodeRows(castColumns(sql, found, columns), columns);
  const stored = await context.account.results.store(context.session.connection.batches(rows));
  return { columns, ...stored, statementType: statementType.select };
}

async function resultColumns(
  compiled: CompiledQuery,
  sql: string,
  binds: Binds,
  context: StatementContext,
): Promise<readonly ResultColumn[]> {
  const key = bindTypes(binds);
  const known = compiled.columnsByBindTypes.get(key);
  if (known) return known;
  const columns = await context.session.connection.describe(sql);
  compiled.columnsByBindTypes.set(key, columns);
  return columns;
}

async function runChange(compiled: CompiledQuery, query: Query, context: StatementContext): Promise<Result> {
  const { kind, repeat, overwrite } = compiled.translated;
  const { connection } = context.session;
  const length = arrayBindLength(query.binds);
  if (kind === 'merge') return runMerge(compiled, query, context);
  if (length === undefined && overwrite) return changeResult(kind, await runOverwrite(overwrite, query, context));
  if (length === undefined) return runPlainChange(compiled, query, context);
  if (!repeat) throw refused('LOCAL-002', 'an array bind outside of INSERT .. VALUES with one row');
  if (length === 0) throw new SnowflakeFailure('002049', '42601', 'SQL compilation error:\nThe array bind has no rows.');
  const rows = Array.from({ length }, (_, row) => fill(repeat.row, query.binds, context, row));
  return changeResult('insert', await connection.run(`${repeat.head} VALUES ${rows.join(', ')}`));
}

async function runPlainChange({ translated }: CompiledQuery, query: Query, context: StatementContext): Promise<Result> {
  const { connection } = context.session;
  const several = translated.multiJoined === undefined ? [] : await connection.texts(fill(translated.multiJoined, query.binds, context));
  const [rows = 0, extra = 0] = (several[0] ?? '').split(',').map(Number);
  const count = await connection.run(fill(translated.sql, query.binds, context));
  // DuckDB counts a row as often as it is matched.
  return changeResult(translated.kind, count - extra, rows);
}

/** INSERT OVERWRITE reads all rows before it empties the table, as the query may read that table. */
async function runOverwrite(overwrite: NonNullable<Translated['overwrite']>, query: Query, context: StatementContext): Promise<number> {
  const { connection } = context.session;
  await connection.run(`CREATE OR REPLACE TEMP TABLE overwriting AS ${fill(overwrite.source, query.binds, context)}`);
  await connection.run(`DELETE FROM ${quoteIdentifier(overwrite.storage)}`);
  const count = await connection.run(`${overwrite.head} SELECT * FROM overwriting`);
  await connection.run('DROP TABLE overwriting');
  return count;
}

function changeResult(kind: string, count: number, multiJoined = 0): Result {
  if (kind === 'insert') return countResult({ 'number of rows inserted': count }, statementType.insert);
  if (kind === 'delete') return countResult({ 'number of rows deleted': count }, statementType.delete);
  return countResult({ 'number of rows updated': count, 'number of multi-joined rows updated': multiJoined }, statementType.update);
}

/** The reply has one count for each kind of action the statement names. */
async function runMerge(compiled: CompiledQuery, query: Query, context: StatementContext): Promise<Result> {
  await refuseDuplicates(compiled, query, context);
  const actions = await context.session.connection.texts(fill(compiled.translated.sql, query.binds, context));
  const named = compiled.translated.writes.flatMap((write) => write.privileges);
  const words: Readonly<Record<string, string>> = { INSERT: 'inserted', UPDATE: 'updated', DELETE: 'deleted' };
  const counts = Object.entries(words)
    .filter(([action]) => named.includes(action))
    .map(([action, word]) => [`number of rows ${word}`, actions.filter((done) => done === action).length]);
  return countResult(Object.fromEntries(counts) as Record<string, number>, statementType.merge);
}

async function refuseDuplicates({ translated: { merge } }: CompiledQuery, query: Query, context: StatementContext): Promise<void> {
  if (!merge) return;
  const [action] = await context.session.connection.texts(fill(merge.duplicates, query.binds, context));
  if (action === undefined) return;
  if (action === 'DELETE') throw refused('LOCAL-005', 'MERGE where several source rows delete one target row');
  throw new SnowflakeFailure('100090', '42P18', 'Duplicate row detected during DML action');
}
