import type { AccessStatement } from '../authentication/access-statement.ts';
import type { Column } from '../catalog/catalog.ts';
import type { DataType } from '../catalog/data-type.ts';
import type { Options, PolicyKind } from '../catalog/objects.ts';
import type { StageStatement } from '../stage/stage-statement.ts';
import type { ObjectName } from './names.ts';
import type { ObjectWord, OptionKind } from './object-kinds.ts';

export type CreateMode = 'new' | 'replace' | 'if-missing';
export type ContainerKind = 'DATABASE' | 'SCHEMA';
export type DropKind = ObjectWord;

/** A role of the account, or `database.role`. */
export interface RoleReference {
  readonly inDatabase: boolean;
  readonly name: ObjectName;
}

export interface TagClause {
  readonly tag: ObjectName;
  readonly value: string;
}

/** `WITH MASKING POLICY p USING (a, b)` of a column, or `WITH ROW ACCESS POLICY p ON (a, b)`. */
export interface PolicyClause {
  readonly policy: ObjectName;
  readonly columns: readonly string[];
}

/** What the definition of a column attaches to it besides its type. */
export interface ColumnAttachment {
  readonly column: string;
  readonly masking?: PolicyClause;
  readonly tags: readonly TagClause[];
}

export interface TableOptions {
  readonly retentionDays?: number;
  readonly comment?: string;
  readonly clusterBy?: string;
  readonly changeTracking?: boolean;
  readonly managedAccess?: boolean;
  readonly copyGrants?: boolean;
  readonly rowPolicy?: PolicyClause;
  readonly tags?: readonly TagClause[];
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
  readonly attachments: readonly ColumnAttachment[];
}

export type TableSource =
  | { readonly kind: 'definition'; readonly definition: TableDefinition }
  | { readonly kind: 'select'; readonly select: string; readonly columnNames?: readonly string[]; readonly options?: TableOptions }
  | { readonly kind: 'like'; readonly from: ObjectName }
  | { readonly kind: 'clone'; readonly from: ObjectName; readonly at?: TimeTravelText };

/** `AT | BEFORE (kind => text)`; the text is an expression without columns. */
export interface TimeTravelText {
  readonly before: boolean;
  readonly kind: 'TIMESTAMP' | 'OFFSET' | 'STATEMENT';
  readonly text: string;
}

/** What a new schema or database is a copy of. */
export interface CloneSource {
  readonly from: ObjectName;
  readonly at?: TimeTravelText;
  readonly ignoreShortRetention: boolean;
}

export type AlterTableAction =
  | { readonly kind: 'add-column'; readonly columns: readonly Column[]; readonly ifMissing: boolean }
  | { readonly kind: 'drop-column'; readonly columns: readonly string[]; readonly ifExists: boolean }
  | { readonly kind: 'rename-column'; readonly from: string; readonly to: string }
  | { readonly kind: 'set-not-null' | 'drop-not-null'; readonly column: string }
  | { readonly kind: 'rename'; readonly to: ObjectName }
  | { readonly kind: 'swap'; readonly with: ObjectName }
  | { readonly kind: 'set'; readonly options: TableOptions }
  | { readonly kind: 'unset'; readonly names: readonly string[] }
  | { readonly kind: 'column-type'; readonly column: string; readonly type: DataType }
  | { readonly kind: 'column-default'; readonly column: string; readonly text: string | undefined }
  | { readonly kind: 'column-comment'; readonly column: string; readonly comment: string }
  | { readonly kind: 'add-key'; readonly key: KeyClause; readonly of: 'PRIMARY KEY' | 'UNIQUE' }
  | { readonly kind: 'add-foreign-key'; readonly key: ForeignKeyClause }
  | { readonly kind: 'drop-key'; readonly of: 'PRIMARY KEY' | 'UNIQUE' | 'FOREIGN KEY'; readonly columns: readonly string[] }
  | { readonly kind: 'drop-constraint' | 'rename-constraint'; readonly name: string; readonly to?: string }
  | { readonly kind: 'cluster-by'; readonly text: string | undefined }
  | AttachAction;

/** Policies and tags on a table or view, or on one column of it. */
export type AttachAction =
  | { readonly kind: 'set-masking'; readonly column: string; readonly use: PolicyClause; readonly force: boolean }
  | { readonly kind: 'unset-masking'; readonly column: string }
  | { readonly kind: 'add-row-policy'; readonly use: PolicyClause }
  | { readonly kind: 'drop-row-policy'; readonly policy: ObjectName | undefined }
  | { readonly kind: 'set-tags'; readonly column?: string; readonly tags: readonly TagClause[] }
  | { readonly kind: 'unset-tags'; readonly column?: string; readonly tags: readonly ObjectName[] };

export type AlterViewAction =
  | { readonly kind: 'rename'; readonly to: ObjectName }
  | { readonly kind: 'set'; readonly secure?: boolean; readonly comment?: string }
  | AttachAction;

/** A change of an object that has options. */
export type ObjectChange =
  | { readonly kind: 'set'; readonly options: Options }
  | { readonly kind: 'unset'; readonly names: readonly string[] }
  | { readonly kind: 'set-tags'; readonly tags: readonly TagClause[] }
  | { readonly kind: 'unset-tags'; readonly tags: readonly ObjectName[] }
  | { readonly kind: 'rename'; readonly to: ObjectName }
  | { readonly kind: 'swap'; readonly with: ObjectName }
  | { readonly kind: 'managed-access'; readonly enabled: boolean }
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'allowed-values'; readonly add: boolean; readonly values: readonly string[] }
  | { readonly kind: 'masking-of-tag'; readonly set: boolean; readonly policies: readonly ObjectName[] };

/** What a privilege is granted on, as written. */
export type GrantTarget =
  | { readonly kind: 'ACCOUNT' }
  | { readonly kind: ObjectWord; readonly name: ObjectName }
  | { readonly kind: 'ALL' | 'FUTURE'; readonly of: ObjectWord; readonly in: 'SCHEMA' | 'DATABASE'; readonly name: ObjectName };

export type ShowScope =
  | { readonly kind: 'default' | 'ACCOUNT' | 'SESSION' }
  | { readonly kind: 'DATABASE' | 'SCHEMA' | 'TABLE' | 'WAREHOUSE' | 'USER' | 'UNSPECIFIED'; readonly name: ObjectName };

type PluralOf<Word extends string> = Word extends `${infer Stem}Y` ? `${Stem}IES` : `${Word}S`;

export type ListKind =
  | PluralOf<Exclude<ObjectWord, 'INTEGRATION'>>
  | 'OBJECTS'
  | 'COLUMNS'
  | 'PRIMARY KEYS'
  | 'UNIQUE KEYS'
  | 'IMPORTED KEYS'
  | 'EXPORTED KEYS'
  | 'PARAMETERS';

export type GrantsQuery =
  | { readonly kind: 'to-role'; readonly role: RoleReference; readonly hierarchy: boolean }
  | { readonly kind: 'of-role'; readonly role: RoleReference }
  | { readonly kind: 'to-user'; readonly name: string }
  | { readonly kind: 'mine' }
  | { readonly kind: 'future-in'; readonly in: 'SCHEMA' | 'DATABASE'; readonly name: ObjectName }
  | { readonly kind: 'future-to'; readonly role: RoleReference }
  | { readonly kind: 'on'; readonly target: GrantTarget };

export type Statement =
  | StageStatement
  | AccessStatement
  /** SELECT and DML: translated, not parsed here. */
  | { readonly type: 'query' }
  | {
      readonly type: 'create-container';
      readonly kind: ContainerKind;
      readonly name: ObjectName;
      readonly mode: CreateMode;
      readonly transient: boolean;
      readonly clone?: CloneSource;
      readonly options: TableOptions;
    }
  | {
      readonly type: 'create-table';
      readonly name: ObjectName;
      readonly mode: CreateMode;
      readonly transient: boolean;
      readonly temporary: boolean;
      readonly source: TableSource;
      readonly options: TableOptions;
    }
  | {
      readonly type: 'create-view';
      readonly name: ObjectName;
      readonly mode: CreateMode;
      readonly secure: boolean;
      readonly columnNames: readonly string[];
      readonly columnComments: readonly (string | undefined)[];
      readonly attachments: readonly ColumnAttachment[];
      readonly options: TableOptions;
      readonly select: string;
    }
  | {
      readonly type: 'create-object';
      readonly kind: OptionKind;
      readonly name: ObjectName;
      readonly mode: CreateMode;
      readonly options: Options;
      readonly tags: readonly TagClause[];
    }
  | {
      readonly type: 'create-policy';
      readonly kind: PolicyKind;
      readonly name: ObjectName;
      readonly mode: CreateMode;
      readonly arguments: readonly { readonly name: string; readonly type: DataType }[];
      readonly returns: DataType;
      readonly body: string;
      readonly comment: string;
    }
  | { readonly type: 'create-role'; readonly role: RoleReference; readonly mode: CreateMode; readonly comment: string }
  | { readonly type: 'undrop'; readonly kind: 'TABLE' | 'SCHEMA' | 'DATABASE'; readonly name: ObjectName }
  | { readonly type: 'drop'; readonly kind: DropKind; readonly name: ObjectName; readonly ifExists: boolean }
  | { readonly type: 'alter-view'; readonly name: ObjectName; readonly ifExists: boolean; readonly action: AlterViewAction }
  | {
      readonly type: 'alter-object';
      readonly kind: ObjectWord;
      readonly name: ObjectName;
      readonly ifExists: boolean;
      readonly change: ObjectChange;
    }
  | { readonly type: 'alter-account'; readonly set: Options; readonly unset: readonly string[] }
  | {
      readonly type: 'comment';
      readonly kind: ObjectWord | 'COLUMN';
      readonly name: ObjectName;
      readonly ifExists: boolean;
      readonly text: string;
    }
  | { readonly type: 'alter-table'; readonly name: ObjectName; readonly ifExists: boolean; readonly action: AlterTableAction }
  | { readonly type: 'alter-warehouse'; readonly name: string; readonly action: 'SUSPEND' | 'RESUME'; readonly ifNeeded: boolean }
  | { readonly type: 'truncate'; readonly name: ObjectName; readonly ifExists: boolean }
  | {
      readonly type: 'grant' | 'revoke';
      readonly privileges: readonly string[] | 'ALL';
      readonly target: GrantTarget;
      readonly role: RoleReference;
      /** GRANT .. WITH GRANT OPTION, or REVOKE GRANT OPTION FOR. */
      readonly withGrantOption: boolean;
      readonly cascade: boolean;
      /** What happens to the grants of an object whose OWNERSHIP moves. */
      readonly currentGrants: 'COPY' | 'REVOKE' | undefined;
    }
  | {
      readonly type: 'grant-role' | 'revoke-role';
      readonly role: RoleReference;
      readonly to: { readonly kind: 'USER'; readonly name: string } | { readonly kind: 'ROLE'; readonly role: RoleReference };
    }
  | {
      readonly type: 'show';
      readonly list: ListKind;
      readonly like?: string;
      readonly startsWith?: string;
      readonly limit?: number;
      /** LIMIT n FROM 'name': only names after it. */
      readonly from?: string;
      /** Dropped objects, too. */
      readonly history: boolean;
      readonly terse: boolean;
      readonly scope: ShowScope;
    }
  | { readonly type: 'show-grants'; readonly query: GrantsQuery }
  | { readonly type: 'describe'; readonly kind: ObjectWord; readonly name: ObjectName }
  | { readonly type: 'use-secondary-roles'; readonly roles: 'ALL' | 'NONE' | readonly string[] }
  | { readonly type: 'use'; readonly kind: 'ROLE' | 'DATABASE' | 'SCHEMA' | 'WAREHOUSE'; readonly name: ObjectName }
  | { readonly type: 'alter-session'; readonly set: Readonly<Record<string, string>>; readonly unset: readonly string[] }
  | { readonly type: 'transaction'; readonly action: 'BEGIN' | 'COMMIT' | 'ROLLBACK' };
