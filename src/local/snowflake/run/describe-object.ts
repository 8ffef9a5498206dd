import { nameOf } from '../catalog/catalog.ts';
import type { Securable } from '../catalog/catalog.ts';
import { displayType } from '../catalog/data-type.ts';
import { optionList, optionText } from '../catalog/objects.ts';
import type { AccountObject, PlainObject, Policy } from '../catalog/objects.ts';
import type { User } from '../catalog/user.ts';
import { insufficientPrivileges, missingObject, refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { ObjectWord } from '../sql/object-kinds.ts';
import { tableResult } from '../wire/result.ts';
import type { Cell, Result } from '../wire/result.ts';
import { isUsable } from './authorize.ts';
import { visibleObject } from './find-object.ts';
import { createdOn } from './listing.ts';
import { sequenceCells, sequenceColumns } from './show-objects.ts';
import type { StatementContext } from './statement-context.ts';

/** DESCRIBE of everything but tables and views. */
export async function describeObject(kind: ObjectWord, name: ObjectName, context: StatementContext): Promise<Result> {
  if (kind === 'USER') return describeUser(name[0] ?? '', context);
  const object = visibleObject(kind, name, context, 'DESCRIBE');
  switch (object.kind) {
    case 'DATABASE':
    case 'SCHEMA':
      return tableResult([createdOn, 'name', 'kind'], contentsOf(object, context));
    case 'WAREHOUSE':
      return tableResult([createdOn, 'name', 'kind'], [[object.createdOn, object.name, 'WAREHOUSE']]);
    case 'SEQUENCE':
      return tableResult(sequenceColumns, [await sequenceCells(object, context)]);
    case 'MASKING POLICY':
    case 'ROW ACCESS POLICY':
      return tableResult(
        ['name', 'signature', 'return_type', 'body'],
        [[object.name, signatureOf(object), returnType(object), object.body]],
      );
    case 'NETWORK POLICY':
      return tableResult(['name', 'value'], policyLists(object));
    case 'NETWORK RULE':
      return describeRule(object);
    case 'STAGE':
      return tableResult(['parent_property', 'property', 'property_type', 'property_value', 'property_default'], stageRows(object));
    case 'FILE FORMAT':
      return tableResult(['property', 'property_type', 'property_value', 'property_default'], formatRows(object));
    case 'TABLE':
    case 'VIEW':
    case 'ROLE':
    case 'TAG':
    case 'INTEGRATION':
    case 'RESOURCE MONITOR':
    case 'REPLICATION GROUP':
    case 'FAILOVER GROUP':
      break;
  }
  throw refused('LOCAL-001', `DESCRIBE ${kind}`);
}

export function signatureOf(policy: Policy): string {
  return `(${policy.arguments.map(({ name, type }) => `${name} ${bareType(type)}`).join(', ')})`;
}

const bareType = (type: Policy['returns']): string => displayType(type).replace(/^(VARCHAR|BINARY)\(.*\)$/, '$1');
const returnType = (policy: Policy): string => bareType(policy.returns);

function contentsOf(object: Securable, { account, session }: StatementContext): readonly (readonly Cell[])[] {
  const { access } = account;
  const row = (item: Securable): readonly Cell[] => [item.createdOn, item.name, item.kind];
  if (object.kind === 'DATABASE') return [...object.schemas.values()].filter((schema) => access.canSee(session.authority, schema)).map(row);
  if (object.kind !== 'SCHEMA' || !isUsable(object, session.authority, account)) return [];
  return [...object.relations.values()].filter((relation) => access.canSee(session.authority, relation)).map(row);
}

function policyLists(policy: AccountObject): readonly (readonly Cell[])[] {
  const plain = ['ALLOWED_IP_LIST', 'BLOCKED_IP_LIST'];
  const rules = ['ALLOWED_NETWORK_RULE_LIST', 'BLOCKED_NETWORK_RULE_LIST'];
  const shown = (name: string): string => {
    const values = optionList(policy.options, name);
    return plain.includes(name) ? values.join(',') : JSON.stringify(values.map((fullyQualifiedRuleName) => ({ fullyQualifiedRuleName })));
  };
  return [...plain, ...rules].filter((name) => optionList(policy.options, name).length > 0).map((name) => [name, shown(name)]);
}

function describeRule(rule: PlainObject): Result {
  const [database, schema, name] = nameOf(rule);
  const kind = [
    optionText(rule.options, 'TYPE'),
    optionText(rule.options, 'MODE') ?? 'INGRESS',
    optionList(rule.options, 'VALUE_LIST').join(','),
  ];
  return tableResult(
    [createdOn, 'name', 'database_name', 'schema_name', 'owner', 'comment', 'type', 'mode', 'value_list'],
    [[rule.createdOn, name, database, schema, rule.owner, rule.comment, ...kind]],
  );
}

const formatDefaults: readonly (readonly [name: string, type: string, initial: string])[] = [
  ['TYPE', 'String', 'CSV'], ['RECORD_DELIMITER', 'String', '\\n'], ['FIELD_DELIMITER', 'String', ','], ['SKIP_HEADER', 'Integer', '0'],
  ['COMPRESSION', 'String', 'AUTO'], ['FIELD_OPTIONALLY_ENCLOSED_BY', 'String', 'NONE'], ['TRIM_SPACE', 'Boolean', 'false'],
  ['NULL_IF', 'List', '[\\\\N]'], ['ERROR_ON_COLUMN_COUNT_MISMATCH', 'Boolean', 'true'], ['EMPTY_FIELD_AS_NULL', 'Boolean', 'true'],
  ['STRIP_OUTER_ARRAY', 'Boolean', 'false'], ['DATE_FORMAT', 'String', 'AUTO'], ['TIMESTAMP_FORMAT', 'String', 'AUTO'], ['ENCODING', 'String', 'UTF8'],
]; // prettier-ignore

function formatRows(format: Pick<PlainObject, 'options'>): readonly (readonly Cell[])[] {
  return formatDefaults.map(([name, type, initial]) => {
    const value = format.options[name];
    const shown = Array.isArray(value) ? `[${value.map(String).join(', ')}]` : optionText(format.options, name);
    return [name, type, shown ?? initial, initial];
  });
}

function stageRows(stage: PlainObject): readonly (readonly Cell[])[] {
  const format = stage.options['FILE_FORMAT'];
  const options = typeof format === 'object' && format !== null && !Array.isArray(format) ? (format as PlainObject['options']) : {};
  const rows = formatRows({ options }).map((row): readonly Cell[] => ['STAGE_FILE_FORMAT', ...row]);
  return [...rows, ['DIRECTORY', 'ENABLE', 'Boolean', 'false', 'false']];
}

/** The properties of a user, for those who may alter it and for itself. */
function describeUser(name: string, { account, session }: StatementContext): Result {
  const { access } = account;
  const user = access.users.get(name);
  if (!user) throw missingObject('User', displayName([name]), 'ddl');
  const own = user.name === session.user.name || access.inheritedRoles(session.authority).has(user.owner ?? '');
  if (!own && !access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('user', name);
  return tableResult(['property', 'value', 'default', 'description'], userRows(user));
}

function userRows(user: User): readonly (readonly Cell[])[] {
  const rows: readonly (readonly [name: string, value: Cell, initial: string | null, description: string])[] = [
    ['NAME', user.name, null, 'Name'],
    ['COMMENT', user.comment ?? null, null, 'user comment associated to an object in the dictionary'],
    ['DISPLAY_NAME', user.displayName ?? user.name, null, 'Display name of the associated object'],
    ['TYPE', user.type ?? null, null, 'Type of the user'],
    ['LOGIN_NAME', user.loginName ?? user.name, null, 'Login name of the user'],
    ['EMAIL', user.email ?? null, null, 'Email address of the user'],
    ['PASSWORD', user.password === undefined ? null : '********', null, 'Password of the user'],
    ['MUST_CHANGE_PASSWORD', String(user.mustChangePassword === true), 'false', 'User must change the password'],
    ['DISABLED', String(user.disabled === true), 'false', 'Whether the user is disabled'],
    ['DEFAULT_WAREHOUSE', user.defaultWarehouse ?? null, null, 'Default warehouse for this user'],
    ['DEFAULT_NAMESPACE', user.defaultNamespace ?? null, null, 'Default database namespace prefix for this user'],
    ['DEFAULT_ROLE', user.defaultRole, null, 'Primary principal of user session will be set to this role'],
    ['DEFAULT_SECONDARY_ROLES', user.defaultSecondaryRoles === 'ALL' ? '["ALL"]' : '[]', '["ALL"]', 'The secondary roles of a session'],
    ['RSA_PUBLIC_KEY_FP', user.keyFingerprint ?? null, null, 'Fingerprint of user RSA public key.'],
    ['RSA_PUBLIC_KEY_2_FP', user.secondKeyFingerprint ?? null, null, 'Fingerprint of user second RSA public key.'],
    ['HAS_MFA', String(user.hasMfa === true), 'false', 'Whether the user is enrolled in multi-factor authentication'],
  ];
  return rows.map(([name, value, initial, description]) => [name, value ?? 'null', initial ?? 'null', description]);
}
