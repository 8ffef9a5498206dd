import type { Options } from '../catalog/objects.ts';
import type { User } from '../catalog/user.ts';
import { withUserOptions } from '../catalog/user-options.ts';
import { insufficientPrivileges, missingObject, objectExists, refused } from '../failure.ts';
import { displayName, displayPart } from '../sql/names.ts';
import type { ObjectChange, Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { requireCreate } from './authorize.ts';
import { alterParameters } from './parameter-values.ts';
import type { StatementContext } from './statement-context.ts';

/** CREATE USER. A new user has PUBLIC as its role and, as in Snowflake, all secondary roles. */
export function createUser(statement: Statement & { readonly type: 'create-object' }, { account, session }: StatementContext): Result {
  const { access } = account;
  const [name = ''] = statement.name;
  requireCreate('CREATE USER', 'ACCOUNT', session, account);
  if (statement.tags.length > 0) throw refused('LOCAL-002', 'a tag on a user');
  const existing = access.users.get(name);
  if (existing && statement.mode === 'if-missing') return statusResult(`${displayPart(name)} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayPart(name));
  const created = { name, owner: session.role, createdOn: new Date(), defaultRole: 'PUBLIC', defaultSecondaryRoles: 'ALL' } as const;
  const user = withUserOptions(created, statement.options);
  if (existing) account.renameUser(name, undefined);
  access.users.set(name, user);
  account.catalog.changed();
  return statusResult(`User ${displayPart(name)} successfully created.`);
}

/** ALTER USER. Whoever owns the user or manages grants may; a user may change a few things of itself, which is not offered. */
export function alterUser(name: string, change: ObjectChange, context: StatementContext): Result {
  const { account } = context;
  const { access } = account;
  const user = ownUser(name, context);
  if (change.kind === 'rename') {
    const [to = ''] = change.to;
    if (access.users.has(to)) throw objectExists(displayPart(to));
    access.users.delete(name);
    access.users.set(to, { ...user, name: to });
    account.renameUser(name, to);
  } else if (change.kind === 'set' || change.kind === 'unset') {
    const asked = change.kind === 'set' ? change.options : Object.fromEntries(change.names.map((option) => [option, null]));
    const options = unlockUser(name, asked, context);
    const { own, parameters } = alterParameters(options, 'USER', user.parameters ?? new Map());
    access.users.set(name, { ...withUserOptions(user, own), parameters });
  } else throw refused('LOCAL-002', `ALTER USER with ${change.kind}`);
  account.catalog.changed();
  return statusResult('Statement executed successfully.');
}

/** MINS_TO_UNLOCK = 0 ends a lock at once; the other options are left. */
function unlockUser(name: string, { MINS_TO_UNLOCK: minutes, ...options }: Options, { account }: StatementContext): Options {
  if (minutes === 0) account.authentication.guard.reset(name);
  else if (minutes !== undefined) throw refused('LOCAL-002', 'MINS_TO_UNLOCK with another value than 0');
  return options;
}

/** @throws SnowflakeFailure 002003, 003001 */
export function ownUser(name: string, { account, session }: StatementContext): User {
  const { access } = account;
  const user = access.users.get(name);
  if (!user) throw missingObject('User', displayName([name]), 'ddl');
  const owns = user.owner !== undefined && access.inheritedRoles(session.authority).has(user.owner);
  if (!owns && !access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('user', name);
  return user;
}
