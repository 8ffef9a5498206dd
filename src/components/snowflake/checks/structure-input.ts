import type { DeclaredColumn } from '../structure/column-diff.ts';
import type { ObjectProperties } from '../structure/object-properties.ts';
import type { ForeignKey } from '../structure/table-keys.ts';
import type { SchemaName, TableName } from '../structure/table-name.ts';

export interface DatabaseInput {
  readonly object: 'database';
  /** Exact. */
  readonly name: string;
  readonly properties: ObjectProperties;
}

export interface SchemaInput {
  readonly object: 'schema';
  readonly name: SchemaName;
  readonly properties: ObjectProperties;
}

/** A table or a view. What is absent is not compared; an empty key means that there must be none. */
export interface RelationInput {
  readonly object: 'table' | 'view';
  readonly name: TableName;
  readonly columns: readonly DeclaredColumn[];
  /** Columns that are not declared are findings. */
  readonly exact: boolean;
  /** The declared columns come in the declared order. */
  readonly ordered: boolean;
  readonly properties: ObjectProperties;
  readonly primaryKey?: readonly string[];
  readonly uniqueKeys?: readonly (readonly string[])[];
  readonly foreignKeys?: readonly ForeignKey[];
}

/** What exists in a database or schema beside what is declared. */
export interface UnmanagedInput {
  readonly object: 'unmanaged';
  /** A database when the schema is absent: then schemas are looked at, else tables and views. */
  readonly database: string;
  readonly schema?: string;
  /** Exact names. */
  readonly managed: readonly string[];
  readonly fails: boolean;
}

export type StructureInput = DatabaseInput | SchemaInput | RelationInput | UnmanagedInput;
