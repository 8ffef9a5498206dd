import { createHash, createPublicKey } from 'node:crypto';
import type { WorkloadIdentity } from '../catalog/access-control.ts';
import { SnowflakeFailure, insufficientPrivileges, missingObject, objectExists } from '../failure.ts';
import { displayName, displayPart } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { defaultAudience } from '../workload-identity.ts';
import type { StatementContext } from './statement-context.ts';

/** `ALTER USER name SET RSA_PUBLIC_KEY = '...'` (the key in PEM, with or without its first and last line) or `SET WORKLOAD_IDENTITY = (...)`. */
export function alterUser(statement: Statement & { readonly type: 'alter-user' }, { account, session }: StatementContext): Result {
  const user = account.access.users.get(statement.name);
  if (!user) throw missingObject('User', displayName([statement.name]), 'ddl');
  if (!account.access.has(session.role, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('user', statement.name);
  const { set } = statement;
  const changed = 'identity' in set ? { identity: completeIdentity(set.identity) } : keyOf(set.publicKey);
  account.access.users.set(user.name, { ...user, ...changed });
  return statusResult('Statement executed successfully.');
}

/** Users without a password log in by key or by identity alone. */
export function createUser(statement: Statement & { readonly type: 'create-user' }, { account, session }: StatementContext): Result {
  const { name, mode, defaultRole = 'PUBLIC', identity } = statement;
  if (!account.access.has(session.role, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('account', account.name);
  const exists = account.access.users.has(name);
  if (exists && mode === 'if-missing') return statusResult(`${displayPart(name)} already exists, statement succeeded.`);
  if (exists && mode === 'new') throw objectExists(displayPart(name));
  account.access.users.set(name, { name, defaultRole, ...(identity && { identity: completeIdentity(identity) }) });
  return statusResult(`User ${displayPart(name)} successfully created.`);
}

function completeIdentity(declared: WorkloadIdentity): WorkloadIdentity {
  return declared.audiences.length > 0 ? declared : { ...declared, audiences: [defaultAudience] };
}

function keyOf(pem: string): { readonly publicKey: string; readonly keyFingerprint: string } {
  const body = pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const publicKey = `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`;
  return { publicKey, keyFingerprint: fingerprint(publicKey) };
}

function fingerprint(publicKey: string): string {
  try {
    const key = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
    return `SHA256:${createHash('sha256').update(key).digest('base64')}`;
  } catch (cause) {
    throw new SnowflakeFailure('390199', '22023', "New public key rejected by current policy. Reason: 'Invalid public key'", { cause });
  }
}
