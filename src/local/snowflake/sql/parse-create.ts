import { refused } from '../failure.ts';
import { parseTableDefinition } from './parse-columns.ts';
import { parseCreateUser } from './parse-user.ts';
import type { CreateMode, Statement, TableOptions, TableSource } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

export function parseCreate(cursor: TokenCursor): Statement {
  cursor.expect('CREATE');
  const replace = cursor.accept('OR', 'REPLACE');
  const secure = cursor.accept('SECURE');
  const transient = cursor.accept('TRANSIENT');
  const kind = cursor.acceptOneOf('DATABASE', 'SCHEMA', 'TABLE', 'VIEW', 'ROLE', 'USER');
  const misplaced = (secure && kind !== 'VIEW') || (transient && (kind === 'VIEW' || kind === 'ROLE' || kind === 'USER'));
  if (!kind || misplaced) throw refused('LOCAL-001', `CREATE ${cursor.peek()?.text ?? ''}`.trim());
  const ifMissing = cursor.accept('IF', 'NOT', 'EXISTS');
  const mode: CreateMode = replace ? 'replace' : ifMissing ? 'if-missing' : 'new';
  switch (kind) {
    case 'TABLE':
      return parseCreateTable(cursor, mode, transient);
    case 'VIEW':
      return parseCreateView(cursor, mode, secure);
    case 'ROLE':
      return { type: 'create-role', name: cursor.identifier(), mode, comment: parseOptions(cursor).comment ?? '' };
    case 'USER':
      return parseCreateUser(cursor, mode);
    case 'DATABASE':
    case 'SCHEMA':
      break;
  }
  return { type: 'create-container', kind, name: cursor.objectName(), mode, transient, options: parseOptions(cursor) };
}

function parseCreateTable(cursor: TokenCursor, mode: CreateMode, transient: boolean): Statement {
  const name = cursor.objectName();
  const source = parseTableSource(cursor);
  const options = source.kind === 'select' ? {} : parseOptions(cursor);
  return { type: 'create-table', name, mode, transient, source, options };
}

function parseTableSource(cursor: TokenCursor): TableSource {
  if (cursor.accept('LIKE')) return { kind: 'like', from: cursor.objectName() };
  if (cursor.accept('CLONE')) return { kind: 'clone', from: cursor.objectName() };
  if (cursor.accept('AS')) return { kind: 'select', select: cursor.rest() };
  if (listsNamesOnly(cursor)) {
    const columnNames = cursor.list(() => cursor.identifier());
    cursor.expect('AS');
    return { kind: 'select', select: cursor.rest(), columnNames };
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
  const columnNames = cursor.at('(') ? cursor.list(() => cursor.identifier()) : [];
  const { comment = '', retentionDays } = parseOptions(cursor);
  if (retentionDays !== undefined) throw refused('LOCAL-002', 'DATA_RETENTION_TIME_IN_DAYS of a view');
  cursor.expect('AS');
  return { type: 'create-view', name, mode, secure, columnNames, comment, select: cursor.rest() };
}

/** `DATA_RETENTION_TIME_IN_DAYS = 1 COMMENT = 'text'`, in any order; others are left to the caller, who refuses them. */
export function parseOptions(cursor: TokenCursor): TableOptions {
  let options: TableOptions = {};
  for (;;) {
    if (cursor.accept('DATA_RETENTION_TIME_IN_DAYS')) {
      cursor.expect('=');
      options = { ...options, retentionDays: cursor.integer() };
    } else if (cursor.accept('COMMENT')) {
      cursor.expect('=');
      options = { ...options, comment: cursor.string() };
    } else return options;
    cursor.accept(',');
  }
}
