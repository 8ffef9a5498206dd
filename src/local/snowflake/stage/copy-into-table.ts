import type { Table } from '../catalog/catalog.ts';
import { nameOf } from '../catalog/catalog.ts';
import { integerType } from '../catalog/data-type.ts';
import { optionFlag, optionList, optionText } from '../catalog/objects.ts';
import type { Options } from '../catalog/objects.ts';
import { SnowflakeFailure, missingObject, refused } from '../failure.ts';
import { authorizeWrite, visibleRelation } from '../run/authorize.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { displayName } from '../sql/names.ts';
import { changeTables } from '../time-travel/change-tables.ts';
import { countResult, statementType, statusResult, tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { resolveFileFormat } from './file-format.ts';
import type { FileFormat } from './file-format.ts';
import { matchesPattern } from './file-pattern.ts';
import { loadColumns } from './load-columns.ts';
import type { LoadColumn } from './load-columns.ts';
import type { LoadEvent } from './load-history.ts';
import { errorLimit, errorPolicy, skipsFile } from './load-policy.ts';
import type { ErrorPolicy } from './load-policy.ts';
import { loadRecords } from './load-records.ts';
import type { Matching } from './load-records.ts';
import { resolveStage } from './resolve-stage.ts';
import type { ResolvedStage } from './resolve-stage.ts';
import { displayLocation } from './stage-location.ts';
import type { StagedFile } from './stage-folder.ts';
import type { StageStatement } from './stage-statement.ts';
import { StagingTable } from './staging-table.ts';
import type { BadRecord } from './staging-table.ts';
import { unzipped } from './unzip.ts';

type CopyIntoTable = StageStatement & { readonly type: 'copy-into-table' };

interface Load {
  readonly table: Table;
  readonly stage: ResolvedStage;
  /** As the statement names the stage. */
  readonly location: string;
  readonly format: FileFormat;
  readonly columns: readonly LoadColumn[];
  readonly matching: Matching;
  readonly policy: ErrorPolicy;
  readonly purge: boolean;
}

interface FileState {
  readonly file: StagedFile;
  readonly digest: string;
  readonly label: string;
  records: number;
  bad: readonly BadRecord[];
}

/** COPY INTO a table: each file that the table has not loaded yet, or all with FORCE. */
export async function copyIntoTable(statement: CopyIntoTable, context: StatementContext): Promise<Result> {
  const load = prepareLoad(statement, context);
  const { loads } = context.account.stages;
  const { connection } = context.session;
  const known = optionFlag(statement.options, 'FORCE') ? new Set<string>() : await loads.loaded(load.table, connection);
  const files = await chooseFiles(statement.options, load.stage, known);
  if (files.length === 0) return statusResult('Copy executed with 0 files processed.', statementType.copy);
  await using staging = await StagingTable.create(connection, load.columns);
  await readFiles(files, load, staging);
  if (load.policy.kind === 'ABORT_STATEMENT') refuseBadRecord(files, load);
  for (const [index, { bad, records }] of files.entries()) {
    if (skipsFile(load.policy, bad.length, records)) await staging.removeFile(index);
    else await staging.remove(bad);
  }
  const events = files.map((file) => toEvent(file, load, context));
  const done = files.filter((_, index) => events[index]?.status !== 'LOAD_FAILED');
  await insertRows(staging, load, done, context);
  for (const event of events) loads.add(event);
  if (load.purge) for (const { file } of done) await load.stage.folder.remove(file.path);
  return reportResult(events);
}

const knownOptions = new Set([
  'FILE_FORMAT',
  'FILES',
  'PATTERN',
  'ON_ERROR',
  'FORCE',
  'PURGE',
  'MATCH_BY_COLUMN_NAME',
  'TRUNCATECOLUMNS',
  'ENFORCE_LENGTH',
]);

function prepareLoad(statement: CopyIntoTable, context: StatementContext): Load {
  const { account, session } = context;
  const { options } = statement;
  const unknown = Object.keys(options).find((name) => !knownOptions.has(name));
  if (unknown !== undefined) throw refused('LOCAL-002', `${unknown} of COPY INTO a table`);
  const table = visibleRelation(statement.table, 'COPY', session, account);
  if (table.kind !== 'TABLE') throw missingObject('Table', displayName(nameOf(table)), 'ddl');
  authorizeWrite(table, ['INSERT'], session, account);
  const stage = resolveStage(statement.from, 'READ', context);
  const format = resolveFileFormat(options, stage.options, context);
  const truncates = optionFlag(options, 'TRUNCATECOLUMNS') || options['ENFORCE_LENGTH'] === false;
  return {
    table,
    stage,
    location: displayLocation(statement.from),
    format,
    columns: loadColumns(table, statement.columns, format, truncates),
    matching: matchingOf(options),
    policy: errorPolicy(optionText(options, 'ON_ERROR')),
    purge: optionFlag(options, 'PURGE'),
  };
}

function matchingOf(options: Options): Matching {
  const words: Readonly<Record<string, Matching>> = { NONE: 'position', CASE_SENSITIVE: 'exact-name', CASE_INSENSITIVE: 'any-case-name' };
  const word = optionText(options, 'MATCH_BY_COLUMN_NAME')?.toUpperCase() ?? 'NONE';
  const found = words[word];
  if (!found)
    throw new SnowflakeFailure('001008', '22023', `SQL compilation error:\ninvalid value [${word}] for parameter 'MATCH_BY_COLUMN_NAME'`);
  return found;
}

async function chooseFiles(
  options: Options,
  { folder, path, label }: ResolvedStage,
  known: ReadonlySet<string>,
): Promise<readonly FileState[]> {
  const named = optionList(options, 'FILES');
  const base = path === '' || path.endsWith('/') ? path : `${path}/`;
  const all = await folder.list(path);
  const missing = named.find((name) => !all.some((file) => file.path === `${base}${name}` || file.path === `${path}${name}`));
  if (missing !== undefined) {
    throw new SnowflakeFailure(
      '100183',
      '02000',
      `Remote file '${label}${base}${missing}' was not found. There are several potential causes.`,
    );
  }
  const wanted = all.filter(
    (file) => named.length === 0 || named.some((name) => file.path === `${base}${name}` || file.path === `${path}${name}`),
  );
  const pattern = optionText(options, 'PATTERN');
  const states: FileState[] = [];
  for (const file of wanted.filter((candidate) => matchesPattern(candidate.path, pattern))) {
    const digest = await folder.digest(file.path);
    const fileLabel = `${label}${file.path}`;
    if (!known.has(`${fileLabel} ${digest}`)) states.push({ file, digest, label: fileLabel, records: 0, bad: [] });
  }
  return states;
}

async function readFiles(files: readonly FileState[], load: Load, staging: StagingTable): Promise<void> {
  for (const [index, state] of files.entries()) {
    const content = (await unzipped(await load.stage.folder.read(state.file.path))).toString();
    const records = loadRecords(content, load.format, load.columns, load.matching);
    state.records = records.length;
    state.bad = await staging.add(index, records);
  }
  const wrong = await staging.findBad();
  for (const [index, state] of files.entries()) {
    const own = wrong.filter((record) => record.file === index);
    state.bad = [...state.bad, ...own].toSorted((one, other) => one.row - other.row);
  }
}

function refuseBadRecord(files: readonly FileState[], { table, columns }: Load): void {
  for (const { bad, label } of files) {
    const [first] = bad;
    if (!first) continue;
    const { failure, line, row, column } = first;
    const place = column === undefined ? '' : `, column "${table.name}"["${columns[column - 1]?.column.name ?? ''}":${column}]`;
    const text = `${failure.message}\n  File '${label}', line ${line}, character 1\n  Row ${row}${place}\n  If you would like to continue loading when an error is encountered, use other values such as 'SKIP_FILE' or 'CONTINUE' for the ON_ERROR option. For more information on loading options, please run 'info loading_data' in a SQL client.`;
    throw new SnowflakeFailure(failure.code, failure.sqlState, text);
  }
}

/** Rows and the note that the files are loaded, both or neither. */
async function insertRows(staging: StagingTable, { table }: Load, files: readonly FileState[], context: StatementContext): Promise<void> {
  const { account, session } = context;
  const marks = files.map(({ label, digest }) => ({ file: label, digest }));
  await changeTables([[table, 'append']], context, async () => {
    const rows = await session.connection.run(staging.insertInto(table.storage));
    await account.stages.loads.markLoaded(table, marks, session.connection);
    return countResult({ rows }, statementType.insert);
  });
}

function toEvent(
  { label, file, records, bad }: FileState,
  { table, columns, policy, location }: Load,
  { account }: StatementContext,
): LoadEvent {
  const skipped = skipsFile(policy, bad.length, records) || (records > 0 && bad.length === records);
  const [first] = bad;
  return {
    table,
    file: label,
    stage: location,
    at: account.now(),
    status: skipped ? 'LOAD_FAILED' : bad.length > 0 ? 'PARTIALLY_LOADED' : 'LOADED',
    sizeBytes: file.sizeBytes,
    rowsParsed: records,
    rowsLoaded: skipped ? 0 : records - bad.length,
    errorLimit: errorLimit(policy, records),
    errorsSeen: bad.length,
    firstError: first && {
      message: first.failure.message,
      line: first.line,
      character: 1,
      column: first.column === undefined ? undefined : `"${table.name}"["${columns[first.column - 1]?.column.name ?? ''}":${first.column}]`,
    },
  };
}

function reportResult(events: readonly LoadEvent[]): Result {
  const number = (name: string) => [name, integerType] as const;
  const columns = [
    'file',
    'status',
    number('rows_parsed'),
    number('rows_loaded'),
    number('error_limit'),
    number('errors_seen'),
    'first_error',
    number('first_error_line'),
    number('first_error_character'),
    'first_error_column_name',
  ];
  const rows = events.map(({ file, status, rowsParsed, rowsLoaded, errorLimit: limit, errorsSeen, firstError }) => [
    file, status, rowsParsed, rowsLoaded, limit, errorsSeen, firstError?.message, firstError?.line, firstError?.character, firstError?.column,
  ]); // prettier-ignore
  return tableResult(columns, rows, statementType.copy);
}
