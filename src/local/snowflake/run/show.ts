import type { Relation, Schema } from '../catalog/catalog.ts';
import { nameOf, retentionDaysOf } from '../catalog/catalog.ts';
import { integerType } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import { missingOrNotPermitted, refused } from '../failure.ts';
import { likeMatcher } from '../sql/names.ts';
import type { ListKind, Statement } from '../sql/statement.ts';
import { parameters } from '../wire/parameters.ts';
import { tableResult } from '../wire/result.ts';
import type { Cell, Result } from '../wire/result.ts';
import { isUsable, visibleRelation } from './authorize.ts';
import { showImportedKeys, showKeys } from './show-keys.ts';
import type { StatementContext } from './statement-context.ts';

type Show = Statement & { readonly type: 'show' };

/** Rows with the name that LIKE and STARTS WITH look at. */
export interface Listing {
  readonly columns: readonly (string | readonly [string, DataType])[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[];
}

const createdOn = ['created_on', { kind: 'timestamp_ltz', scale: 3 }] as const;

/** SHOW lists what the role of the session may see, and needs no warehouse. */
export function runShow(statement: Show, context: StatementContext): Result {
  const listing = lists[statement.list](statement, context);
  const matches = statement.like === undefined ? () => true : likeMatcher(statement.like);
  const start = statement.startsWith ?? '';
  const rows = listing.rows.filter((row) => matches(row.name) && row.name.startsWith(start)).slice(0, statement.limit);
  return tableResult(
    listing.columns,
    rows.map((row) => row.cells),
  );
}

/** The schemas that IN names, or those of the current database. */
function scopedSchemas(statement: Show, { account, session }: StatementContext): readonly Schema[] {
  const { scope } = statement;
  const visible = (schemas: Iterable<Schema>): readonly Schema[] =>
    [...schemas].filter((schema) => account.access.canSee(session.role, schema));
  const ofDatabase = (name: string): readonly Schema[] => {
    const database = account.catalog.databases.get(name);
    if (!database || !account.access.canSee(session.role, database)) throw missingOrNotPermitted();
    return visible(database.schemas.values());
  };
  const all = (): readonly Schema[] => [...account.catalog.databases.values()].flatMap((database) => visible(database.schemas.values()));
  const one = (name: readonly string[]): readonly Schema[] => {
    const [last = '', first] = name.toReversed();
    const found = account.catalog.databases.get(first ?? session.database ?? '')?.schemas.get(last);
    if (!found || !isUsable(found, session.role, account)) throw missingOrNotPermitted();
    return [found];
  };
  switch (scope.kind) {
    case 'ACCOUNT':
      return all();
    case 'DATABASE':
      return ofDatabase(scope.name[0] ?? '');
    case 'SCHEMA':
      return one(scope.name);
    case 'UNSPECIFIED':
      return scope.name.length === 1 && account.catalog.databases.has(scope.name[0] ?? '')
        ? ofDatabase(scope.name[0] ?? '')
        : one(scope.name);
    case 'default': {
      if (session.database === undefined) return all();
      return session.schema === undefined || statement.list === 'SCHEMAS'
        ? ofDatabase(session.database)
        : one([session.database, session.schema]);
    }
    case 'TABLE':
    case 'WAREHOUSE':
    case 'USER':
    case 'SESSION':
      break;
  }
  throw refused('LOCAL-002', `SHOW ${statement.list} IN ${scope.kind}`);
}

function scopedRelations(statement: Show, context: StatementContext): readonly Relation[] {
  const { account, session } = context;
  if (statement.scope.kind === 'TABLE') return [visibleRelation(statement.scope.name, 'SHOW', session, account)];
  return scopedSchemas(statement, context)
    .filter((schema) => isUsable(schema, session.role, account))
    .flatMap((schema) => [...schema.relations.values()])
    .filter((relation) => account.access.canSee(session.role, relation))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

const yes = (value: boolean): string => (value ? 'Y' : 'N');
const transience = (transient: boolean): string => (transient ? 'TRANSIENT' : '');

const lists: Readonly<Record<ListKind, (statement: Show, context: StatementContext) => Listing>> = {
  DATABASES: (_statement, { account, session }) => ({
    columns: [
      createdOn,
      'name',
      'is_default',
      'is_current',
      'origin',
      'owner',
      'comment',
      'options',
      'retention_time',
      'kind',
      'owner_role_type',
    ],
    rows: [...account.catalog.databases.values()]
      .filter((database) => account.access.canSee(session.role, database))
      .map((item) => {
        const tail = ['', item.owner, item.comment, transience(item.transient), retentionDaysOf(item), 'STANDARD', 'ROLE'];
        return { name: item.name, cells: [item.createdOn, item.name, 'N', yes(item.name === session.database), ...tail] };
      }),
  }),
  SCHEMAS: (statement, context) => ({
    columns: [
      createdOn,
      'name',
      'is_default',
      'is_current',
      'database_name',
      'owner',
      'comment',
      'options',
      'retention_time',
      'owner_role_type',
    ],
    rows: scopedSchemas(statement, context).map((item) => {
      const { session } = context;
      const current = item.name === session.schema && item.database.name === session.database;
      const tail = [item.database.name, item.owner, item.comment, transience(item.transient), retentionDaysOf(item), 'ROLE'];
      return { name: item.name, cells: [item.createdOn, item.name, 'N', yes(current), ...tail] };
    }),
  }),
  TABLES: (statement, context) => ({
    columns: [
      createdOn,
      'name',
      'database_name',
      'schema_name',
      'kind',
      'comment',
      'cluster_by',
      ['rows', integerType],
      ['bytes', integerType],
      'owner',
      'retention_time',
      'owner_role_type',
    ],
    rows: scopedRelations(statement, context).flatMap((item) => {
      if (item.kind !== 'TABLE') return [];
      const [database, schema, name] = nameOf(item);
      const kind = item.transient ? 'TRANSIENT' : 'TABLE';
      // Rows and bytes would need a scan; NULL says that nobody counted.
      const cells = [item.createdOn, name, database, schema, kind, item.comment, '', null, null, item.owner, retentionDaysOf(item), 'ROLE'];
      return [{ name: item.name, cells }];
    }),
  }),
  VIEWS: (statement, context) => ({
    columns: [
      createdOn,
      'name',
      'reserved',
      'database_name',
      'schema_name',
      'owner',
      'comment',
      'text',
      'is_secure',
      'is_materialized',
      'owner_role_type',
    ],
    rows: scopedRelations(statement, context).flatMap((item) => {
      if (item.kind !== 'VIEW') return [];
      const [database, schema, name] = nameOf(item);
      const cells = [item.createdOn, name, '', database, schema, item.owner, item.comment, item.text, String(item.secure), 'false', 'ROLE'];
      return [{ name: item.name, cells }];
    }),
  }),
  OBJECTS: (statement, context) => ({
    columns: [createdOn, 'name', 'database_name', 'schema_name', 'kind', 'comment', 'owner'],
    rows: scopedRelations(statement, context).map((item) => {
      const [database, schema, name] = nameOf(item);
      return { name: item.name, cells: [item.createdOn, name, database, schema, item.kind, item.comment, item.owner] };
    }),
  }),
  COLUMNS: (statement, context) => ({
    columns: [
      'table_name',
      'schema_name',
      'column_name',
      'data_type',
      'null?',
      'default',
      'kind',
      'expression',
      'comment',
      'database_name',
      'autoincrement',
    ],
    rows: scopedRelations(statement, context).flatMap((item) =>
      item.columns.map((column) => {
        const { kind, ...sizes } = column.type;
        const dataType = JSON.stringify({ type: kind.toUpperCase(), ...sizes, nullable: column.nullable });
        const tail = [column.defaultText ?? '', 'COLUMN', '', column.comment ?? '', item.schema.database.name, ''];
        const cells = [item.name, item.schema.name, column.name, dataType, column.nullable ? 'true' : 'NOT_NULL', ...tail];
        return { name: column.name, cells };
      }),
    ),
  }),
  'PRIMARY KEYS': (statement, context) =>
    showKeys(scopedRelations(statement, context), (table) => (table.primaryKey ? [table.primaryKey] : [])),
  'UNIQUE KEYS': (statement, context) => showKeys(scopedRelations(statement, context), (table) => table.uniqueKeys),
  'IMPORTED KEYS': (statement, context) => showImportedKeys(scopedRelations(statement, context), context),
  ROLES: (_statement, { account, session }) => {
    const { access } = account;
    const count = (match: (grant: (typeof access.roleGrants)[number]) => boolean): number => access.roleGrants.filter(match).length;
    return {
      columns: [
        createdOn,
        'name',
        'is_default',
        'is_current',
        'is_inherited',
        'assigned_to_users',
        'granted_to_roles',
        'granted_roles',
        'owner',
        'comment',
      ],
      rows: [...access.roles.values()].map((role) => {
        const inherited = role.name !== session.role && access.inheritedRoles(session.role).has(role.name);
        const toUsers = count((grant) => grant.role === role.name && grant.to.kind === 'USER');
        const toRoles = count((grant) => grant.role === role.name && grant.to.kind === 'ROLE');
        const granted = count((grant) => grant.to.kind === 'ROLE' && grant.to.name === role.name);
        const flags = [yes(role.name === session.user.defaultRole), yes(role.name === session.role), yes(inherited)];
        return { name: role.name, cells: [role.createdOn, role.name, ...flags, toUsers, toRoles, granted, role.owner, role.comment] };
      }),
    };
  },
  USERS: (_statement, { account, session }) => {
    if (!account.access.has(session.role, 'MANAGE GRANTS', 'ACCOUNT')) throw missingOrNotPermitted();
    return {
      columns: ['name', 'default_role', 'disabled', 'has_password', 'has_rsa_public_key'],
      rows: [...account.access.users.values()].map((user) => ({
        name: user.name,
        cells: [user.name, user.defaultRole, 'false', String(user.password !== undefined), String(user.publicKey !== undefined)],
      })),
    };
  },
  WAREHOUSES: (_statement, { account, session }) => ({
    columns: [
      'name',
      'state',
      'type',
      'size',
      'is_default',
      'is_current',
      ['auto_suspend', integerType],
      'auto_resume',
      createdOn,
      'owner',
      'comment',
      'resource_monitor',
    ],
    rows: [...account.catalog.warehouses.values()]
      .filter((warehouse) => account.access.canSee(session.role, warehouse))
      .map((item) => {
        const head = [item.name, item.state, 'STANDARD', item.size, 'N', yes(item.name === session.warehouse)];
        return { name: item.name, cells: [...head, item.autoSuspendSeconds, 'true', item.createdOn, item.owner, item.comment, 'null'] };
      }),
  }),
  PARAMETERS: (statement, { session }) => {
    if (statement.scope.kind !== 'default' && statement.scope.kind !== 'SESSION')
      throw refused('LOCAL-002', `SHOW PARAMETERS IN ${statement.scope.kind}`);
    return {
      columns: ['key', 'value', 'default', 'level', 'description', 'type'],
      rows: parameters.map(({ name, initial, description }) => {
        const value = session.parameters.get(name) ?? initial;
        const type = typeof initial === 'string' ? 'STRING' : typeof initial === 'number' ? 'NUMBER' : 'BOOLEAN';
        return { name, cells: [name, String(value), String(initial), value === initial ? '' : 'SESSION', description, type] };
      }),
    };
  },
};
