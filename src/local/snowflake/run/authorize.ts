import type { Account } from '../account.ts';
import type { Authority, Target } from '../catalog/access-control.ts';
import { fullName, kindName, nameOf } from '../catalog/catalog.ts';
import type { Relation, Schema, Securable, Table } from '../catalog/catalog.ts';
import type { Sequence } from '../catalog/objects.ts';
import { insufficientPrivileges, missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { Session } from '../session.ts';

/** USAGE on the schema and on its database. */
export function isUsable(schema: Schema, role: Authority, account: Account): boolean {
  return account.access.has(role, 'USAGE', schema.database) && account.access.has(role, 'USAGE', schema);
}

/** Without SELECT an object looks as if it did not exist. */
export function authorizeRead(relation: Relation, session: Session, account: Account): void {
  const { access } = account;
  if (isUsable(relation.schema, session.authority, account) && access.has(session.authority, 'SELECT', relation)) return;
  throw missingObject('Object', displayName(nameOf(relation)));
}

/** Without USAGE a sequence looks as if it did not exist. */
export function authorizeUse(sequence: Sequence, session: Session, account: Account): void {
  if (isUsable(sequence.schema, session.authority, account) && account.access.has(session.authority, 'USAGE', sequence)) return;
  throw missingObject('Sequence', displayName(nameOf(sequence)));
}

/** A table that may be seen but not changed answers 003001; one that may not be seen does not exist. */
export function authorizeWrite(table: Table, privileges: readonly string[], session: Session, account: Account): void {
  const { access } = account;
  if (!isUsable(table.schema, session.authority, account) || !access.canSee(session.authority, table))
    throw missingObject('Object', displayName(nameOf(table)));
  if (!privileges.every((privilege) => access.has(session.authority, privilege, table))) throw insufficientPrivileges('table', table.name);
}

/** A table or view for DDL and DESCRIBE: any privilege makes it visible. */
export function visibleRelation(name: ObjectName, statement: string, session: Session, account: Account): Relation {
  const found = account.catalog.relation(name, session, statement);
  if (!found || !isUsable(found.schema, session.authority, account) || !account.access.canSee(session.authority, found)) {
    throw missingObject('Object', displayName(fullName(name, session, statement)), 'ddl');
  }
  return found;
}

export function requireOwnership(object: Securable, session: Session, account: Account): void {
  if (!account.access.owns(session.authority, object)) throw insufficientPrivileges(kindName(object), object.name);
}

/** The right to create comes from the primary role alone, as in Snowflake. */
export function requireCreate(privilege: string, on: Target, session: Session, account: Account): void {
  if (account.access.has(session.role, privilege, on)) return;
  throw on === 'ACCOUNT' ? insufficientPrivileges('account', account.name) : insufficientPrivileges(kindName(on), on.name);
}
