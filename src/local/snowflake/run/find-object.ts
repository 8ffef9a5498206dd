import { roleId } from '../catalog/access-control.ts';
import type { Database, Schema, Securable } from '../catalog/catalog.ts';
import type { Policy, PlainObject, Role } from '../catalog/objects.ts';
import { missingObject, missingOrNotPermitted, noCurrentDatabase } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import { isAccountObjectWord, isSchemaObjectWord, titleOf } from '../sql/object-kinds.ts';
import type { ObjectWord } from '../sql/object-kinds.ts';
import type { RoleReference } from '../sql/statement.ts';
import { isUsable } from './authorize.ts';
import type { StatementContext } from './statement-context.ts';

/** The object of a kind by its name, whoever asks. Users are no objects of grants and are not found here. */
export function findObject(kind: ObjectWord, name: ObjectName, context: StatementContext, statement: string): Securable | undefined {
  const { catalog, access } = context.account;
  const [last = '', first] = name.toReversed();
  if (isSchemaObjectWord(kind)) return catalog.schemaObject(kind, name, context.session, statement);
  if (isAccountObjectWord(kind)) return name.length === 1 ? catalog.accountObject(kind, last) : undefined;
  switch (kind) {
    case 'DATABASE':
      return name.length === 1 ? catalog.databases.get(last) : undefined;
    case 'WAREHOUSE':
      return catalog.warehouses.get(last);
    case 'SCHEMA':
      return catalog.databases.get(first ?? context.session.database ?? '')?.schemas.get(last);
    case 'ROLE':
      return access.roles.get(last);
    case 'DATABASE ROLE':
      return findDatabaseRole(name, context);
    case 'TABLE':
    case 'VIEW':
      return catalog.relation(name, context.session, statement);
    case 'USER':
      break;
  }
  return undefined;
}

function findDatabaseRole(name: ObjectName, { account, session }: StatementContext): Role | undefined {
  const [last = '', first = session.database] = name.toReversed();
  if (first === undefined) throw noCurrentDatabase('GRANT');
  return account.catalog.databases.get(first)?.roles.get(last);
}

/** Whether the session may know that the object exists. */
export function isVisible(object: Securable, { account, session }: StatementContext): boolean {
  const { access } = account;
  if (object.kind === 'ROLE') return object.database === undefined || access.canSee(session.authority, object.database);
  if ('schema' in object && !isUsable(object.schema, session.authority, account)) return false;
  return access.canSee(session.authority, object);
}

/** @throws SnowflakeFailure 002003 when it does not exist or may not be seen */
export function visibleObject(kind: ObjectWord, name: ObjectName, context: StatementContext, statement: string): Securable {
  const found = findObject(kind, name, context, statement);
  if (!found || !isVisible(found, context) || (kind === 'VIEW' && found.kind !== 'VIEW')) {
    throw missingObject(titleOf(kind), displayName(name), 'ddl');
  }
  return found;
}

/** The role that a statement names. @throws SnowflakeFailure 002003 */
export function findRole(reference: RoleReference, context: StatementContext): Role {
  const kind = reference.inDatabase ? 'DATABASE ROLE' : 'ROLE';
  const found = findObject(kind, reference.name, context, 'GRANT');
  if (found?.kind !== 'ROLE' || (!reference.inDatabase && reference.name.length > 1)) {
    throw missingObject(titleOf(kind), displayName(reference.name), 'ddl');
  }
  return found;
}

export function referencedRoleId(reference: RoleReference, context: StatementContext): string {
  return roleId(findRole(reference, context));
}

export function findPolicy(kind: Policy['kind'], name: ObjectName, context: StatementContext): Policy {
  const found = findObject(kind, name, context, 'ALTER TABLE');
  if (!found || found.kind !== kind || !isVisible(found, context)) throw missingObject(titleOf(kind), displayName(name), 'ddl');
  return found;
}

/** A tag by name; an unqualified one is looked up in the current schema. */
export function findTag(name: ObjectName, context: StatementContext): PlainObject {
  const found = findObject('TAG', name, context, 'ALTER');
  if (found?.kind !== 'TAG') throw missingObject('Tag', displayName(name), 'ddl');
  return found;
}

/** The container that SHOW and GRANT name. @throws SnowflakeFailure 002043 */
export function findContainer(kind: 'DATABASE' | 'SCHEMA', name: ObjectName, context: StatementContext): Database | Schema {
  const found = findObject(kind, name, context, 'SHOW');
  if (found?.kind !== 'DATABASE' && found?.kind !== 'SCHEMA') throw missingOrNotPermitted();
  return found;
}
