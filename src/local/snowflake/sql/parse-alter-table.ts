import type { Column } from '../catalog/catalog.ts';
import { parseDataType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import { parseAttachAction, parseColumnAttach } from './parse-alter-object.ts';
import { newDraft, parseAddedConstraint, parseColumn, parseNames } from './parse-columns.ts';
import { parseClusterBy, parseOptions } from './parse-create.ts';
import type { AlterTableAction } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

export function parseTableAction(cursor: TokenCursor): AlterTableAction {
  if (cursor.accept('RENAME', 'TO')) return { kind: 'rename', to: cursor.objectName() };
  if (cursor.accept('SWAP', 'WITH')) return { kind: 'swap', with: cursor.objectName() };
  if (cursor.at('RENAME')) return parseRename(cursor);
  const attach = parseAttachAction(cursor);
  if (attach) return attach;
  if (cursor.accept('CLUSTER', 'BY')) return { kind: 'cluster-by', text: parseClusterBy(cursor) };
  if (cursor.accept('DROP', 'CLUSTERING', 'KEY')) return { kind: 'cluster-by', text: undefined };
  if (isConstraint(cursor)) return cursor.at('ADD') ? parseAddConstraint(cursor) : parseDropConstraint(cursor);
  if (cursor.at('ADD') && !cursor.at('ADD', 'SEARCH')) return parseAddColumn(cursor);
  if (cursor.at('DROP') && !cursor.at('DROP', 'SEARCH')) return parseDropColumn(cursor);
  if (cursor.accept('SET')) return { kind: 'set', options: parseOptions(cursor) };
  if (cursor.accept('UNSET')) return { kind: 'unset', names: readWords(cursor) };
  if (cursor.acceptOneOf('ALTER', 'MODIFY')) return parseAlterColumn(cursor);
  throw refused('LOCAL-002', `ALTER TABLE .. ${cursor.rest()}`);
}

function readWords(cursor: TokenCursor): readonly string[] {
  const words = [cursor.identifier()];
  while (cursor.accept(',')) words.push(cursor.identifier());
  return words;
}

function parseRename(cursor: TokenCursor): AlterTableAction {
  cursor.expect('RENAME');
  const kind = cursor.acceptOneOf('COLUMN', 'CONSTRAINT');
  if (!kind) throw cursor.unexpected();
  const from = cursor.identifier();
  cursor.expect('TO');
  const to = cursor.identifier();
  return kind === 'COLUMN' ? { kind: 'rename-column', from, to } : { kind: 'rename-constraint', name: from, to };
}

function isConstraint(cursor: TokenCursor): boolean {
  const word = cursor.peek(1);
  if (!cursor.at('ADD') && !cursor.at('DROP')) return false;
  return word?.kind === 'word' && ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN'].includes(word.value);
}

function parseAddConstraint(cursor: TokenCursor): AlterTableAction {
  cursor.expect('ADD');
  const { primaryKey, uniqueKeys, foreignKeys } = parseAddedConstraint(cursor);
  const [unique] = uniqueKeys;
  const [foreign] = foreignKeys;
  if (primaryKey) return { kind: 'add-key', key: primaryKey, of: 'PRIMARY KEY' };
  if (unique) return { kind: 'add-key', key: unique, of: 'UNIQUE' };
  if (foreign) return { kind: 'add-foreign-key', key: foreign };
  throw cursor.unexpected();
}

function parseDropConstraint(cursor: TokenCursor): AlterTableAction {
  cursor.expect('DROP');
  if (cursor.accept('CONSTRAINT')) return { kind: 'drop-constraint', name: cursor.identifier() };
  const of = cursor.acceptOneOf('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY');
  if (!of) throw cursor.unexpected();
  return { kind: 'drop-key', of, columns: cursor.at('(') ? parseNames(cursor) : [] };
}

function parseAddColumn(cursor: TokenCursor): AlterTableAction {
  cursor.expect('ADD');
  cursor.accept('COLUMN');
  const ifMissing = cursor.accept('IF', 'NOT', 'EXISTS');
  const columns = [parseAddedColumn(cursor)];
  while (cursor.accept(',')) columns.push(parseAddedColumn(cursor));
  return { kind: 'add-column', columns, ifMissing };
}

/** Keys, policies and tags of an added column have statements of their own here. */
function parseAddedColumn(cursor: TokenCursor): Column {
  const draft = newDraft();
  const column = parseColumn(cursor, draft);
  const more = [draft.primaryKey, ...draft.uniqueKeys, ...draft.foreignKeys, ...draft.attachments].filter((item) => item !== undefined);
  if (more.length > 0) throw refused('LOCAL-002', `a key, policy or tag in ADD COLUMN ${column.name}`);
  return column;
}

function parseDropColumn(cursor: TokenCursor): AlterTableAction {
  cursor.expect('DROP');
  cursor.accept('COLUMN');
  const ifExists = cursor.accept('IF', 'EXISTS');
  const columns = [cursor.identifier()];
  while (cursor.accept(',')) columns.push(cursor.identifier());
  return { kind: 'drop-column', columns, ifExists };
}

function parseAlterColumn(cursor: TokenCursor): AlterTableAction {
  const bracket = cursor.accept('(');
  cursor.accept('COLUMN');
  const column = cursor.identifier();
  const action = parseColumnAction(cursor, column);
  if (bracket) cursor.expect(')');
  return action;
}

function parseColumnAction(cursor: TokenCursor, column: string): AlterTableAction {
  if (cursor.accept('SET', 'NOT', 'NULL')) return { kind: 'set-not-null', column };
  if (cursor.accept('DROP', 'NOT', 'NULL')) return { kind: 'drop-not-null', column };
  if (cursor.accept('DROP', 'DEFAULT')) return { kind: 'column-default', column, text: undefined };
  if (cursor.accept('SET', 'DEFAULT')) return { kind: 'column-default', column, text: cursor.expressionText() };
  if (cursor.accept('COMMENT')) return { kind: 'column-comment', column, comment: cursor.string() };
  if (cursor.accept('UNSET', 'COMMENT')) return { kind: 'column-comment', column, comment: '' };
  if (cursor.accept('SET', 'DATA', 'TYPE') || cursor.accept('TYPE')) return { kind: 'column-type', column, type: parseDataType(cursor) };
  const attach = parseColumnAttach(cursor, column);
  if (attach) return attach;
  throw refused('LOCAL-002', `ALTER COLUMN .. ${cursor.rest()}`);
}
