import type { WorkloadIdentity } from '../catalog/access-control.ts';
import type { Column } from '../catalog/catalog.ts';
import type { ObjectName } from './names.ts';

export type CreateMode = 'new' | 'replace' | 'if-missing';
export type ContainerKind = 'DATABASE' | 'SCHEMA';
export type DropKind = 'DATABASE' | 'SCHEMA' | 'TABLE' | 'VIEW' | 'ROLE';

export interface TableOptions {
  readonly retentionDays?: number;
  readonly comment?: string;
}

export interface ForeignKeyClause {
  readonly columns: readonly string[];
  readonly references: ObjectName;
  readonly referencedColumns: readonly string[];
  readonly name?: string;
}

export interface KeyClause {
  readonly columns: readonly string[];
  readonly name?: string;
}

export interface TableDefinition {
  readonly columns: readonly Column[];
  readonly primaryKey?: KeyClause;
  readonly uniqueKeys: readonly KeyClause[];
  readonly foreignKeys: readonly ForeignKeyClause[];
}

export type TableSource =
  | { readonly kind: 'definition'; readonly definition: TableDefinition }
  | { readonly kind: 'select'; readonly select: string; readonly columnNames?: readonly string[] }
  | { readonly kind: 'like' | 'clone'; readonly from: ObjectName };

export type AlterTableAction =
  | { readonly kind: 'add-column'; readonly columns: readonly Column[]; readonly ifMissing: boolean }
  | { readonly kind: 'drop-column'; readonly columns: readonly string[]; readonly ifExists: boolean }
  | { readonly kind: 'rename-column'; readonly from: string; readonly to: string }
  | { readonly kind: 'set-not-null' | 'drop-not-null'; readonly column: string }
  | { readonly kind: 'rename'; readonly to: ObjectName }
  | { readonly kind: 'swap'; readonly with: ObjectName }
  | { readonly kind: 'set'; readonly options: TableOptions };

/** What a privilege is granted on, as written. */
export type GrantTarget =
  | { readonly kind: 'ACCOUNT' }
  | { readonly kind: 'DATABASE' | 'SCHEMA' | 'TABLE' | 'VIEW' | 'WAREHOUSE'; readonly name: ObjectName }
  | { readonly kind: 'ALL'; readonly of: 'TABLE' | 'VIEW' | 'SCHEMA'; readonly in: 'SCHEMA' | 'DATABASE'; readonly name: ObjectName };

export type ShowScope =
  | { readonly kind: 'default' | 'ACCOUNT' | 'SESSION' }
  | { readonly kind: 'DATABASE' | 'SCHEMA' | 'TABLE' | 'WAREHOUSE' | 'USER' | 'UNSPECIFIED'; readonly name: ObjectName };

export type ListKind =
  | 'DATABASES'
  | 'SCHEMAS'
  | 'TABLES'
  | 'VIEWS'
  | 'OBJECTS'
  | 'COLUMNS'
  | 'PRIMARY KEYS'
  | 'UNIQUE KEYS'
  | 'IMPORTED KEYS'
  | 'ROLES'
  | 'USERS'
  | 'WAREHOUSES'
  | 'PARAMETERS';

export type GrantsQuery =
  | { readonly kind: 'to-role' | 'to-user' | 'of-role'; readonly name: string }
  | { readonly kind: 'on'; readonly target: GrantTarget };

export type Statement =
  /** SELECT and DML: translated, not parsed here. */
  | { readonly type: 'query' }
  | {
      readonly type: 'create-container';
      readonly kind: ContainerKind;
      readonly name: ObjectName;
      readonly mode: CreateMode;
      readonly transient: boolean;
      readonly options: TableOptions;
    }
  | {
      readonly type: 'create-table';
      readonly name: ObjectName;
      readonly mode: CreateMode;
      readonly transient: boolean;
      readonly source: TableSource;
      readonly options: TableOptions;
    }
  | {
      readonly type: 'create-view';
      readonly name: ObjectName;
      readonly mode: CreateMode;
      readonly secure: boolean;
      readonly columnNames: readonly string[];
      readonly comment: string;
      readonly select: string;
    }
  | { readonly type: 'create-role'; readonly name: string; readonly mode: CreateMode; readonly comment: string }
  | { readonly type: 'drop'; readonly kind: DropKind; readonly name: ObjectName; readonly ifExists: boolean }
  | { readonly type: 'alter-table'; readonly name: ObjectName; readonly ifExists: boolean; readonly action: AlterTableAction }
  | { readonly type: 'alter-warehouse'; readonly name: string; readonly action: 'SUSPEND' | 'RESUME'; readonly ifNeeded: boolean }
  | {
      readonly type: 'create-user';
      readonly name: string;
      readonly mode: CreateMode;
      readonly defaultRole?: string;
      /** Without audiences where none are listed. */
      readonly identity?: WorkloadIdentity;
    }
  | {
      readonly type: 'alter-user';
      readonly name: string;
      readonly set: { readonly publicKey: string } | { readonly identity: WorkloadIdentity };
    }
  | { readonly type: 'truncate'; readonly name: ObjectName; readonly ifExists: boolean }
  | {
      readonly type: 'grant' | 'revoke';
      readonly privileges: readonly string[] | 'ALL';
      readonly target: GrantTarget;
      readonly role: string;
      readonly withGrantOption: boolean;
    }
  | {
      readonly type: 'grant-role' | 'revoke-role';
      readonly role: string;
      readonly to: { readonly kind: 'ROLE' | 'USER'; readonly name: string };
    }
  | {
      readonly type: 'show';
      readonly list: ListKind;
      readonly like?: string;
      readonly startsWith?: string;
      readonly limit?: number;
      readonly terse: boolean;
      readonly scope: ShowScope;
    }
  | { readonly type: 'show-grants'; readonly query: GrantsQuery }
  | { readonly type: 'describe'; readonly kind: 'TABLE' | 'VIEW'; readonly name: ObjectName }
  | { readonly type: 'use'; readonly kind: 'ROLE' | 'DATABASE' | 'SCHEMA' | 'WAREHOUSE'; readonly name: ObjectName }
  | { readonly type: 'alter-session'; readonly set: Readonly<Record<string, string>>; readonly unset: readonly string[] }
  | { readonly type: 'transaction'; readonly action: 'BEGIN' | 'COMMIT' | 'ROLLBACK' };
