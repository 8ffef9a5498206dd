import { refused } from '../failure.ts';
import { objectWords } from './object-kinds.ts';
import type { ObjectWord } from './object-kinds.ts';
import { parseBody } from './parse-create-object.ts';
import { readNames, readOptions, readTags } from './parse-options.ts';
import type { AlterViewAction, AttachAction, ObjectChange, Statement } from './statement.ts';
import { parseNames, parsePolicyUse } from './parse-columns.ts';
import type { TokenCursor } from './token-cursor.ts';

/** ALTER of everything but sessions, tables and what has an action of its own. */
export function parseAlterObject(cursor: TokenCursor): Statement {
  if (cursor.accept('ACCOUNT')) return parseAlterAccount(cursor);
  const kind = cursor.acceptOneOf<ObjectWord>(...objectWords);
  if (!kind) throw refused('LOCAL-001', `ALTER ${cursor.peek()?.text ?? ''}`.trim());
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = cursor.objectName();
  if (kind === 'VIEW') return { type: 'alter-view', name, ifExists, action: parseViewAction(cursor) };
  return { type: 'alter-object', kind, name, ifExists, change: parseChange(cursor, kind) };
}

function parseAlterAccount(cursor: TokenCursor): Statement {
  if (cursor.accept('UNSET')) return { type: 'alter-account', set: {}, unset: readWords(cursor) };
  cursor.expect('SET');
  return { type: 'alter-account', set: readOptions(cursor), unset: [] };
}

function readWords(cursor: TokenCursor): readonly string[] {
  const words = [cursor.identifier()];
  while (cursor.accept(',')) words.push(cursor.identifier());
  return words;
}

function parseChange(cursor: TokenCursor, kind: ObjectWord): ObjectChange {
  if (cursor.accept('RENAME', 'TO')) return { kind: 'rename', to: cursor.objectName() };
  if (cursor.accept('SWAP', 'WITH')) return { kind: 'swap', with: cursor.objectName() };
  if (kind === 'SCHEMA' && cursor.at('ENABLE', 'MANAGED')) return readManagedAccess(cursor, true);
  if (kind === 'SCHEMA' && cursor.at('DISABLE', 'MANAGED')) return readManagedAccess(cursor, false);
  if (kind === 'TAG' && (cursor.at('ADD') || cursor.at('DROP'))) return readAllowedValues(cursor);
  if (cursor.accept('SET', 'TAG')) return { kind: 'set-tags', tags: readTags(cursor) };
  if (cursor.accept('UNSET', 'TAG')) return { kind: 'unset-tags', tags: readNames(cursor) };
  if (kind === 'TAG' && cursor.at('SET', 'MASKING')) return readTagPolicies(cursor, true);
  if (kind === 'TAG' && cursor.at('UNSET', 'MASKING')) return readTagPolicies(cursor, false);
  if (cursor.accept('SET', 'BODY')) return { kind: 'body', body: parseBody(cursor).body };
  if (cursor.accept('UNSET')) return { kind: 'unset', names: readWords(cursor) };
  if (cursor.accept('SET')) return { kind: 'set', options: readOptions(cursor) };
  throw refused('LOCAL-002', `ALTER ${kind} .. ${cursor.rest()}`);
}

function readManagedAccess(cursor: TokenCursor, enabled: boolean): ObjectChange {
  cursor.next();
  cursor.expect('MANAGED', 'ACCESS');
  return { kind: 'managed-access', enabled };
}

function readAllowedValues(cursor: TokenCursor): ObjectChange {
  const add = cursor.next().value === 'ADD';
  cursor.expect('ALLOWED_VALUES');
  const values = [cursor.string()];
  while (cursor.accept(',')) values.push(cursor.string());
  return { kind: 'allowed-values', add, values };
}

function readTagPolicies(cursor: TokenCursor, set: boolean): ObjectChange {
  cursor.next();
  const policies = [];
  do {
    cursor.expect('MASKING', 'POLICY');
    policies.push(cursor.objectName());
  } while (cursor.accept(','));
  return { kind: 'masking-of-tag', set, policies };
}

function parseViewAction(cursor: TokenCursor): AlterViewAction {
  if (cursor.accept('RENAME', 'TO')) return { kind: 'rename', to: cursor.objectName() };
  const attach = parseAttachAction(cursor);
  if (attach) return attach;
  if (cursor.accept('UNSET', 'SECURE')) return { kind: 'set', secure: false };
  if (cursor.accept('UNSET', 'COMMENT')) return { kind: 'set', comment: '' };
  if (cursor.accept('SET', 'SECURE')) return { kind: 'set', secure: true };
  if (cursor.accept('SET', 'COMMENT', '=')) return { kind: 'set', comment: cursor.string() };
  throw refused('LOCAL-002', `ALTER VIEW .. ${cursor.rest()}`);
}

/** Policies and tags of a table, a view or one of its columns; undefined when the action is another one. */
export function parseAttachAction(cursor: TokenCursor): AttachAction | undefined {
  if (cursor.accept('SET', 'TAG')) return { kind: 'set-tags', tags: readTags(cursor) };
  if (cursor.accept('UNSET', 'TAG')) return { kind: 'unset-tags', tags: readNames(cursor) };
  if (cursor.accept('ADD', 'ROW', 'ACCESS', 'POLICY')) return { kind: 'add-row-policy', use: parsePolicyUse(cursor, 'ON') };
  if (cursor.accept('DROP', 'ROW', 'ACCESS', 'POLICY')) return { kind: 'drop-row-policy', policy: cursor.objectName() };
  if (cursor.accept('DROP', 'ALL', 'ROW', 'ACCESS', 'POLICIES')) return { kind: 'drop-row-policy', policy: undefined };
  return undefined;
}

/** After `ALTER COLUMN name`. */
export function parseColumnAttach(cursor: TokenCursor, column: string): AttachAction | undefined {
  if (cursor.accept('SET', 'MASKING', 'POLICY')) {
    const use = { policy: cursor.objectName(), columns: cursor.accept('USING') ? parseNames(cursor) : [] };
    return { kind: 'set-masking', column, use, force: cursor.accept('FORCE') };
  }
  if (cursor.accept('UNSET', 'MASKING', 'POLICY')) return { kind: 'unset-masking', column };
  if (cursor.accept('SET', 'TAG')) return { kind: 'set-tags', column, tags: readTags(cursor) };
  if (cursor.accept('UNSET', 'TAG')) return { kind: 'unset-tags', column, tags: readNames(cursor) };
  return undefined;
}
