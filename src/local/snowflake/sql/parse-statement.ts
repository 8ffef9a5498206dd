import { SnowflakeFailure, refused } from '../failure.ts';
import { parseAlter } from './parse-alter.ts';
import { parseCreate } from './parse-create.ts';
import { parseGrant } from './parse-grant.ts';
import { parseDescribe, parseShow } from './parse-show.ts';
import type { DropKind, Statement } from './statement.ts';
import { TokenCursor } from './token-cursor.ts';
import type { Token } from './tokenize.ts';

/** Real statements of Snowflake that the endpoint does not know; anything else unknown is a syntax error. */
const notSupported = new Set(
  'CALL COMMENT COPY DECLARE EXECUTE EXPLAIN GET LET LIST LS PUT REMOVE RM RETURN SET UNSET UNDROP ATTACH VACUUM REFRESH'.split(' '),
);
const queryStarts = new Set(['SELECT', 'WITH', 'VALUES', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/**
 * Decides what a statement is. SELECT and DML stay text (`query`); everything else is parsed here, completely: a rest
 * that is not understood is refused and never ignored.
 * @throws SnowflakeFailure 001003 or LOCAL-001
 */
export function parseStatement(sql: string, tokens: readonly Token[]): Statement {
  requireOneStatement(tokens);
  const cursor = new TokenCursor(sql, tokens);
  const first = cursor.peek();
  if (!first) throw new SnowflakeFailure('000900', '42601', 'Empty SQL statement.');
  if (first.kind === 'symbol' && first.value === '(') return { type: 'query' };
  if (first.kind !== 'word') throw cursor.unexpected();
  if (queryStarts.has(first.value)) return { type: 'query' };
  const statement = parseCommand(cursor);
  if (!statement) {
    if (notSupported.has(first.value)) throw refused('LOCAL-001', summary(tokens));
    throw cursor.unexpected();
  }
  if (!cursor.atEnd) throw refused('LOCAL-002', `${cursor.rest()} (in ${summary(tokens)})`);
  return statement;
}

function parseCommand(cursor: TokenCursor): Statement | undefined {
  if (cursor.at('CREATE')) return parseCreate(cursor);
  if (cursor.at('ALTER')) return parseAlter(cursor);
  if (cursor.at('GRANT') || cursor.at('REVOKE')) return parseGrant(cursor);
  if (cursor.at('SHOW')) return parseShow(cursor);
  if (cursor.at('DESCRIBE') || cursor.at('DESC')) return parseDescribe(cursor);
  if (cursor.at('DROP')) return parseDrop(cursor);
  if (cursor.at('USE')) return parseUse(cursor);
  if (cursor.accept('TRUNCATE')) {
    cursor.accept('TABLE');
    const ifExists = cursor.accept('IF', 'EXISTS');
    return { type: 'truncate', name: cursor.objectName(), ifExists };
  }
  return parseTransaction(cursor);
}

function parseDrop(cursor: TokenCursor): Statement {
  cursor.expect('DROP');
  const kind = cursor.acceptOneOf<DropKind>('DATABASE', 'SCHEMA', 'TABLE', 'VIEW', 'ROLE');
  if (!kind) throw refused('LOCAL-001', `DROP ${cursor.peek()?.text ?? ''}`.trim());
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = cursor.objectName();
  if (kind !== 'ROLE') cursor.accept('CASCADE');
  return { type: 'drop', kind, name, ifExists };
}

function parseUse(cursor: TokenCursor): Statement {
  cursor.expect('USE');
  if (cursor.at('SECONDARY')) throw refused('LOCAL-001', 'USE SECONDARY ROLES');
  const kind = cursor.acceptOneOf('ROLE', 'DATABASE', 'SCHEMA', 'WAREHOUSE');
  const name = cursor.objectName();
  return { type: 'use', kind: kind ?? (name.length > 1 ? 'SCHEMA' : 'DATABASE'), name };
}

function parseTransaction(cursor: TokenCursor): Statement | undefined {
  if (cursor.accept('BEGIN') || cursor.accept('START', 'TRANSACTION')) {
    cursor.acceptOneOf('WORK', 'TRANSACTION');
    return { type: 'transaction', action: 'BEGIN' };
  }
  const action = cursor.acceptOneOf('COMMIT', 'ROLLBACK');
  if (!action) return undefined;
  cursor.accept('WORK');
  return { type: 'transaction', action };
}

function requireOneStatement(tokens: readonly Token[]): void {
  const separator = tokens.findIndex((token) => token.kind === 'symbol' && token.value === ';');
  if (separator === -1) return;
  const count = 1 + tokens.filter((token, index) => token.value === ';' && token.kind === 'symbol' && index < tokens.length - 1).length;
  if (count === 1) return;
  const text = `Actual statement count ${count} did not match the desired statement count 1.`;
  throw new SnowflakeFailure('000008', '0A000', text);
}

function summary(tokens: readonly Token[]): string {
  return tokens
    .slice(0, 3)
    .map((token) => token.text)
    .join(' ');
}
