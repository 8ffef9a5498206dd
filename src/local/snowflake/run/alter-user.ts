import { createHash, createPublicKey } from 'node:crypto';
import { SnowflakeFailure, insufficientPrivileges, missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { StatementContext } from './statement-context.ts';

/** `ALTER USER name SET RSA_PUBLIC_KEY = '...'`: the key in PEM, with or without its first and last line. */
export function alterUser(statement: Statement & { readonly type: 'alter-user' }, { account, session }: StatementContext): Result {
  const user = account.access.users.get(statement.name);
  if (!user) throw missingObject('User', displayName([statement.name]), 'ddl');
  if (!account.access.has(session.role, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('user', statement.name);
  const body = statement.publicKey.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const publicKey = `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`;
  account.access.users.set(user.name, { ...user, publicKey, keyFingerprint: fingerprint(publicKey) });
  return statusResult('Statement executed successfully.');
}

function fingerprint(publicKey: string): string {
  try {
    const key = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
    return `SHA256:${createHash('sha256').update(key).digest('base64')}`;
  } catch (cause) {
    throw new SnowflakeFailure('390199', '22023', "New public key rejected by current policy. Reason: 'Invalid public key'", { cause });
  }
}
