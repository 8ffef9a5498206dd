import { parseName, printName, quoteParts } from './identifier.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

/** A table or view with all three parts of its name, exact. */
export interface TableName {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
}

export interface SchemaName {
  readonly database: string;
  readonly schema: string;
}

type Defaults = Pick<SnowflakeSettings, 'database' | 'schema'>;

/** Completes a table name as people write it from the settings. Throws `Error` with a sentence. */
export function tableName(text: string, defaults: Defaults): TableName {
  const parts = parseName(text);
  const table = parts.at(-1) ?? '';
  if (parts.length > 3) throw new Error(`${text} has ${parts.length} parts: a table is written DATABASE.SCHEMA.TABLE.`);
  return { ...containing(text, parts.slice(0, -1), defaults, 'table'), table };
}

/** Completes a schema name as people write it from the settings. Throws `Error` with a sentence. */
export function schemaName(text: string, defaults: Defaults): SchemaName {
  const parts = parseName(text);
  if (parts.length > 2) throw new Error(`${text} has ${parts.length} parts: a schema is written DATABASE.SCHEMA.`);
  return containing(text, parts, defaults, 'schema');
}

function containing(text: string, parts: readonly string[], defaults: Defaults, kind: string): SchemaName {
  const schema = parts.at(-1) ?? defaultPart(defaults.schema);
  const database = parts.length > 1 ? parts[0] : defaultPart(defaults.database);
  if (schema === undefined) throw new Error(`The ${kind} ${text} does not say its schema, and \`with.schema\` is not set.`);
  if (database === undefined) throw new Error(`The ${kind} ${text} does not say its database, and \`with.database\` is not set.`);
  return { database, schema };
}

function defaultPart(setting: string | undefined): string | undefined {
  return setting === undefined ? undefined : parseName(setting)[0];
}

/** The exact name of a database as people write it. Throws `Error` with a sentence. */
export function databaseName(text: string): string {
  const parts = parseName(text);
  if (parts.length !== 1) throw new Error(`${text} is not the name of a database: it has ${parts.length} parts.`);
  return parts[0] ?? '';
}

/** The exact name of a column as people write it. Throws `SyntaxError`. */
export function columnName(text: string): string {
  const parts = parseName(text);
  if (parts.length !== 1) throw new SyntaxError(`${JSON.stringify(text)} is not the name of a column: it has ${parts.length} parts.`);
  return parts[0] ?? '';
}

export function quoteTable(name: TableName): string {
  return quoteParts([name.database, name.schema, name.table]);
}

export function quoteSchema(name: SchemaName): string {
  return quoteParts([name.database, name.schema]);
}

/** For people: without the database, which is the same for nearly all. */
export function printTable(name: TableName): string {
  return printName([name.schema, name.table]);
}

/** A name as part of a check id: letters, digits, `_`, `-`, `$` and dots only. */
export function idPart(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_.$-]+/g, '_');
}
