import { refused } from '../failure.ts';
import { parseColumn } from './parse-columns.ts';
import { parseOptions } from './parse-create.ts';
import { parseAlterUser } from './parse-user.ts';
import type { AlterTableAction, Statement } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

export function parseAlter(cursor: TokenCursor): Statement {
  cursor.expect('ALTER');
  if (cursor.accept('SESSION')) return parseAlterSession(cursor);
  if (cursor.accept('WAREHOUSE')) return parseAlterWarehouse(cursor);
  if (cursor.accept('USER')) return parseAlterUser(cursor);
  if (!cursor.accept('TABLE')) throw refused('LOCAL-001', `ALTER ${cursor.peek()?.text ?? ''}`.trim());
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = cursor.objectName();
  return { type: 'alter-table', name, ifExists, action: parseTableAction(cursor) };
}

function parseTableAction(cursor: TokenCursor): AlterTableAction {
  if (cursor.accept('RENAME', 'TO')) return { kind: 'rename', to: cursor.objectName() };
  if (cursor.accept('SWAP', 'WITH')) return { kind: 'swap', with: cursor.objectName() };
  if (cursor.accept('RENAME', 'COLUMN')) {
    const from = cursor.identifier();
    cursor.expect('TO');
    return { kind: 'rename-column', from, to: cursor.identifier() };
  }
  if (cursor.at('ADD') && !isConstraint(cursor)) return parseAddColumn(cursor);
  if (cursor.at('DROP') && !isConstraint(cursor)) return parseDropColumn(cursor);
  if (cursor.accept('SET')) return { kind: 'set', options: parseOptions(cursor) };
  if (cursor.acceptOneOf('ALTER', 'MODIFY')) return parseAlterColumn(cursor);
  throw refused('LOCAL-002', `ALTER TABLE .. ${cursor.rest()}`);
}

function isConstraint(cursor: TokenCursor): boolean {
  const word = cursor.peek(1);
  return word?.kind === 'word' && ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CLUSTERING', 'ROW', 'SEARCH'].includes(word.value);
}

function parseAddColumn(cursor: TokenCursor): AlterTableAction {
  cursor.expect('ADD');
  cursor.accept('COLUMN');
  const ifMissing = cursor.accept('IF', 'NOT', 'EXISTS');
  const columns = [parseColumn(cursor)];
  while (cursor.accept(',')) columns.push(parseColumn(cursor));
  return { kind: 'add-column', columns, ifMissing };
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
  cursor.accept('COLUMN');
  const column = cursor.identifier();
  if (cursor.accept('SET', 'NOT', 'NULL')) return { kind: 'set-not-null', column };
  if (cursor.accept('DROP', 'NOT', 'NULL')) return { kind: 'drop-not-null', column };
  throw refused('LOCAL-002', `ALTER COLUMN .. ${cursor.rest()}`);
}

function parseAlterWarehouse(cursor: TokenCursor): Statement {
  const name = cursor.identifier();
  const action = cursor.acceptOneOf('SUSPEND', 'RESUME');
  if (!action) throw refused('LOCAL-002', `ALTER WAREHOUSE .. ${cursor.rest()}`);
  return { type: 'alter-warehouse', name, action, ifNeeded: cursor.accept('IF', 'SUSPENDED') };
}

function parseAlterSession(cursor: TokenCursor): Statement {
  const set: Record<string, string> = {};
  const unset: string[] = [];
  if (cursor.accept('UNSET')) {
    do unset.push(cursor.identifier());
    while (cursor.accept(','));
    return { type: 'alter-session', set, unset };
  }
  cursor.expect('SET');
  do {
    const name = cursor.identifier();
    cursor.expect('=');
    set[name] = cursor.next().value;
    cursor.accept(',');
  } while (!cursor.atEnd);
  return { type: 'alter-session', set, unset };
}
