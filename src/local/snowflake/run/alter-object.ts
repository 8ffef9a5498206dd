import { roleId } from '../catalog/access-control.ts';
import { kindName, nameOf } from '../catalog/catalog.ts';
import type { Database, Schema, Securable, Warehouse } from '../catalog/catalog.ts';
import { checkOptions } from '../catalog/option-rules.ts';
import { objectKey, optionList, optionNumber, optionText } from '../catalog/objects.ts';
import type { AccountObject, OptionValue, Options, Role, SchemaObject } from '../catalog/objects.ts';
import { insufficientPrivileges, missingObject, objectExists, refused } from '../failure.ts';
import { displayName, displayPart } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { ObjectChange, Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { setTags, unsetTags } from './attach.ts';
import { requireOwnership } from './authorize.ts';
import { setWarehouseOptions } from './create-warehouse.ts';
import { alterUser } from './create-user.ts';
import { findObject, findPolicy, isVisible, visibleObject } from './find-object.ts';
import { checkReferences } from './option-references.ts';
import type { StatementContext } from './statement-context.ts';

type AlterObject = Statement & { readonly type: 'alter-object' };
type Alterable = Database | Schema | Warehouse | SchemaObject | AccountObject | Role;

export function alterObject(statement: AlterObject, context: StatementContext): Result {
  const { kind, name, change } = statement;
  const done = statusResult('Statement executed successfully.');
  if (kind === 'USER') return alterUser(name[0] ?? '', change, context);
  if (statement.ifExists && !isThere(statement, context)) return done;
  const object = visibleObject(kind, name, context, `ALTER ${kind}`);
  if (object.kind === 'TABLE' || object.kind === 'VIEW') throw refused('LOCAL-001', `ALTER ${kind}`);
  requireChange(object, change, context);
  applyChange(object, change, context);
  context.account.catalog.changed();
  return done;
}

function isThere({ kind, name }: AlterObject, context: StatementContext): boolean {
  const found = findObject(kind, name, context, `ALTER ${kind}`);
  return found !== undefined && isVisible(found, context);
}

/** Options of a warehouse, a monitor and the like may be changed with MODIFY; everything else takes ownership. */
function requireChange(object: Alterable, change: ObjectChange, { account, session }: StatementContext): void {
  if (change.kind === 'set-tags' || change.kind === 'unset-tags') return;
  const { access } = account;
  const modify = change.kind === 'set' || change.kind === 'unset';
  if (modify && access.has(session.authority, 'MODIFY', object)) return;
  if (modify && object.kind === 'WAREHOUSE' && access.has(session.authority, 'MANAGE WAREHOUSES', 'ACCOUNT')) return;
  if (object.kind === 'ROLE' && !access.owns(session.authority, object)) throw insufficientPrivileges(kindName(object), object.name);
  requireOwnership(object, session, account);
}

function applyChange(object: Alterable, change: ObjectChange, context: StatementContext): void {
  switch (change.kind) {
    case 'set':
      return setOptions(object, change.options, context);
    case 'unset':
      return setOptions(object, Object.fromEntries(change.names.map((name) => [name, null])), context);
    case 'set-tags':
      return setTags(change.tags, object, undefined, context);
    case 'unset-tags':
      return unsetTags(change.tags, object, undefined, context);
    case 'rename':
      return rename(object, change.to, context);
    case 'swap':
      return swapDatabases(object, change.with, context);
    case 'managed-access':
      if (object.kind === 'SCHEMA') object.managedAccess = change.enabled;
      return undefined;
    case 'body':
      if (!('body' in object)) throw refused('LOCAL-002', `SET BODY of a ${object.kind}`);
      object.body = change.body;
      return undefined;
    case 'allowed-values':
      return changeAllowedValues(object, change.add, change.values);
    case 'masking-of-tag':
      return changeTagPolicies(object, change, context);
  }
}

function setOptions(object: Alterable, written: Options, context: StatementContext): void {
  const options = checkOptions(kindName(object), written);
  checkReferences(object.kind, options, context);
  if (object.kind === 'WAREHOUSE') return setWarehouseOptions(object, options);
  if (options['COMMENT'] !== undefined) object.comment = optionText(options, 'COMMENT') ?? '';
  if (object.kind === 'SCHEMA' || object.kind === 'DATABASE') {
    if ('DATA_RETENTION_TIME_IN_DAYS' in options) object.retentionDays = optionNumber(options, 'DATA_RETENTION_TIME_IN_DAYS');
    return undefined;
  }
  if (object.kind === 'ROLE') return undefined;
  if (object.kind === 'SEQUENCE' && ('START' in options || 'INCREMENT' in options))
    throw refused('LOCAL-002', 'another START or INCREMENT of a sequence');
  const merged: Record<string, OptionValue> = { ...object.options, ...options };
  object.options = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  return undefined;
}

function rename(object: Alterable, to: ObjectName, context: StatementContext): void {
  const { catalog, access } = context.account;
  const [last = ''] = to.toReversed();
  const taken = findObject(kindName(object) as never, to, context, 'ALTER');
  if (taken) throw objectExists(displayName(nameOf(taken)));
  if (object.kind === 'DATABASE') {
    moveEntry(catalog.databases, object.name, last, object);
    for (const role of object.roles.values()) access.renameRole(roleId(role), roleId({ ...role, database: { ...object, name: last } }));
    renameCurrent('database', object.name, last, context);
  } else if (object.kind === 'SCHEMA') {
    if (to.length > 1 && to[0] !== object.database.name) throw refused('LOCAL-002', 'a schema that moves to another database');
    moveEntry(object.database.schemas, object.name, last, object);
    renameCurrent('schema', object.name, last, context);
  } else if (object.kind === 'WAREHOUSE') {
    moveEntry(catalog.warehouses, object.name, last, object);
    renameCurrent('warehouse', object.name, last, context);
  } else if (object.kind === 'ROLE') renameRole(object, last, context);
  else if ('schema' in object) {
    if (to.length > 1 && displayName(to.slice(0, -1)) !== displayName(nameOf(object.schema).slice(-(to.length - 1))))
      throw refused('LOCAL-002', `a ${object.kind.toLowerCase()} that moves to another schema`);
    moveEntry(object.schema.objects, objectKey(object.kind, object.name), objectKey(object.kind, last), object);
  } else moveEntry(catalog.accountObjects, objectKey(object.kind, object.name), objectKey(object.kind, last), object);
  object.name = last;
}

function moveEntry<Value>(entries: Map<string, Value>, from: string, to: string, value: Value): void {
  entries.delete(from);
  entries.set(to, value);
}

function renameRole(role: Role, to: string, { account }: StatementContext): void {
  const renamed = roleId({ ...role, name: to });
  account.access.renameRole(roleId(role), renamed);
  moveEntry(role.database?.roles ?? account.access.roles, role.name, to, role);
  for (const object of ownedObjects(account.catalog, account.access.roles.values())) if (object.owner === role.name) object.owner = to;
  for (const session of account.sessions) {
    if (session.role === role.name) session.role = to;
    session.secondaryRoles = session.secondaryRoles.map((name) => (name === role.name ? to : name));
  }
}

/** Everything that a role can own. */
export function ownedObjects(catalog: StatementContext['account']['catalog'], roles: Iterable<Role>): readonly Securable[] {
  const databases = [...catalog.databases.values()];
  return [
    ...catalog.warehouses.values(),
    ...catalog.accountObjects.values(),
    ...databases,
    ...databases.flatMap((database) => [...database.roles.values()]),
    ...catalog.schemas,
    ...catalog.schemas.flatMap((schema) => [...schema.relations.values(), ...schema.objects.values()]),
    ...roles,
  ];
}

function renameCurrent(what: 'database' | 'schema' | 'warehouse', from: string, to: string, { account }: StatementContext): void {
  for (const session of account.sessions) if (session[what] === from) session[what] = to;
}

/** The two databases or schemas trade their names; what is in them goes with them. */
function swapDatabases(object: Alterable, other: ObjectName, context: StatementContext): void {
  const { account, session } = context;
  if (object.kind !== 'DATABASE' && object.kind !== 'SCHEMA') throw refused('LOCAL-002', `SWAP of a ${object.kind}`);
  const found = findObject(object.kind, other, context, 'ALTER');
  if (found?.kind !== object.kind) throw missingObject(object.kind, displayName(other), 'ddl');
  requireOwnership(found, session, account);
  const [one, two] = [object.name, found.name];
  if (object.kind === 'SCHEMA' && found.kind === 'SCHEMA') {
    if (object.database !== found.database) throw refused('LOCAL-002', 'SWAP of schemas of two databases');
    object.database.schemas.set(two, object).set(one, found);
  } else if (object.kind === 'DATABASE' && found.kind === 'DATABASE') {
    if (object.roles.size + found.roles.size > 0) throw refused('LOCAL-002', 'SWAP of databases that have roles');
    account.catalog.databases.set(two, object).set(one, found);
  }
  object.name = two;
  found.name = one;
}

function changeAllowedValues(object: Alterable, add: boolean, values: readonly string[]): void {
  if (object.kind !== 'TAG') throw refused('LOCAL-002', `ALLOWED_VALUES of a ${object.kind}`);
  const before = optionList(object.options, 'ALLOWED_VALUES').filter((value) => !values.includes(value));
  object.options = { ...object.options, ALLOWED_VALUES: add ? [...before, ...values] : before };
}

function changeTagPolicies(object: Alterable, change: ObjectChange & { readonly kind: 'masking-of-tag' }, context: StatementContext): void {
  const { access, catalog } = context.account;
  if (object.kind !== 'TAG') throw refused('LOCAL-002', `MASKING POLICY of a ${object.kind}`);
  if (!access.has(context.session.authority, 'APPLY MASKING POLICY', 'ACCOUNT'))
    throw insufficientPrivileges('tag', displayPart(object.name));
  for (const name of change.policies) {
    const policy = findPolicy('MASKING POLICY', name, context);
    if (policy.arguments.length !== 1) throw refused('LOCAL-002', 'a policy with several arguments on a tag');
    if (change.set) catalog.attachments.setTagPolicy(object, policy);
    else catalog.attachments.unsetTagPolicy(object, policy);
  }
}
