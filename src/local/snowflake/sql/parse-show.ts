import { refused } from '../failure.ts';
import { parseGrantTarget } from './parse-grant.ts';
import type { GrantsQuery, ListKind, ShowScope, Statement } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

const lists = [
  'DATABASES', 'SCHEMAS', 'TABLES', 'VIEWS', 'OBJECTS', 'COLUMNS', 'PRIMARY KEYS', 'UNIQUE KEYS', 'IMPORTED KEYS', 'ROLES', 'USERS', 'WAREHOUSES', 'PARAMETERS',
] as const satisfies readonly ListKind[]; // prettier-ignore

export function parseShow(cursor: TokenCursor): Statement {
  cursor.expect('SHOW');
  if (cursor.accept('GRANTS')) return { type: 'show-grants', query: parseGrantsQuery(cursor) };
  const terse = cursor.accept('TERSE');
  const list = cursor.acceptOneOf(...lists);
  if (!list) throw refused('LOCAL-001', `SHOW ${cursor.rest()}`);
  const like = cursor.accept('LIKE') ? { like: cursor.string() } : {};
  const scope = parseScope(cursor);
  const startsWith = cursor.accept('STARTS', 'WITH') ? { startsWith: cursor.string() } : {};
  const limit = cursor.accept('LIMIT') ? { limit: cursor.integer() } : {};
  return { type: 'show', list, terse, scope, ...like, ...startsWith, ...limit };
}

function parseScope(cursor: TokenCursor): ShowScope {
  if (!cursor.accept('IN') && !cursor.accept('FOR')) return { kind: 'default' };
  if (cursor.accept('ACCOUNT')) return { kind: 'ACCOUNT' };
  if (cursor.accept('SESSION')) return { kind: 'SESSION' };
  const kind = cursor.acceptOneOf('DATABASE', 'SCHEMA', 'TABLE', 'VIEW', 'WAREHOUSE', 'USER');
  return { kind: kind === 'VIEW' ? 'TABLE' : (kind ?? 'UNSPECIFIED'), name: cursor.objectName() };
}

function parseGrantsQuery(cursor: TokenCursor): GrantsQuery {
  if (cursor.accept('ON')) return { kind: 'on', target: parseGrantTarget(cursor) };
  if (cursor.accept('OF')) {
    cursor.accept('ROLE');
    return { kind: 'of-role', name: cursor.identifier() };
  }
  cursor.expect('TO');
  if (cursor.accept('USER')) return { kind: 'to-user', name: cursor.identifier() };
  cursor.accept('ROLE');
  return { kind: 'to-role', name: cursor.identifier() };
}

export function parseDescribe(cursor: TokenCursor): Statement {
  if (!cursor.accept('DESCRIBE')) cursor.expect('DESC');
  const kind = cursor.acceptOneOf('TABLE', 'VIEW');
  if (!kind) throw refused('LOCAL-001', `DESCRIBE ${cursor.rest()}`);
  return { type: 'describe', kind, name: cursor.objectName() };
}
