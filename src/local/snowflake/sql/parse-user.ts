import type { WorkloadIdentity } from '../catalog/access-control.ts';
import { refused } from '../failure.ts';
import type { CreateMode, Statement } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

/** `CREATE USER name TYPE = SERVICE DEFAULT_ROLE = role WORKLOAD_IDENTITY = (...)`, options in any order. */
export function parseCreateUser(cursor: TokenCursor, mode: CreateMode): Statement {
  const name = cursor.identifier();
  let defaultRole: string | undefined;
  let identity: WorkloadIdentity | undefined;
  while (!cursor.atEnd) {
    // Only a service user may do without a password; its type changes nothing else here.
    if (cursor.accept('TYPE', '=', 'SERVICE')) continue;
    if (cursor.accept('DEFAULT_ROLE', '=')) defaultRole = cursor.identifier();
    else if (cursor.accept('WORKLOAD_IDENTITY', '=')) identity = parseIdentity(cursor);
    else throw refused('LOCAL-002', `CREATE USER .. ${cursor.rest()}`);
  }
  return { type: 'create-user', name, mode, ...(defaultRole !== undefined && { defaultRole }), ...(identity && { identity }) };
}

export function parseAlterUser(cursor: TokenCursor): Statement {
  const name = cursor.identifier();
  if (cursor.accept('SET', 'RSA_PUBLIC_KEY', '=')) return { type: 'alter-user', name, set: { publicKey: cursor.string() } };
  if (cursor.accept('SET', 'WORKLOAD_IDENTITY', '=')) return { type: 'alter-user', name, set: { identity: parseIdentity(cursor) } };
  throw refused('LOCAL-002', `ALTER USER .. ${cursor.rest()}`);
}

/** `(TYPE = OIDC ISSUER = '..' SUBJECT = '..' OIDC_AUDIENCE_LIST = ('..'))`, with or without commas. */
function parseIdentity(cursor: TokenCursor): WorkloadIdentity {
  cursor.expect('(', 'TYPE', '=');
  if (!cursor.accept('OIDC')) throw refused('LOCAL-002', `WORKLOAD_IDENTITY of TYPE = ${cursor.peek()?.text ?? ''}`);
  let found: WorkloadIdentity = { issuer: '', subject: '', audiences: [] };
  while (!cursor.accept(')')) {
    cursor.accept(',');
    if (cursor.accept('ISSUER', '=')) found = { ...found, issuer: cursor.string() };
    else if (cursor.accept('SUBJECT', '=')) found = { ...found, subject: cursor.string() };
    else if (cursor.accept('OIDC_AUDIENCE_LIST', '=')) found = { ...found, audiences: cursor.list(() => cursor.string()) };
    else throw cursor.unexpected();
  }
  if (found.issuer === '' || found.subject === '') throw cursor.unexpected();
  return found;
}
