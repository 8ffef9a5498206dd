import { roleNameOf } from '../catalog/access-control.ts';
import { kindName, nameOf } from '../catalog/catalog.ts';
import type { Database, Securable } from '../catalog/catalog.ts';
import { optionNumber, optionText } from '../catalog/objects.ts';
import type { SchemaObject } from '../catalog/objects.ts';
import { displayName } from '../sql/names.ts';
import { isVisible } from './find-object.ts';
import type { StatementContext } from './statement-context.ts';

export type Value = string | number | Date | boolean | null | undefined;
type Rows = readonly (readonly Value[])[];

function objectsOf(database: Database, context: StatementContext): readonly SchemaObject[] {
  return [...database.schemas.values()].flatMap((schema) => [...schema.objects.values()]).filter((object) => isVisible(object, context));
}

function visibleObjects(database: Database, context: StatementContext): readonly Securable[] {
  const schemas = [...database.schemas.values()];
  const relations = schemas.flatMap((schema) => [...schema.relations.values()]);
  return [database, ...schemas, ...relations, ...objectsOf(database, context)].filter((object) => isVisible(object, context));
}

/** Grants on the objects that the session may see, ownership among them. */
function privileges(database: Database, context: StatementContext): Rows {
  const shown = (role: string): string => displayName(roleNameOf(role));
  return visibleObjects(database, context).flatMap((object) => {
    const [catalog, schema = null, name = null] = nameOf(object);
    const where = [object.kind === 'DATABASE' ? null : catalog, object.kind === 'SCHEMA' ? null : schema, name ?? schema ?? catalog];
    const row = (grantor: string, grantee: string, privilege: string, option: boolean, since: Date): readonly Value[] => [
      shown(grantor), shown(grantee), 'ROLE', ...where, kindName(object), privilege, option, since,
    ]; // prettier-ignore
    const grants = context.account.access.grantsOn(object);
    return [
      row(object.owner, object.owner, 'OWNERSHIP', true, object.createdOn),
      ...grants.map((grant) => row(grant.grantedBy, grant.role, grant.privilege, grant.withGrantOption, grant.createdOn)),
    ];
  });
}

/** Information views about sequences, stages, formats, roles and grants. */
export const catalogViews: Readonly<Record<string, (database: Database, context: StatementContext) => Rows>> = {
  SEQUENCES: (database, context) =>
    objectsOf(database, context).flatMap((item) => {
      if (item.kind !== 'SEQUENCE') return [];
      const { options, createdOn, comment, owner } = item;
      const numbers = [optionNumber(options, 'START') ?? 1, optionNumber(options, 'INCREMENT') ?? 1];
      return [[...nameOf(item), owner, 'NUMBER', ...numbers, options['ORDER'] === true, createdOn, createdOn, comment]];
    }),
  STAGES: (database, context) =>
    objectsOf(database, context).flatMap((item) =>
      item.kind === 'STAGE' ? [[...nameOf(item), '', 'Internal Named', item.owner, item.createdOn, item.createdOn, item.comment]] : [],
    ),
  FILE_FORMATS: (database, context) =>
    objectsOf(database, context).flatMap((item) => {
      if (item.kind !== 'FILE FORMAT') return [];
      const { options, owner, createdOn, comment } = item;
      const type = [optionText(options, 'TYPE') ?? 'CSV', optionText(options, 'FIELD_DELIMITER'), optionNumber(options, 'SKIP_HEADER')];
      return [[...nameOf(item), owner, ...type, createdOn, createdOn, comment]];
    }),
  ENABLED_ROLES: (_database, { account, session }) =>
    [...account.access.inheritedRoles(session.authority)].flatMap((id) => {
      const role = account.access.roles.get(id);
      return role ? [[role.name, role.owner]] : [];
    }),
  APPLICABLE_ROLES: (_database, { account: { access }, session }) => {
    const roles = new Set(access.rolesOfUser(session.user.name));
    return access.roleGrants
      .filter(
        (grant) => roles.has(grant.role) && (grant.to.kind === 'ROLE' ? roles.has(grant.to.name) : grant.to.name === session.user.name),
      )
      .map((grant) => [
        displayName(roleNameOf(grant.to.name)),
        displayName(roleNameOf(grant.role)),
        access.roles.get(grant.role)?.owner,
        false,
      ]);
  },
  OBJECT_PRIVILEGES: privileges,
  TABLE_PRIVILEGES: (database, context) =>
    privileges(database, context)
      .filter((row) => row[6] === 'TABLE' || row[6] === 'VIEW')
      .map((row) => row.filter((_, index) => index !== 6)),
  REFERENTIAL_CONSTRAINTS: (database, context) =>
    visibleObjects(database, context).flatMap((item) => {
      if (item.kind !== 'TABLE') return [];
      return item.foreignKeys.map((key) => {
        const target = context.account.catalog.relation(key.references, { database: undefined, schema: undefined }, 'SELECT');
        const unique = target?.kind === 'TABLE' ? target.primaryKey?.name : undefined;
        const [catalog, schema] = nameOf(item);
        return [catalog, schema, key.name, key.references[0], key.references[1], unique, 'FULL', 'NO ACTION', 'NO ACTION'];
      });
    }),
};
