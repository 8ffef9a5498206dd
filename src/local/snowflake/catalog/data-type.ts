import { refused } from '../failure.ts';
import type { TokenCursor } from '../sql/token-cursor.ts';

/** A Snowflake column type; the names are those of the wire. */
export type DataType =
  | { readonly kind: 'fixed'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'text'; readonly length: number }
  | { readonly kind: 'binary'; readonly length: number }
  | { readonly kind: 'time' | 'timestamp_ntz' | 'timestamp_ltz' | 'timestamp_tz'; readonly scale: number }
  | { readonly kind: 'real' | 'boolean' | 'date' | 'variant' | 'object' | 'array' };

/** DuckDB keeps no offset in its TIMESTAMPTZ, so the instant (in UTC) and the offset are kept side by side. */
export const zonedStorage = 'STRUCT(instant TIMESTAMP, offset_minutes SMALLINT)';

const maximumTextLength = 16_777_216;
const maximumBinaryLength = 8_388_608;

export const textType: DataType = { kind: 'text', length: maximumTextLength };
export const integerType: DataType = { kind: 'fixed', precision: 38, scale: 0 };

const fixedNames = ['NUMBER', 'DECIMAL', 'NUMERIC', 'DEC', 'FIXED'];
const integerNames = ['INT', 'INTEGER', 'BIGINT', 'SMALLINT', 'TINYINT', 'BYTEINT'];
const realNames = ['FLOAT', 'FLOAT4', 'FLOAT8', 'DOUBLE', 'REAL'];
const textNames = ['VARCHAR', 'STRING', 'TEXT', 'NVARCHAR', 'NVARCHAR2', 'VARCHAR2'];
const characterNames = ['CHAR', 'CHARACTER', 'NCHAR'];
const binaryNames = ['BINARY', 'VARBINARY'];
const ntzNames = ['TIMESTAMP_NTZ', 'TIMESTAMPNTZ', 'DATETIME', 'TIMESTAMP'];
const ltzNames = ['TIMESTAMP_LTZ', 'TIMESTAMPLTZ'];
const tzNames = ['TIMESTAMP_TZ', 'TIMESTAMPTZ'];

/** @throws SnowflakeFailure LOCAL-004 for a type that the endpoint does not keep faithfully, such as GEOGRAPHY */
export function dataType(name: string, numbers: readonly number[] = []): DataType {
  const [first, second] = numbers;
  if (fixedNames.includes(name)) return { kind: 'fixed', precision: first ?? 38, scale: second ?? 0 };
  if (integerNames.includes(name)) return integerType;
  if (realNames.includes(name)) return { kind: 'real' };
  if (textNames.includes(name)) return { kind: 'text', length: first ?? maximumTextLength };
  if (characterNames.includes(name)) return { kind: 'text', length: first ?? 1 };
  if (binaryNames.includes(name)) return { kind: 'binary', length: first ?? maximumBinaryLength };
  if (ntzNames.includes(name)) return { kind: 'timestamp_ntz', scale: first ?? 9 };
  if (ltzNames.includes(name)) return { kind: 'timestamp_ltz', scale: first ?? 9 };
  if (tzNames.includes(name)) return { kind: 'timestamp_tz', scale: first ?? 9 };
  if (name === 'TIME') return { kind: 'time', scale: first ?? 9 };
  if (name === 'BOOLEAN') return { kind: 'boolean' };
  if (name === 'DATE') return { kind: 'date' };
  if (name === 'VARIANT' || name === 'OBJECT' || name === 'ARRAY') return { kind: name.toLowerCase() as 'variant' | 'object' | 'array' };
  throw refused('LOCAL-004', name);
}

/** Reads `NUMBER(38, 2)`, `DOUBLE PRECISION`, `VARCHAR`. */
export function parseDataType(cursor: TokenCursor): DataType {
  const name = cursor.identifier();
  if (name === 'DOUBLE') cursor.accept('PRECISION');
  return dataType(name, cursor.at('(') ? cursor.list(() => cursor.integer()) : []);
}

/** As DESCRIBE TABLE prints it. */
export function displayType(type: DataType): string {
  switch (type.kind) {
    case 'fixed':
      return `NUMBER(${type.precision},${type.scale})`;
    case 'text':
      return `VARCHAR(${type.length})`;
    case 'binary':
      return `BINARY(${type.length})`;
    case 'time':
    case 'timestamp_ntz':
    case 'timestamp_ltz':
    case 'timestamp_tz':
      return `${type.kind.toUpperCase()}(${type.scale})`;
    case 'real':
      return 'FLOAT';
    case 'boolean':
    case 'date':
    case 'variant':
    case 'object':
    case 'array':
      break;
  }
  return type.kind.toUpperCase();
}

/** The type that keeps the values in DuckDB. Lengths become checks of the column, not types. */
export function storageType(type: DataType): string {
  switch (type.kind) {
    case 'fixed':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'text':
      return 'VARCHAR';
    case 'binary':
      return 'BLOB';
    case 'time':
      return 'TIME';
    case 'timestamp_ntz':
      return 'TIMESTAMP';
    case 'timestamp_ltz':
      return 'TIMESTAMPTZ';
    case 'timestamp_tz':
      return zonedStorage;
    case 'real':
      return 'DOUBLE';
    case 'boolean':
      return 'BOOLEAN';
    case 'date':
      return 'DATE';
    case 'variant':
    case 'object':
    case 'array':
      break;
  }
  return 'JSON';
}

export function isSemiStructured(type: DataType): boolean {
  return type.kind === 'variant' || type.kind === 'object' || type.kind === 'array';
}

/** Whether a policy for the one type may protect a column of the other: sizes do not matter. */
export function dataTypesMatch(one: DataType, other: DataType): boolean {
  return one.kind === other.kind;
}
