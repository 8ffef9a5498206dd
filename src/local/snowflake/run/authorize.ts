import type { Account } from '../account.ts';
import { fullName, nameOf } from '../catalog/catalog.ts';
import type { Relation, Schema, Securable, Table } from '../catalog/catalog.ts';
import { insufficientPrivileges, missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { Session } from '../session.ts';

/** USAGE on the schema and on its database. */
export function isUsable(schema: Schema, role: string, account: Account): boolean {
  return account.access.has(role, 'USAGE', schema.database) && account.access.has(role, 'USAGE', schema);
}

/** Without SELECT an object looks as if it did not exist. */
export function authorizeRead(relation: Relation, session: Session, account: Account): void {
  const { access } = account;
  if (isUsable(relation.schema, session.role, account) && access.has(session.role, 'SELECT', relation)) return;
  throw missingObject('Object', displayName(nameOf(relation)));
}

/** A table that may be seen but not changed answers 003001; one that may not be seen does not exist. */
export function authorizeWrite(table: Table, privileges: readonly string[], session: Session, account: Account): void {
  const { access } = account;
  if (!isUsable(table.schema, session.role, account) || !access.canSee(session.role, table))
    throw missingObject('Object', displayName(nameOf(table)));
  if (!privileges.every((privilege) => access.has(session.role, privilege, table))) throw insufficientPrivileges('table', table.name);
}

/** A table or view for DDL and DESCRIBE: any privilege makes it visible. */
export function visibleRelation(name: ObjectName, statement: string, session: Session, account: Account): Relation {
  const found = account.catalog.relation(name, session, statement);
  if (!found || !isUsable(found.schema, session.role, account) || !account.access.canSee(session.role, found)) {
    throw missingObject('Object', displayName(fullName(name, session, statement)), 'ddl');
  }
  return found;
}

export function requireOwnership(object: Securable, session: Session, account: Account): void {
  if (!account.access.owns(session.role, object)) throw insufficientPrivileges(object.kind, object.name);
}

export function requirePrivilege(privilege: string, on: Securable, session: Session, account: Account): void {
  if (!account.access.has(session.role, privilege, on)) throw insufficientPrivileges(on.kind, on.name);
}
