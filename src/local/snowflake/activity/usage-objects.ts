import { roleNameOf } from '../catalog/access-control.ts';
import type { Grant } from '../catalog/access-control.ts';
import { kindName, nameOf } from '../catalog/catalog.ts';
import { effectiveRetentionDays } from '../time-travel/retention.ts';
import type { SystemView, ViewValue } from './system-view.ts';

const roleText = (id: string): string => roleNameOf(id).join('.');

function grantValues({ privilege, on, role, grantedBy, withGrantOption, createdOn }: Grant): readonly ViewValue[] {
  const name = on === 'ACCOUNT' ? [] : nameOf(on);
  const [database, schema] = on === 'ACCOUNT' || name.length < 2 ? [] : name;
  const object = [on === 'ACCOUNT' ? 'ACCOUNT' : kindName(on), name.at(-1), database, name.length > 2 ? schema : null];
  const kind = roleNameOf(role).length > 1 ? 'DATABASE_ROLE' : 'ROLE';
  return [createdOn.getTime(), createdOn.getTime(), privilege, ...object, kind, roleText(role), withGrantOption, roleText(grantedBy), null];
}

/** Privileges and roles that roles have now. What was revoked is gone at once and not shown with DELETED_ON. */
export const grantsToRoles: SystemView = {
  columns: [
    ['CREATED_ON', 'time'], ['MODIFIED_ON', 'time'], ['PRIVILEGE', 'text'], ['GRANTED_ON', 'text'], ['NAME', 'text'], ['TABLE_CATALOG', 'text'],
    ['TABLE_SCHEMA', 'text'], ['GRANTED_TO', 'text'], ['GRANTEE_NAME', 'text'], ['GRANT_OPTION', 'flag'], ['GRANTED_BY', 'text'], ['DELETED_ON', 'time'],
  ], // prettier-ignore
  rows: ({ account: { access } }) => [
    ...access.grants.map(grantValues),
    ...access.roleGrants.flatMap(({ role, to, grantedBy, createdOn }) => {
      if (to.kind !== 'ROLE') return [];
      const time = createdOn.getTime();
      return [[time, time, 'USAGE', 'ROLE', roleText(role), null, null, 'ROLE', roleText(to.name), false, roleText(grantedBy), null]];
    }),
  ],
};

export const grantsToUsers: SystemView = {
  columns: [
    ['CREATED_ON', 'time'],
    ['DELETED_ON', 'time'],
    ['ROLE', 'text'],
    ['GRANTED_TO', 'text'],
    ['GRANTEE_NAME', 'text'],
    ['GRANTED_BY', 'text'],
  ],
  rows: ({ account: { access } }) =>
    access.roleGrants.flatMap(({ role, to, grantedBy, createdOn }) =>
      to.kind === 'USER' ? [[createdOn.getTime(), null, roleText(role), 'USER', to.name, roleText(grantedBy)]] : [],
    ),
};

export const users: SystemView = {
  columns: [
    ['NAME', 'text'], ['CREATED_ON', 'time'], ['DELETED_ON', 'time'], ['LOGIN_NAME', 'text'], ['DISPLAY_NAME', 'text'], ['EMAIL', 'text'],
    ['MUST_CHANGE_PASSWORD', 'flag'], ['HAS_PASSWORD', 'flag'], ['COMMENT', 'text'], ['DISABLED', 'flag'], ['DEFAULT_WAREHOUSE', 'text'],
    ['DEFAULT_NAMESPACE', 'text'], ['DEFAULT_ROLE', 'text'], ['HAS_RSA_PUBLIC_KEY', 'flag'], ['LAST_SUCCESS_LOGIN', 'time'], ['OWNER', 'text'],
    ['DEFAULT_SECONDARY_ROLE', 'text'], ['HAS_MFA', 'flag'], ['TYPE', 'text'],
  ], // prettier-ignore
  rows: ({ account: { access } }) =>
    [...access.users.values()].map((user) => {
      const names = [user.name, user.createdOn?.getTime(), null, user.loginName ?? user.name, user.displayName ?? user.name, user.email];
      const flags = [user.mustChangePassword ?? false, user.password !== undefined, user.comment, user.disabled ?? false];
      const defaults = [user.defaultWarehouse, user.defaultNamespace, user.defaultRole, user.publicKey !== undefined];
      const tail = [user.lastSuccessLogin?.getTime(), user.owner, user.defaultSecondaryRoles, user.hasMfa ?? false, user.type];
      return [...names, ...flags, ...defaults, ...tail];
    }),
};

/** Tables and views that exist, and those that were dropped and may still be undropped. */
export const tables: SystemView = {
  columns: [
    ['TABLE_NAME', 'text'], ['TABLE_SCHEMA', 'text'], ['TABLE_CATALOG', 'text'], ['TABLE_OWNER', 'text'], ['TABLE_TYPE', 'text'], ['IS_TRANSIENT', 'text'],
    ['RETENTION_TIME', 'number'], ['CREATED', 'time'], ['LAST_ALTERED', 'time'], ['DELETED', 'time'], ['COMMENT', 'text'],
  ], // prettier-ignore
  rows: ({ account: { catalog, dropped, timeTravel } }) => {
    const live = catalog.schemas.flatMap((schema) => [...schema.relations.values()].map((relation) => ({ relation, droppedAt: null })));
    return [...live, ...dropped.relations()].map(({ relation, droppedAt }) => {
      const [database, schema, name] = nameOf(relation);
      const table = relation.kind === 'TABLE' ? relation : undefined;
      const created = relation.createdOn.getTime();
      const kind = [relation.owner, table ? 'BASE TABLE' : 'VIEW', table?.transient === true ? 'YES' : 'NO'];
      const days = table ? effectiveRetentionDays(table, catalog) : null;
      return [
        name,
        schema,
        database,
        ...kind,
        days,
        created,
        table ? timeTravel.lastChangeOf(table) : created,
        droppedAt,
        relation.comment,
      ];
    });
  },
};
