import { refused } from '../failure.ts';
import { parseAttachment, parsePolicyUse, parseTableDefinition } from './parse-columns.ts';
import { parseCreateObject, readMode } from './parse-create-object.ts';
import { readTagClause } from './parse-options.ts';
import { parseTimeTravel } from './parse-time-travel.ts';
import type { CloneSource, ColumnAttachment, CreateMode, Statement, TableOptions, TableSource } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

const relationWords = ['DATABASE ROLE', 'DATABASE', 'SCHEMA', 'TABLE', 'VIEW', 'ROLE'] as const;
type RelationWord = (typeof relationWords)[number];

export function parseCreate(cursor: TokenCursor): Statement {
  cursor.expect('CREATE');
  const replace = cursor.accept('OR', 'REPLACE');
  const secure = cursor.accept('SECURE');
  cursor.acceptOneOf('LOCAL', 'GLOBAL');
  const temporary = cursor.acceptOneOf('TEMPORARY', 'TEMP', 'VOLATILE') !== undefined;
  const transient = cursor.accept('TRANSIENT');
  const plain = !secure && !temporary && !transient;
  const object = plain ? parseCreateObject(cursor, replace) : undefined;
  if (object) return object;
  const kind = cursor.acceptOneOf<RelationWord>(...relationWords);
  const misplaced =
    (secure && kind !== 'VIEW') || (temporary && kind !== 'TABLE') || (transient && !['DATABASE', 'SCHEMA', 'TABLE'].includes(kind ?? ''));
  if (!kind || misplaced) throw refused('LOCAL-001', `CREATE ${cursor.peek()?.text ?? ''}`.trim());
  const mode = readMode(cursor, replace);
  switch (kind) {
    case 'TABLE':
      return parseCreateTable(cursor, mode, transient, temporary);
    case 'VIEW':
      return parseCreateView(cursor, mode, secure);
    case 'ROLE':
    case 'DATABASE ROLE': {
      const role = { inDatabase: kind === 'DATABASE ROLE', name: cursor.objectName() };
      return { type: 'create-role', role, mode, comment: parseOptions(cursor).comment ?? '' };
    }
    case 'DATABASE':
    case 'SCHEMA':
      break;
  }
  return parseContainer(cursor, kind, mode, transient);
}

function parseContainer(cursor: TokenCursor, kind: 'DATABASE' | 'SCHEMA', mode: CreateMode, transient: boolean): Statement {
  const name = cursor.objectName();
  const clone = cursor.accept('CLONE') ? parseCloneSource(cursor) : undefined;
  return { type: 'create-container', kind, name, mode, transient, ...(clone && { clone }), options: parseOptions(cursor) };
}

function parseCloneSource(cursor: TokenCursor): CloneSource {
  const from = cursor.objectName();
  const at = parseTimeTravel(cursor);
  const ignoreShortRetention = cursor.accept('IGNORE', 'TABLES', 'WITH', 'INSUFFICIENT', 'DATA', 'RETENTION');
  return { from, ...(at && { at }), ignoreShortRetention };
}

function parseCreateTable(cursor: TokenCursor, mode: CreateMode, transient: boolean, temporary: boolean): Statement {
  const name = cursor.objectName();
  const before = cursor.at('AS') ? {} : parseOptions(cursor);
  const source = parseTableSource(cursor);
  const after = source.kind === 'select' ? (source.options ?? {}) : parseOptions(cursor);
  return { type: 'create-table', name, mode, transient, temporary, source, options: { ...before, ...after } };
}

function parseTableSource(cursor: TokenCursor): TableSource {
  if (cursor.accept('LIKE')) return { kind: 'like', from: cursor.objectName() };
  if (cursor.accept('CLONE')) {
    const from = cursor.objectName();
    const at = parseTimeTravel(cursor);
    return { kind: 'clone', from, ...(at && { at }) };
  }
  if (cursor.accept('AS')) return { kind: 'select', select: cursor.rest() };
  if (listsNamesOnly(cursor)) {
    const columnNames = cursor.list(() => cursor.identifier());
    const options = parseOptions(cursor);
    cursor.expect('AS');
    return { kind: 'select', select: cursor.rest(), columnNames, options };
  }
  const definition = parseTableDefinition(cursor);
  if (cursor.at('AS')) throw refused('LOCAL-002', 'CREATE TABLE with typed columns AS SELECT');
  return { kind: 'definition', definition };
}

/** `(a, b) AS SELECT`: names without types. */
function listsNamesOnly(cursor: TokenCursor): boolean {
  const after = cursor.peek(2);
  return after !== undefined && after.kind === 'symbol' && (after.value === ',' || after.value === ')');
}

function parseCreateView(cursor: TokenCursor, mode: CreateMode, secure: boolean): Statement {
  const name = cursor.objectName();
  const columns = cursor.at('(') ? cursor.list(() => parseViewColumn(cursor)) : [];
  const options = parseOptions(cursor);
  if (options.retentionDays !== undefined) throw refused('LOCAL-002', 'DATA_RETENTION_TIME_IN_DAYS of a view');
  cursor.expect('AS');
  const columnNames = columns.map((column) => column.name);
  const columnComments = columns.map((column) => column.comment);
  const attachments = columns.flatMap((column) => column.attachments);
  return { type: 'create-view', name, mode, secure, columnNames, columnComments, attachments, options, select: cursor.rest() };
}

function parseViewColumn(cursor: TokenCursor): {
  readonly name: string;
  readonly comment: string | undefined;
  readonly attachments: readonly ColumnAttachment[];
} {
  const name = cursor.identifier();
  const attachments: ColumnAttachment[] = [];
  while (cursor.at('WITH') || cursor.at('MASKING') || cursor.at('TAG')) attachments.push(parseAttachment(cursor, name));
  const comment = cursor.accept('COMMENT') ? cursor.string() : undefined;
  return { name, comment, attachments };
}

type OptionReader = (cursor: TokenCursor) => TableOptions;

const optionReaders: Readonly<Record<string, OptionReader>> = {
  DATA_RETENTION_TIME_IN_DAYS: (cursor) => ({ retentionDays: assigned(cursor).integer() }),
  COMMENT: (cursor) => ({ comment: assigned(cursor).string() }),
  CHANGE_TRACKING: (cursor) => ({ changeTracking: assigned(cursor).identifier() === 'TRUE' }),
  'CLUSTER BY': (cursor) => ({ clusterBy: parseClusterBy(cursor) }),
  'COPY GRANTS': () => ({ copyGrants: true }),
  'WITH MANAGED ACCESS': () => ({ managedAccess: true }),
  'WITH ROW ACCESS POLICY': (cursor) => ({ rowPolicy: parsePolicyUse(cursor, 'ON') }),
  'ROW ACCESS POLICY': (cursor) => ({ rowPolicy: parsePolicyUse(cursor, 'ON') }),
};

function assigned(cursor: TokenCursor): TokenCursor {
  cursor.expect('=');
  return cursor;
}

/** The text between the brackets of CLUSTER BY. */
export function parseClusterBy(cursor: TokenCursor): string {
  return cursor.list(() => cursor.expressionText()).join(', ');
}

/** `DATA_RETENTION_TIME_IN_DAYS = 1 COMMENT = 'text'`, in any order; others are left to the caller, who refuses them. */
export function parseOptions(cursor: TokenCursor): TableOptions {
  let options: TableOptions = {};
  for (;;) {
    const tags = readTagClause(cursor);
    const found = tags.length > 0 ? undefined : cursor.acceptOneOf(...Object.keys(optionReaders));
    if (tags.length > 0) options = { ...options, tags };
    else if (found === undefined) return options;
    else options = { ...options, ...optionReaders[found]?.(cursor) };
    cursor.accept(',');
  }
}
