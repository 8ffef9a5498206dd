import { refused } from '../failure.ts';
import { objectWords, pluralOf } from './object-kinds.ts';
import { parseGrantTarget, parseRoleReference } from './parse-grant.ts';
import type { GrantsQuery, ListKind, ShowScope, Statement } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

const lists: readonly ListKind[] = [
  ...objectWords.filter((word) => word !== 'INTEGRATION').map((word) => pluralOf(word) as ListKind),
  'OBJECTS', 'COLUMNS', 'PRIMARY KEYS', 'UNIQUE KEYS', 'IMPORTED KEYS', 'EXPORTED KEYS', 'PARAMETERS',
]; // prettier-ignore

export function parseShow(cursor: TokenCursor): Statement {
  cursor.expect('SHOW');
  if (cursor.accept('GRANTS')) return { type: 'show-grants', query: parseGrantsQuery(cursor) };
  if (cursor.accept('FUTURE', 'GRANTS')) return { type: 'show-grants', query: parseFutureGrantsQuery(cursor) };
  const terse = cursor.accept('TERSE');
  const list = cursor.acceptOneOf(...lists);
  if (!list) throw refused('LOCAL-001', `SHOW ${cursor.rest()}`);
  const history = cursor.accept('HISTORY');
  const like = cursor.accept('LIKE') ? { like: cursor.string() } : {};
  const scope = parseScope(cursor);
  const startsWith = cursor.accept('STARTS', 'WITH') ? { startsWith: cursor.string() } : {};
  const limit = cursor.accept('LIMIT') ? { limit: cursor.integer() } : {};
  const from = 'limit' in limit && cursor.accept('FROM') ? { from: cursor.string() } : {};
  return { type: 'show', list, terse, history, scope, ...like, ...startsWith, ...limit, ...from };
}

function parseScope(cursor: TokenCursor): ShowScope {
  if (!cursor.accept('IN') && !cursor.accept('FOR')) return { kind: 'default' };
  if (cursor.accept('ACCOUNT')) return { kind: 'ACCOUNT' };
  if (cursor.accept('SESSION')) return { kind: 'SESSION' };
  const kind = cursor.acceptOneOf('DATABASE', 'SCHEMA', 'TABLE', 'VIEW', 'WAREHOUSE', 'USER');
  if (kind === 'USER' && cursor.atEnd) return { kind: 'USER', name: [] };
  return { kind: kind === 'VIEW' ? 'TABLE' : (kind ?? 'UNSPECIFIED'), name: cursor.objectName() };
}

function parseGrantsQuery(cursor: TokenCursor): GrantsQuery {
  if (cursor.atEnd) return { kind: 'mine' };
  if (cursor.accept('ON')) return { kind: 'on', target: parseGrantTarget(cursor) };
  if (cursor.accept('OF')) return { kind: 'of-role', role: parseRoleReference(cursor) };
  cursor.expect('TO');
  if (cursor.accept('USER')) return { kind: 'to-user', name: cursor.identifier() };
  const role = parseRoleReference(cursor);
  return { kind: 'to-role', role, hierarchy: cursor.accept('INCLUDE', 'HIERARCHY') };
}

function parseFutureGrantsQuery(cursor: TokenCursor): GrantsQuery {
  if (cursor.accept('TO')) return { kind: 'future-to', role: parseRoleReference(cursor) };
  cursor.expect('IN');
  const container = cursor.acceptOneOf('SCHEMA', 'DATABASE');
  if (!container) throw cursor.unexpected();
  return { kind: 'future-in', in: container, name: cursor.objectName() };
}

export function parseDescribe(cursor: TokenCursor): Statement {
  if (!cursor.accept('DESCRIBE')) cursor.expect('DESC');
  const kind = cursor.acceptOneOf(...objectWords);
  if (!kind) throw refused('LOCAL-001', `DESCRIBE ${cursor.rest()}`);
  return { type: 'describe', kind, name: cursor.objectName() };
}
