import type { Column, Table } from '../catalog/catalog.ts';
import type { DataType } from '../catalog/data-type.ts';
import { storageType } from '../catalog/data-type.ts';
import { SnowflakeFailure, invalidIdentifier, refused } from '../failure.ts';
import type { FileFormat } from './file-format.ts';

/** A column to load, the SQL that reads it from a text, and what is said of a text that cannot be read. */
export interface LoadColumn {
  readonly column: Column;
  /** SQL over the text column `name`; NULL when the text is not of the type. */
  readonly read: (name: string) => string;
  readonly failure: (value: string) => SnowflakeFailure;
}

/** The columns that the statement names, or all, in order. @throws SnowflakeFailure 000904, LOCAL-004 */
export function loadColumns(table: Table, names: readonly string[], format: FileFormat, truncates: boolean): readonly LoadColumn[] {
  const columns = names.length === 0 ? table.columns : names.map((name) => findColumn(table, name));
  return columns.map((column) => ({
    column,
    read: reader(column.type, format, truncates),
    failure: (value) => failureOf(column.type, value),
  }));
}

function findColumn(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (!found) throw invalidIdentifier(name);
  return found;
}

const local = (name: string): string =>
  `CASE WHEN regexp_full_match(${name}, '-?\\d{5,}') THEN sf_epoch(TRY_CAST(${name} AS HUGEINT)) ELSE TRY_CAST(sf_without_offset(trim(${name})) AS TIMESTAMP) END`;

const zoned = (name: string): string =>
  `CASE WHEN ${local(name)} IS NULL THEN NULL
     WHEN sf_written_offset(${name}) = '' THEN sf_session_zoned(${local(name)})
     ELSE sf_zoned(${local(name)}, sf_offset_minutes(sf_written_offset(${name}))) END`;

function reader(type: DataType, format: FileFormat, truncates: boolean): (name: string) => string {
  const cast = (name: string): string => `TRY_CAST(trim(${name}) AS ${storageType(type)})`;
  switch (type.kind) {
    case 'text':
      return truncates
        ? (name) => `left(${name}, ${type.length})`
        : (name) => `CASE WHEN length(${name}) <= ${type.length} THEN ${name} END`;
    case 'binary':
      return (name) => `CASE WHEN regexp_full_match(${name}, '(?:[0-9A-Fa-f]{2})*') THEN unhex(${name}) END`;
    case 'boolean':
      return (name) =>
        `CASE WHEN lower(trim(${name})) IN ('true', 't', 'yes', 'y', 'on', '1') THEN TRUE WHEN lower(trim(${name})) IN ('false', 'f', 'no', 'n', 'off', '0') THEN FALSE END`;
    case 'timestamp_ntz':
      return local;
    case 'timestamp_ltz':
      return (name) => `sf_instant(${zoned(name)})`;
    case 'timestamp_tz':
      return zoned;
    case 'fixed':
    case 'real':
    case 'date':
    case 'time':
      return cast;
    case 'variant':
    case 'object':
    case 'array':
      break;
  }
  if (format.type === 'JSON') return (name) => `CAST(${name} AS JSON)`;
  throw refused('LOCAL-004', `a column of the type ${type.kind.toUpperCase()} that is loaded from CSV`);
}

function failureOf(type: DataType, value: string): SnowflakeFailure {
  const unrecognized = (code: string, kind: string): SnowflakeFailure =>
    new SnowflakeFailure(code, '22018', `${kind} value '${value}' is not recognized`);
  switch (type.kind) {
    case 'text':
      return new SnowflakeFailure('100078', '22000', `User character length limit (${type.length}) exceeded by string '${value}'`);
    case 'binary':
      return new SnowflakeFailure('100115', '22023', `The following string is not a legal hex-encoded value: '${value}'`);
    case 'boolean':
      return unrecognized('100037', 'Boolean');
    case 'date':
      return new SnowflakeFailure('100040', '22007', `Date '${value}' is not recognized`);
    case 'time':
      return new SnowflakeFailure('100108', '22007', `Time '${value}' is not recognized`);
    case 'timestamp_ntz':
    case 'timestamp_ltz':
    case 'timestamp_tz':
      return new SnowflakeFailure('100035', '22007', `Timestamp '${value}' is not recognized`);
    case 'fixed':
    case 'real':
    case 'variant':
    case 'object':
    case 'array':
      break;
  }
  return unrecognized('100038', 'Numeric');
}
