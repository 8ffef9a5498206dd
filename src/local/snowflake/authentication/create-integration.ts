import { objectKey } from '../catalog/objects.ts';
import { optionList, optionText } from '../catalog/objects.ts';
import type { AccountObject, Options } from '../catalog/objects.ts';
import { readPublicKey } from '../catalog/public-key.ts';
import { SnowflakeFailure, insufficientPrivileges, objectExists, refused } from '../failure.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { displayPart } from '../sql/names.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { AccessStatement } from './access-statement.ts';

const known: ReadonlySet<string> = new Set([
  'TYPE',
  'ENABLED',
  'COMMENT',
  'EXTERNAL_OAUTH_TYPE',
  'EXTERNAL_OAUTH_ISSUER',
  'EXTERNAL_OAUTH_RSA_PUBLIC_KEY',
  'EXTERNAL_OAUTH_RSA_PUBLIC_KEY_2',
  'EXTERNAL_OAUTH_AUDIENCE_LIST',
  'EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM',
  'EXTERNAL_OAUTH_SNOWFLAKE_USER_MAPPING_ATTRIBUTE',
  'EXTERNAL_OAUTH_SCOPE_MAPPING_ATTRIBUTE',
  'EXTERNAL_OAUTH_ANY_ROLE_MODE',
]);

/** An authorization server whose tokens the account takes. Its keys stand in the statement: nothing is fetched from a URL here. */
export function createIntegration(statement: AccessStatement & { readonly type: 'create-integration' }, context: StatementContext): Result {
  const { account, session } = context;
  const { access, catalog } = account;
  if (!access.has(session.role, 'CREATE INTEGRATION', 'ACCOUNT') && !access.inheritedRoles(session.role).has('ACCOUNTADMIN')) {
    throw insufficientPrivileges('account', account.name);
  }
  const { name, mode, options } = statement;
  const existing = catalog.accountObject('INTEGRATION', name);
  if (existing && mode === 'if-missing') return statusResult(`${displayPart(name)} already exists, statement succeeded.`);
  if (existing && mode === 'new') throw objectExists(displayPart(name));
  checkOptions(options);
  const comment = optionText(options, 'COMMENT') ?? '';
  const created: AccountObject = { kind: 'INTEGRATION', name, owner: session.role, comment, createdOn: new Date(account.now()), options };
  catalog.accountObjects.set(objectKey('INTEGRATION', name), created);
  catalog.changed();
  return statusResult(`Integration ${displayPart(name)} successfully created.`);
}

function checkOptions(options: Options): void {
  const type = optionText(options, 'TYPE')?.toUpperCase();
  if (type !== 'EXTERNAL_OAUTH') throw refused('LOCAL-002', `a security integration of TYPE ${type ?? '(missing)'}`);
  const unknown = Object.keys(options).find((name) => !known.has(name));
  if (unknown !== undefined) throw refused('LOCAL-002', `${unknown} of a security integration`);
  for (const name of ['ENABLED', 'EXTERNAL_OAUTH_TYPE', 'EXTERNAL_OAUTH_ISSUER', 'EXTERNAL_OAUTH_RSA_PUBLIC_KEY']) {
    if (optionText(options, name) === undefined) throw missing(name);
  }
  if (optionList(options, 'EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM').length === 0) throw missing('EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM');
  for (const name of ['EXTERNAL_OAUTH_RSA_PUBLIC_KEY', 'EXTERNAL_OAUTH_RSA_PUBLIC_KEY_2']) {
    const key = optionText(options, name);
    if (key !== undefined) readPublicKey(key);
  }
}

function missing(name: string): SnowflakeFailure {
  return new SnowflakeFailure('001056', '22023', `SQL compilation error:\nmissing required parameter '${name}'`);
}
