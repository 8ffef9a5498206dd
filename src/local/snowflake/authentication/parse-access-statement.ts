import { refused } from '../failure.ts';
import { readOptions } from '../sql/parse-options.ts';
import type { TokenCursor } from '../sql/token-cursor.ts';
import { systemCalls } from './access-statement.ts';
import type { AccessStatement, AccessTokenChange, SystemCall } from './access-statement.ts';

/** Undefined when the statement is about something else; the cursor has not moved then. */
export function parseAccessStatement(cursor: TokenCursor): AccessStatement | undefined {
  if (cursor.at('ALTER', 'USER')) return parseTokenChange(cursor);
  if (cursor.accept('SHOW', 'USER', 'PROGRAMMATIC', 'ACCESS', 'TOKENS') || cursor.accept('SHOW', 'USER', 'PATS')) {
    return { type: 'show-access-tokens', user: cursor.accept('FOR', 'USER') ? cursor.identifier() : undefined };
  }
  if (cursor.at('SELECT')) return parseSystemCall(cursor);
  return parseIntegration(cursor);
}

const verbs = ['ADD', 'MODIFY', 'REMOVE', 'ROTATE'];

/** How many tokens stand before the verb: `ALTER USER [IF EXISTS] [name]`. */
function verbOffset(cursor: TokenCursor): number | undefined {
  const start = cursor.at('ALTER', 'USER', 'IF', 'EXISTS') ? 4 : 2;
  return [start, start + 1].find((offset) => {
    const [verb, noun] = [cursor.peek(offset), cursor.peek(offset + 1)];
    const about = noun?.kind === 'word' && (noun.value === 'PROGRAMMATIC' || noun.value === 'PAT');
    return verb?.kind === 'word' && verbs.includes(verb.value) && about;
  });
}

function parseTokenChange(cursor: TokenCursor): AccessStatement | undefined {
  const offset = verbOffset(cursor);
  if (offset === undefined) return undefined;
  cursor.expect('ALTER', 'USER');
  const ifExists = cursor.accept('IF', 'EXISTS');
  const named = offset === (ifExists ? 5 : 3);
  const user = named ? cursor.identifier() : undefined;
  const verb = cursor.next().value;
  if (!cursor.accept('PAT')) cursor.expect('PROGRAMMATIC', 'ACCESS', 'TOKEN');
  const token = cursor.identifier();
  if (verb === 'ADD') return { type: 'add-access-token', user, ifExists, token, options: readOptions(cursor) };
  return { type: 'alter-access-token', user, token, change: parseChange(verb, cursor) };
}

function parseChange(verb: string, cursor: TokenCursor): AccessTokenChange {
  if (verb === 'REMOVE') return { kind: 'remove' };
  if (verb === 'ROTATE') return { kind: 'rotate', options: readOptions(cursor) };
  if (cursor.accept('RENAME', 'TO')) return { kind: 'rename', to: cursor.identifier() };
  cursor.expect('SET');
  return { kind: 'set', options: readOptions(cursor) };
}

/** `CREATE SECURITY INTEGRATION name TYPE = EXTERNAL_OAUTH ...`; other integrations reach out of the account and are refused. */
function parseIntegration(cursor: TokenCursor): AccessStatement | undefined {
  const replace = cursor.at('CREATE', 'OR', 'REPLACE', 'SECURITY', 'INTEGRATION');
  if (!replace && !cursor.at('CREATE', 'SECURITY', 'INTEGRATION')) return undefined;
  cursor.expect('CREATE');
  cursor.accept('OR', 'REPLACE');
  cursor.expect('SECURITY', 'INTEGRATION');
  const ifMissing = cursor.accept('IF', 'NOT', 'EXISTS');
  const mode = replace ? 'replace' : ifMissing ? 'if-missing' : 'new';
  return { type: 'create-integration', name: cursor.identifier(), mode, options: readOptions(cursor) };
}

/** `SELECT SYSTEM$ABORT_SESSION(1)`: these change or look at something outside of any query, so they stand alone in a SELECT. */
function parseSystemCall(cursor: TokenCursor): AccessStatement | undefined {
  const [, name] = [cursor.peek(), cursor.peek(1)];
  const call = systemCalls.find((known) => known === name?.value);
  if (!call || name?.kind !== 'word') return undefined;
  return readSystemCall(cursor, call);
}

function readSystemCall(cursor: TokenCursor, call: SystemCall): AccessStatement {
  cursor.expect('SELECT');
  const start = cursor.next().start;
  cursor.expect('(');
  const argument = cursor.next();
  if (!cursor.at(')')) throw refused('LOCAL-003', `${call} of an expression`);
  const label = cursor.sql.slice(start, cursor.next().end).toUpperCase();
  const isBind = argument.kind === 'symbol' && argument.value === '?';
  if (!isBind && argument.kind !== 'number' && argument.kind !== 'string') throw refused('LOCAL-003', `${call} of an expression`);
  const as = cursor.accept('AS') || cursor.peek()?.kind === 'quoted' || (cursor.peek()?.kind === 'word' && !cursor.at('FROM'));
  const alias = as ? cursor.identifier() : undefined;
  if (!cursor.atEnd) throw refused('LOCAL-003', `${call} within a query`);
  return { type: 'system-call', call, argument: isBind ? undefined : argument.value, label: alias ?? label };
}
