import type { User } from '../catalog/user.ts';
import { optionFlag, optionNumber, optionText } from '../catalog/objects.ts';
import type { Options } from '../catalog/objects.ts';
import { SnowflakeFailure, missingObject, objectExists, refused } from '../failure.ts';
import { ownUser } from '../run/create-user.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { displayPart } from '../sql/names.ts';
import { statusResult, tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { AccessStatement } from './access-statement.ts';
import type { AccessToken } from './access-tokens.ts';
import { networkPolicyOf } from './network-policy.ts';

const dayMilliseconds = 86_400_000;
const hourMilliseconds = 3_600_000;
const mostTokens = 15;
const longestDays = 365;
const succeeded = (): Result => statusResult('Statement executed successfully.');

/** `ALTER USER .. ADD PROGRAMMATIC ACCESS TOKEN`: the one reply that shows the secret. */
export function addAccessToken(statement: AccessStatement & { readonly type: 'add-access-token' }, context: StatementContext): Result {
  const { account, session } = context;
  const user = tokenOwner(statement.user, context);
  refuseUnknown(statement.options, ['ROLE_RESTRICTION', 'DAYS_TO_EXPIRY', 'MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT', 'COMMENT']);
  const tokens = account.authentication.accessTokens;
  if (tokens.get(user.name, statement.token)) throw objectExists(displayPart(statement.token));
  if (tokens.of(user.name).length >= mostTokens)
    throw failure(`User ${user.name} has the maximum of ${mostTokens} programmatic access tokens.`);
  const roleRestriction = restriction(statement.options, user, context);
  const isService = user.type === 'SERVICE' || user.type === 'LEGACY_SERVICE';
  if (isService && networkPolicyOf(user, account.catalog) === undefined) {
    throw failure(`A programmatic access token for the service user ${user.name} needs a network policy that covers the user.`);
  }
  const days = optionNumber(statement.options, 'DAYS_TO_EXPIRY') ?? 15;
  if (days < 1 || days > longestDays) throw failure(`invalid value [${days}] for parameter 'DAYS_TO_EXPIRY'`);
  const secret = tokens.add({
    name: statement.token,
    user: user.name,
    roleRestriction,
    createdAt: account.now(),
    expiresAt: account.now() + days * dayMilliseconds,
    createdBy: session.user.name,
    comment: optionText(statement.options, 'COMMENT') ?? '',
    bypassMinutes: optionNumber(statement.options, 'MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT') ?? 0,
  });
  return tableResult(['token_name', 'token_secret'], [[statement.token, secret]]);
}

/** A service user has to name the one role of its token. */
function restriction(options: Options, user: User, { account }: StatementContext): string | undefined {
  const role = optionText(options, 'ROLE_RESTRICTION');
  if (role === undefined) {
    if (user.type === 'SERVICE') throw failure('ROLE_RESTRICTION is required for a programmatic access token of a service user.');
    return undefined;
  }
  const name = account.access.roles.has(role) ? role : role.toUpperCase();
  if (!account.access.rolesOfUser(user.name).includes(name)) throw missingObject('Role', displayPart(name), 'ddl');
  return name;
}

export function alterAccessToken(statement: AccessStatement & { readonly type: 'alter-access-token' }, context: StatementContext): Result {
  const user = tokenOwner(statement.user, context);
  const tokens = context.account.authentication.accessTokens;
  const token = tokens.get(user.name, statement.token);
  if (!token) throw missingObject('Programmatic access token', displayPart(statement.token), 'ddl');
  const { change } = statement;
  switch (change.kind) {
    case 'rotate':
      return rotate(token, change.options, context);
    case 'remove':
      tokens.remove(user.name, token.name);
      break;
    case 'rename':
      if (tokens.get(user.name, change.to)) throw objectExists(displayPart(change.to));
      tokens.remove(user.name, token.name);
      tokens.put({ ...token, name: change.to });
      break;
    case 'set':
      tokens.put(withOptions(token, change.options));
      break;
  }
  return succeeded();
}

function withOptions(token: AccessToken, options: Options): AccessToken {
  refuseUnknown(options, ['DISABLED', 'COMMENT', 'MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT']);
  return {
    ...token,
    disabled: 'DISABLED' in options ? optionFlag(options, 'DISABLED') : token.disabled,
    comment: optionText(options, 'COMMENT') ?? token.comment,
    bypassMinutes: optionNumber(options, 'MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT') ?? token.bypassMinutes,
  };
}

/** A new secret under the old name; the old secret lives on for a day, or as long as asked, under another name. */
function rotate(token: AccessToken, options: Options, { account, session }: StatementContext): Result {
  refuseUnknown(options, ['EXPIRE_ROTATED_TOKEN_AFTER_HOURS']);
  const tokens = account.authentication.accessTokens;
  const now = account.now();
  const hours = optionNumber(options, 'EXPIRE_ROTATED_TOKEN_AFTER_HOURS') ?? 24;
  const rotatedName = `${token.name}_ROTATED_${now}`;
  const { name, user, roleRestriction, comment, bypassMinutes } = token;
  const expiresAt = now + (token.expiresAt - token.createdAt);
  tokens.put({ ...token, name: rotatedName, expiresAt: Math.min(token.expiresAt, now + hours * hourMilliseconds), rotatedTo: name });
  const secret = tokens.add({
    name,
    user,
    roleRestriction,
    comment,
    bypassMinutes,
    expiresAt,
    createdAt: now,
    createdBy: session.user.name,
  });
  return tableResult(['token_name', 'token_secret', 'rotated_token_name'], [[name, secret, rotatedName]]);
}

export function showAccessTokens(statement: AccessStatement & { readonly type: 'show-access-tokens' }, context: StatementContext): Result {
  const { account } = context;
  const user = tokenOwner(statement.user, context);
  const columns = ['name', 'user_name', 'role_restriction', 'expires_at', 'status', 'comment', 'created_on', 'created_by'];
  const rows = account.authentication.accessTokens
    .of(user.name)
    .map((token) => [
      token.name,
      token.user,
      token.roleRestriction,
      new Date(token.expiresAt),
      statusOf(token, user, account.now()),
      token.comment,
      new Date(token.createdAt),
      token.createdBy,
      token.bypassMinutes,
      token.rotatedTo,
    ]);
  const typed = columns.map((name) =>
    name === 'expires_at' || name === 'created_on' ? ([name, { kind: 'timestamp_ltz', scale: 3 }] as const) : name,
  );
  return tableResult([...typed, 'mins_to_bypass_network_policy_requirement', 'rotated_to'], rows);
}

function statusOf(token: AccessToken, user: User, now: number): string {
  if (token.expiresAt <= now) return 'EXPIRED';
  return token.disabled || user.disabled === true ? 'DISABLED' : 'ACTIVE';
}

/** A user looks after its own tokens; for those of another it takes ownership of that user or MANAGE GRANTS. */
function tokenOwner(name: string | undefined, context: StatementContext): User {
  const own = context.account.access.users.get(context.session.user.name);
  return own && (name === undefined || name === own.name) ? own : ownUser(name ?? context.session.user.name, context);
}

function refuseUnknown(options: Options, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refused('LOCAL-002', `${unknown} of a programmatic access token`);
}

function failure(text: string): SnowflakeFailure {
  return new SnowflakeFailure('099204', '22023', `SQL compilation error:\n${text}`);
}
