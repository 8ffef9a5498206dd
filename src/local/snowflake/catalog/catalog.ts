import { missingObject, missingOrNotPermitted, noCurrentDatabase, noCurrentSchema } from '../failure.ts';
import type { ObjectName } from '../sql/names.ts';
import { displayName } from '../sql/names.ts';
import type { DataType } from './data-type.ts';

export interface Column {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The DEFAULT as written in Snowflake's SQL. */
  readonly defaultText?: string;
  readonly comment?: string;
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

interface Owned {
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
}

/** Views are kept as text and translated again at each use, so they follow names and not objects, as in Snowflake. */
export interface View extends Owned {
  readonly kind: 'VIEW';
  schema: Schema;
  readonly columns: readonly Column[];
  readonly text: string;
  readonly select: string;
  readonly secure: boolean;
}

export type Relation = Table | View;

export interface Schema extends Owned {
  readonly kind: 'SCHEMA';
  readonly database: Database;
  readonly relations: Map<string, Relation>;
  retentionDays: number | undefined;
  readonly transient: boolean;
}

export interface Database extends Owned {
  readonly kind: 'DATABASE';
  readonly schemas: Map<string, Schema>;
  retentionDays: number | undefined;
  readonly transient: boolean;
}

export interface Warehouse extends Owned {
  readonly kind: 'WAREHOUSE';
  readonly size: string;
  readonly autoSuspendSeconds: number;
  state: 'STARTED' | 'SUSPENDED';
}

export type Securable = Relation | Schema | Database | Warehouse;

/** What an unqualified name is looked up in. */
export interface NameContext {
  readonly database: string | undefined;
  readonly schema: string | undefined;
}

export class Catalog {
  readonly databases = new Map<string, Database>();
  readonly warehouses = new Map<string, Warehouse>();
  #version = 0;
  #storages = 0;

  /** Grows with every change; what was compiled under another version is stale. */
  get version(): number {
    return this.#version;
  }

  changed(): void {
    this.#version += 1;
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
    return this.databases.get(database)?.schemas.get(schema)?.relations.get(last);
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
  switch (object.kind) {
    case 'TABLE':
    case 'VIEW':
      return [object.schema.database.name, object.schema.name, object.name];
    case 'SCHEMA':
      return [object.database.name, object.name];
    case 'DATABASE':
    case 'WAREHOUSE':
      break;
  }
  return [object.name];
}

/** The nearest retention that is set, Snowflake's default being one day. */
export function retentionDaysOf(object: Table | Schema | Database): number {
  if (object.retentionDays !== undefined) return object.retentionDays;
  if (object.kind === 'DATABASE') return 1;
  return retentionDaysOf(object.kind === 'TABLE' ? object.schema : object.database);
}
