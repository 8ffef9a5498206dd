import { SnowflakeFailure, refused } from '../failure.ts';
import type { ResultColumn } from '../engine/engine.ts';
import { quoteText } from '../sql/names.ts';
import type { Token } from '../sql/tokenize.ts';
import { fillMarkers } from '../translate/marker.ts';
import type { Marker } from '../translate/marker.ts';
import { translate } from '../translate/translate.ts';
import { encodeRows } from '../wire/encode.ts';
import { countResult, statementType } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { authorizeRead, authorizeWrite } from './authorize.ts';
import { arrayBindLength, bindTypes, bindValue, findBind, printBind } from './binds.ts';
import type { Binds } from './binds.ts';
import type { CompiledQuery } from './compiled-queries.ts';
import { printInformationView } from './information-views.ts';
import { sessionValue } from './session-value.ts';
import type { StatementContext } from './statement-context.ts';

export interface Query {
  readonly sql: string;
  readonly tokens: readonly Token[];
  readonly binds: Binds;
  readonly describeOnly: boolean;
}

/** Runs a SELECT or DML statement. */
export async function runQuery(query: Query, context: StatementContext): Promise<Result> {
  const compiled = compile(query, context);
  if (compiled.translated.kind === 'select') return runSelect(compiled, query, context);
  if (query.describeOnly) throw refused('LOCAL-006', 'describe-only of a statement that changes data');
  return runChange(compiled, query, context);
}

/** Translates and checks privileges, or takes both from an earlier run of the same text. */
function compile(query: Query, { account, session }: StatementContext): CompiledQuery {
  const key = [account.catalog.version, session.role, session.database, session.schema, query.sql].join('\0');
  const known = account.compiled.get(key);
  if (known) return known;
  const translated = translate(query.sql, query.tokens, { parser: account.parser, catalog: account.catalog, names: session });
  for (const relation of translated.reads) authorizeRead(relation, session, account);
  for (const { table, privileges } of translated.writes) authorizeWrite(table, privileges, session, account);
  return account.compiled.add(key, translated);
}

function fill(sql: string, binds: Binds, context: StatementContext, row = 0): string {
  return fillMarkers(sql, (marker: Marker) => {
    if (marker.kind === 'bind') {
      const bind = findBind(binds, marker.index);
      return printBind(bind.type, bindValue(bind, row));
    }
    if (marker.kind === 'view') return printInformationView(marker.database, marker.name, context);
    const value = sessionValue(marker.value, context);
    return value === undefined ? 'CAST(NULL AS VARCHAR)' : quoteText(value);
  });
}

async function runSelect(compiled: CompiledQuery, query: Query, context: StatementContext): Promise<Result> {
  if (arrayBindLength(query.binds) !== undefined) throw refused('LOCAL-002', 'an array bind outside of INSERT .. VALUES');
  const sql = fill(compiled.translated.sql, query.binds, context);
  const columns = await resultColumns(compiled, sql, query.binds, context);
  const rows = query.describeOnly ? [] : await context.session.connection.texts(encodeRows(sql, columns));
  return { columns, rows, statementType: statementType.select };
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
  const { kind, repeat } = compiled.translated;
  const { connection } = context.session;
  const length = arrayBindLength(query.binds);
  if (kind === 'merge') return runMerge(compiled, query, context);
  if (length === undefined) return changeResult(kind, await connection.run(fill(compiled.translated.sql, query.binds, context)));
  if (!repeat) throw refused('LOCAL-002', 'an array bind outside of INSERT .. VALUES with one row');
  if (length === 0) throw new SnowflakeFailure('002049', '42601', 'SQL compilation error:\nThe array bind has no rows.');
  const rows = Array.from({ length }, (_, row) => fill(repeat.row, query.binds, context, row));
  return changeResult('insert', await connection.run(`${repeat.head} VALUES ${rows.join(', ')}`));
}

function changeResult(kind: string, count: number): Result {
  if (kind === 'insert') return countResult({ 'number of rows inserted': count }, statementType.insert);
  if (kind === 'delete') return countResult({ 'number of rows deleted': count }, statementType.delete);
  return countResult({ 'number of rows updated': count, 'number of multi-joined rows updated': 0 }, statementType.update);
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
  const found = await context.session.connection.texts(fill(merge.duplicates, query.binds, context));
  if (found.length === 0) return;
  if (merge.conditional) throw refused('LOCAL-005', 'MERGE where several source rows match one target row, with conditions');
  throw new SnowflakeFailure('100090', '42P18', 'Duplicate row detected during DML action');
}
