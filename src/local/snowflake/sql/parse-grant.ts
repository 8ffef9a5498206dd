import { refused } from '../failure.ts';
import { objectWords, pluralOf, privilegeWords } from './object-kinds.ts';
import type { ObjectWord } from './object-kinds.ts';
import type { GrantTarget, RoleReference, Statement } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

export function parseGrant(cursor: TokenCursor): Statement {
  const type = cursor.accept('GRANT') ? 'grant' : 'revoke';
  if (type === 'revoke') cursor.expect('REVOKE');
  if (cursor.at('ROLE') || cursor.at('DATABASE', 'ROLE')) return parseRoleGrant(cursor, type);
  const optionOnly = type === 'revoke' && cursor.accept('GRANT', 'OPTION', 'FOR');
  const privileges = parsePrivileges(cursor);
  cursor.expect('ON');
  const target = parseGrantTarget(cursor);
  cursor.expect(type === 'grant' ? 'TO' : 'FROM');
  const role = parseRoleReference(cursor);
  const withGrantOption = optionOnly || (type === 'grant' && cursor.accept('WITH', 'GRANT', 'OPTION'));
  const cascade = type === 'revoke' && cursor.acceptOneOf('CASCADE', 'RESTRICT') === 'CASCADE';
  return { type, privileges, target, role, withGrantOption, cascade, currentGrants: parseCurrentGrants(cursor) };
}

function parseCurrentGrants(cursor: TokenCursor): 'COPY' | 'REVOKE' | undefined {
  const word = cursor.acceptOneOf('COPY', 'REVOKE');
  if (word) cursor.expect('CURRENT', 'GRANTS');
  return word;
}

/** `[ROLE] name` or `DATABASE ROLE database.name`. */
export function parseRoleReference(cursor: TokenCursor): RoleReference {
  if (cursor.at('USER')) throw refused('LOCAL-002', 'privileges of a user without a role');
  if (cursor.at('SHARE') || cursor.at('APPLICATION')) throw refused('LOCAL-002', `privileges of a ${cursor.peek()?.text}`);
  const inDatabase = cursor.accept('DATABASE', 'ROLE');
  if (!inDatabase) cursor.accept('ROLE');
  return { inDatabase, name: cursor.objectName() };
}

function parseRoleGrant(cursor: TokenCursor, type: 'grant' | 'revoke'): Statement {
  const role = parseRoleReference(cursor);
  cursor.expect(type === 'grant' ? 'TO' : 'FROM');
  const statement = type === 'grant' ? 'grant-role' : 'revoke-role';
  if (cursor.accept('USER')) return { type: statement, role, to: { kind: 'USER', name: cursor.identifier() } };
  if (!cursor.at('ROLE') && !cursor.at('DATABASE', 'ROLE')) throw cursor.unexpected();
  return { type: statement, role, to: { kind: 'ROLE', role: parseRoleReference(cursor) } };
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

const plurals: ReadonlyMap<string, ObjectWord> = new Map(objectWords.map((word) => [pluralOf(word), word]));

export function parseGrantTarget(cursor: TokenCursor): GrantTarget {
  if (cursor.accept('ACCOUNT')) return { kind: 'ACCOUNT' };
  const many = cursor.acceptOneOf('ALL', 'FUTURE');
  if (many) {
    const plural = cursor.acceptOneOf(...plurals.keys());
    const of = plural === undefined ? undefined : plurals.get(plural);
    if (!of) throw refused('LOCAL-002', `ON ${many} ${cursor.peek()?.text ?? ''}`);
    cursor.expect('IN');
    const container = cursor.acceptOneOf('SCHEMA', 'DATABASE');
    if (!container) throw cursor.unexpected();
    return { kind: many, of, in: container, name: cursor.objectName() };
  }
  const kind = cursor.acceptOneOf(...objectWords);
  if (!kind) throw refused('LOCAL-002', `ON ${cursor.peek()?.text ?? ''}`);
  return { kind, name: cursor.objectName() };
}
