import { SnowflakeFailure, refused } from '../failure.ts';
import { parseAccessStatement } from '../authentication/parse-access-statement.ts';
import { parseAlter } from './parse-alter.ts';
import { parseCreate } from './parse-create.ts';
import { parseGrant } from './parse-grant.ts';
import { parseDescribe, parseShow } from './parse-show.ts';
import { objectWords } from './object-kinds.ts';
import type { Statement } from './statement.ts';
import { parseStageStatement } from '../stage/parse-stage-statement.ts';
import { TokenCursor } from './token-cursor.ts';
import type { Token } from './tokenize.ts';

/** Real statements of Snowflake that the endpoint does not know; anything else unknown is a syntax error. */
const notSupported = new Set('CALL DECLARE EXECUTE EXPLAIN LET RETURN SET UNSET ATTACH VACUUM REFRESH'.split(' '));
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
  const special = parseAccessStatement(cursor) ?? parseStageStatement(cursor);
  if (!special && queryStarts.has(first.value)) return { type: 'query' };
  const statement = special ?? parseCommand(cursor);
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
  if (cursor.accept('UNDROP')) return parseUndrop(cursor);
  if (cursor.at('USE')) return parseUse(cursor);
  if (cursor.at('COMMENT')) return parseComment(cursor);
  if (cursor.accept('TRUNCATE')) {
    cursor.accept('TABLE');
    const ifExists = cursor.accept('IF', 'EXISTS');
    return { type: 'truncate', name: cursor.objectName(), ifExists };
  }
  return parseTransaction(cursor);
}

function parseDrop(cursor: TokenCursor): Statement {
  cursor.expect('DROP');
  const kind = cursor.acceptOneOf(...objectWords);
  if (!kind) throw refused('LOCAL-001', `DROP ${cursor.peek()?.text ?? ''}`.trim());
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = cursor.objectName();
  if (kind === 'DATABASE' || kind === 'SCHEMA' || kind === 'TABLE') cursor.acceptOneOf('CASCADE', 'RESTRICT');
  return { type: 'drop', kind, name, ifExists };
}

function parseUndrop(cursor: TokenCursor): Statement {
  const kind = cursor.acceptOneOf('TABLE', 'SCHEMA', 'DATABASE');
  if (!kind) throw refused('LOCAL-001', `UNDROP ${cursor.peek()?.text ?? ''}`.trim());
  return { type: 'undrop', kind, name: cursor.objectName() };
}

function parseUse(cursor: TokenCursor): Statement {
  cursor.expect('USE');
  if (cursor.accept('SECONDARY', 'ROLES')) return parseSecondaryRoles(cursor);
  const kind = cursor.acceptOneOf('ROLE', 'DATABASE', 'SCHEMA', 'WAREHOUSE');
  const name = cursor.objectName();
  return { type: 'use', kind: kind ?? (name.length > 1 ? 'SCHEMA' : 'DATABASE'), name };
}

function parseSecondaryRoles(cursor: TokenCursor): Statement {
  const word = cursor.acceptOneOf('ALL', 'NONE');
  if (word) return { type: 'use-secondary-roles', roles: word };
  const roles = [cursor.identifier()];
  while (cursor.accept(',')) roles.push(cursor.identifier());
  return { type: 'use-secondary-roles', roles };
}

/** `COMMENT [IF EXISTS] ON TABLE t IS 'text'` */
function parseComment(cursor: TokenCursor): Statement {
  cursor.expect('COMMENT');
  const ifExists = cursor.accept('IF', 'EXISTS');
  cursor.expect('ON');
  const kind = cursor.acceptOneOf('COLUMN', ...objectWords);
  if (!kind) throw refused('LOCAL-001', `COMMENT ON ${cursor.rest()}`);
  const name = cursor.objectName();
  cursor.expect('IS');
  return { type: 'comment', kind, name, ifExists, text: cursor.string() };
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
