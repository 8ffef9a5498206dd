import { refused } from '../failure.ts';
import { parseAlterObject } from './parse-alter-object.ts';
import { parseTableAction } from './parse-alter-table.ts';
import type { Statement } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

export function parseAlter(cursor: TokenCursor): Statement {
  cursor.expect('ALTER');
  if (cursor.accept('SESSION')) return parseAlterSession(cursor);
  const warehouse = cursor.at('WAREHOUSE') ? parseAlterWarehouse(cursor) : undefined;
  if (warehouse) return warehouse;
  if (!cursor.accept('TABLE')) return parseAlterObject(cursor);
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = cursor.objectName();
  return { type: 'alter-table', name, ifExists, action: parseTableAction(cursor) };
}

/** SUSPEND and RESUME; everything else that can be altered is an option. */
function parseAlterWarehouse(cursor: TokenCursor): Statement | undefined {
  const ahead = cursor.at('WAREHOUSE', 'IF', 'EXISTS') ? 4 : 2;
  const word = cursor.peek(ahead)?.value;
  if (word === 'ABORT') throw refused('LOCAL-002', 'ALTER WAREHOUSE .. ABORT ALL QUERIES');
  if (word !== 'SUSPEND' && word !== 'RESUME') return undefined;
  cursor.expect('WAREHOUSE');
  cursor.accept('IF', 'EXISTS');
  const name = cursor.identifier();
  cursor.next();
  return { type: 'alter-warehouse', name, action: word, ifNeeded: cursor.accept('IF', 'SUSPENDED') };
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
