import { missingObject, missingOrNotPermitted, noCurrentDatabase, noCurrentSchema } from '../failure.ts';
import type { ObjectName } from '../sql/names.ts';
import { displayName } from '../sql/names.ts';
import { Attachments } from './attachments.ts';
import type { DataType } from './data-type.ts';
import { objectKey } from './objects.ts';
import type { AccountObject, AccountObjectKind, Options, Role, SchemaObject, SchemaObjectKind } from './objects.ts';
import type { ParameterValue } from '../wire/parameters.ts';

export interface Column {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The DEFAULT as written in Snowflake's SQL. */
  readonly defaultText?: string;
  readonly comment?: string;
  readonly autoIncrement?: AutoIncrement;
}

/** `storage` is DuckDB's sequence behind the column; a copy of the table has its own. */
interface AutoIncrement {
  readonly start: number;
  readonly increment: number;
  readonly ordered: boolean;
  readonly storage?: string;
}

export interface Key {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface ForeignKey extends Key {
  /** Database, schema, table. */
  readonly references: ObjectName;
  readonly referencedColumns: readonly string[];
}

export interface Owned {
  name: string;
  owner: string;
  comment: string;
  readonly createdOn: Date;
}

/**
 * The name in the catalog and the name in DuckDB are apart (`storage`, never reused), so renaming, swapping and
 * replacing a table touch only the catalog, `"id"` and ID are two tables, and one transaction may write to several databases.
 */
export interface Table extends Owned {
  readonly kind: 'TABLE';
  schema: Schema;
  storage: string;
  columns: readonly Column[];
  primaryKey: Key | undefined;
  uniqueKeys: readonly Key[];
  foreignKeys: readonly ForeignKey[];
  retentionDays: number | undefined;
  readonly transient: boolean;
  /** Only the session that made it sees it, and it ends with that session. */
  readonly temporary?: boolean;
  /** The CLUSTER BY as written, without its outer brackets. */
  clusterBy?: string | undefined;
  changeTracking?: boolean;
}

/** Views are kept as text and translated again at each use, so they follow names and not objects, as in Snowflake. */
export interface View extends Owned {
  readonly kind: 'VIEW';
  schema: Schema;
  columns: readonly Column[];
  readonly text: string;
  readonly select: string;
  secure: boolean;
}

export type Relation = Table | View;

export interface Schema extends Owned {
  readonly kind: 'SCHEMA';
  database: Database;
  readonly relations: Map<string, Relation>;
  /** Sequences, stages, policies and the like, by `objectKey`. */
  readonly objects: Map<string, SchemaObject>;
  retentionDays: number | undefined;
  readonly transient: boolean;
  managedAccess?: boolean;
}

export interface Database extends Owned {
  readonly kind: 'DATABASE';
  readonly schemas: Map<string, Schema>;
  readonly roles: Map<string, Role>;
  retentionDays: number | undefined;
  readonly transient: boolean;
}

export interface Warehouse extends Owned {
  readonly kind: 'WAREHOUSE';
  size: string;
  /** 0 never suspends. */
  autoSuspendSeconds: number;
  state: 'STARTED' | 'SUSPENDED';
  /** The other properties, such as AUTO_RESUME and MAX_CLUSTER_COUNT. */
  options?: Options;
}

export type Securable = Relation | Schema | Database | Warehouse | SchemaObject | AccountObject | Role;

/** What an unqualified name is looked up in. */
export interface NameContext {
  readonly database: string | undefined;
  readonly schema: string | undefined;
  /** Temporary tables hide others of their name, for their own session only. */
  readonly temporaryTables?: TemporaryTables;
}

type TemporaryTables = ReadonlyMap<Schema, ReadonlyMap<string, Table>>;

export class Catalog {
  readonly databases = new Map<string, Database>();
  readonly warehouses = new Map<string, Warehouse>();
  /** By `objectKey`. */
  readonly accountObjects = new Map<string, AccountObject>();
  /** Values that ALTER ACCOUNT has set. */
  readonly parameters = new Map<string, ParameterValue>();
  readonly attachments = new Attachments();
  #version = 0;
  #storages = 0;

  /** Grows with every change; what was compiled under another version is stale. */
  get version(): number {
    return this.#version;
  }

  changed(): void {
    this.#version += 1;
  }

  /** How many names `newStorage` has given. */
  get storages(): number {
    return this.#storages;
  }

  /** Of an account that was kept: names of then are not given again. */
  restoreStorages(count: number): void {
    this.#storages = count;
  }

  newStorage(name: ObjectName): string {
    this.#storages += 1;
    return `${name.join('.')}#${this.#storages}`;
  }

  database(name: string): Database {
    const found = this.databases.get(name);
    if (!found) throw missingObject('Database', displayName([name]), 'ddl');
    return found;
  }

  /** Name parts of a schema: `schema` or `database.schema`. */
  schemaNamed(name: ObjectName, context: NameContext, statement: string): Schema {
    const [last, first] = name.toReversed();
    const database = first ?? context.database;
    if (last === undefined || name.length > 2) throw missingOrNotPermitted();
    if (database === undefined) throw noCurrentDatabase(statement);
    const found = this.databases.get(database)?.schemas.get(last);
    if (!found) throw missingObject('Schema', displayName([database, last]), 'ddl');
    return found;
  }

  /** The schema that holds `name` and its last part. @throws SnowflakeFailure 090105, 090106, 002003 */
  locate(name: ObjectName, context: NameContext, statement: string): { readonly schema: Schema; readonly last: string } {
    const full = fullName(name, context, statement);
    const [database = '', schema = '', last = ''] = full;
    const found = this.databases.get(database)?.schemas.get(schema);
    if (!found) throw missingObject('Schema', displayName([database, schema]), statement === 'SELECT' ? 'query' : 'ddl');
    return { schema: found, last };
  }

  relation(name: ObjectName, context: NameContext, statement: string): Relation | undefined {
    const [database = '', schema = '', last = ''] = fullName(name, context, statement);
    const found = this.databases.get(database)?.schemas.get(schema);
    return found && (context.temporaryTables?.get(found)?.get(last) ?? found.relations.get(last));
  }

  /** @throws SnowflakeFailure 090105, 090106 */
  schemaObject<Kind extends SchemaObjectKind>(
    kind: Kind,
    name: ObjectName,
    context: NameContext,
    statement: string,
  ): (SchemaObject & { readonly kind: Kind }) | undefined {
    const [database = '', schema = '', last = ''] = fullName(name, context, statement);
    const found = this.databases.get(database)?.schemas.get(schema)?.objects.get(objectKey(kind, last));
    return found as (SchemaObject & { readonly kind: Kind }) | undefined;
  }

  accountObject(kind: AccountObjectKind, name: string): AccountObject | undefined {
    return this.accountObjects.get(objectKey(kind, name));
  }

  get schemas(): readonly Schema[] {
    return [...this.databases.values()].flatMap((database) => [...database.schemas.values()]);
  }
}

export function fullName(name: ObjectName, context: NameContext, statement: string): ObjectName {
  if (name.length > 3) throw missingObject('Object', displayName(name));
  if (name.length === 3) return name;
  if (context.database === undefined) throw noCurrentDatabase(statement);
  if (name.length === 2) return [context.database, ...name];
  if (context.schema === undefined) throw noCurrentSchema(statement);
  return [context.database, context.schema, ...name];
}

export function nameOf(object: Securable): ObjectName {
  if (object.kind === 'SCHEMA') return [object.database.name, object.name];
  if (object.kind === 'ROLE') return object.database ? [object.database.name, object.name] : [object.name];
  if ('schema' in object) return [object.schema.database.name, object.schema.name, object.name];
  return [object.name];
}

/** How Snowflake calls the kind of an object; a role of a database is another kind than one of the account. */
export function kindName(object: Securable): string {
  return object.kind === 'ROLE' && object.database ? 'DATABASE ROLE' : object.kind;
}

/** The nearest retention that is set, else that of the account. Without Fail-safe there is one day at most. */
export function retentionDaysOf(object: Table | Schema | Database, accountDays = 1): number {
  if (object.kind === 'TABLE' && (object.transient || object.temporary === true)) {
    return Math.min(1, object.retentionDays ?? retentionDaysOf(object.schema, accountDays));
  }
  if (object.retentionDays !== undefined) return object.retentionDays;
  if (object.kind === 'DATABASE') return accountDays;
  return retentionDaysOf(object.kind === 'TABLE' ? object.schema : object.database, accountDays);
}
