import { refused } from '../failure.ts';
import type { GrantTarget, Statement } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Privileges of two words or more come first, so that CREATE alone never matches them. */
const privilegeWords = [
  'CREATE SCHEMA', 'CREATE TABLE', 'CREATE VIEW', 'CREATE DATABASE', 'CREATE ROLE', 'CREATE WAREHOUSE', 'CREATE USER',
  'MANAGE GRANTS', 'MONITOR USAGE', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'USAGE', 'MODIFY', 'MONITOR', 'OPERATE',
] as const; // prettier-ignore

const plurals = { TABLES: 'TABLE', VIEWS: 'VIEW', SCHEMAS: 'SCHEMA' } as const;

export function parseGrant(cursor: TokenCursor): Statement {
  const type = cursor.accept('GRANT') ? 'grant' : 'revoke';
  if (type === 'revoke') cursor.expect('REVOKE');
  if (cursor.accept('ROLE')) return parseRoleGrant(cursor, type);
  const privileges = parsePrivileges(cursor);
  cursor.expect('ON');
  const target = parseGrantTarget(cursor);
  cursor.expect(type === 'grant' ? 'TO' : 'FROM');
  cursor.accept('ROLE');
  const role = cursor.identifier();
  const withGrantOption = type === 'grant' && cursor.accept('WITH', 'GRANT', 'OPTION');
  if (type === 'revoke') cursor.acceptOneOf('CASCADE', 'RESTRICT');
  return { type, privileges, target, role, withGrantOption };
}

function parseRoleGrant(cursor: TokenCursor, type: 'grant' | 'revoke'): Statement {
  const role = cursor.identifier();
  cursor.expect(type === 'grant' ? 'TO' : 'FROM');
  const kind = cursor.acceptOneOf('ROLE', 'USER');
  if (!kind) throw cursor.unexpected();
  return { type: type === 'grant' ? 'grant-role' : 'revoke-role', role, to: { kind, name: cursor.identifier() } };
}

function parsePrivileges(cursor: TokenCursor): readonly string[] | 'ALL' {
  if (cursor.accept('ALL')) {
    cursor.accept('PRIVILEGES');
    return 'ALL';
  }
  const privileges: string[] = [];
  do {
    const privilege = cursor.acceptOneOf(...privilegeWords);
    if (!privilege) throw refused('LOCAL-002', `the privilege ${cursor.peek()?.text ?? ''}`);
    privileges.push(privilege);
  } while (cursor.accept(','));
  return privileges;
}

export function parseGrantTarget(cursor: TokenCursor): GrantTarget {
  if (cursor.accept('ACCOUNT')) return { kind: 'ACCOUNT' };
  if (cursor.accept('ALL')) {
    const plural = cursor.acceptOneOf('TABLES', 'VIEWS', 'SCHEMAS');
    if (!plural) throw refused('LOCAL-002', `ON ALL ${cursor.peek()?.text ?? ''}`);
    cursor.expect('IN');
    const container = cursor.acceptOneOf('SCHEMA', 'DATABASE');
    if (!container) throw cursor.unexpected();
    return { kind: 'ALL', of: plurals[plural], in: container, name: cursor.objectName() };
  }
  const kind = cursor.acceptOneOf('DATABASE', 'SCHEMA', 'TABLE', 'VIEW', 'WAREHOUSE');
  if (!kind) throw refused('LOCAL-002', `ON ${cursor.peek()?.text ?? ''}`);
  return { kind, name: cursor.objectName() };
}
