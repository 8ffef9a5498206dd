import { isSemiStructured, storageType } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

const unlimitedText = 16_777_216;

/** What a cast reads: the SQL of the value and the type it has, if that is known. */
interface Source {
  readonly sql: string;
  readonly type: DataType | undefined;
}

export function printCast(node: Node, type: DataType, translation: Translation, attempt = false): string {
  if (isSemiStructured(type)) return printVariant(node, translation);
  if (type.kind === 'text') {
    const text = printText(node, translation);
    return type.length < unlimitedText ? `left(${text}, ${type.length})` : text;
  }
  const found = translation.typeOf(node);
  const source: Source = translation.isSemiStructured(node)
    ? { sql: translation.scalar(node), type: { kind: 'text', length: unlimitedText } }
    : { sql: translation.print(node), type: found ?? (attempt ? { kind: 'text', length: unlimitedText } : undefined) };
  // An error of our own inside TRY would count as volatile.
  if (attempt && type.kind === 'boolean') return `sf_try_boolean(${source.sql})`;
  const sql = castTo(type, source);
  return attempt ? `TRY(${sql})` : sql;
}

function castTo(type: DataType, source: Source): string {
  switch (type.kind) {
    case 'binary':
      return source.type?.kind === 'binary' ? source.sql : `unhex(${source.sql})`;
    case 'boolean':
      return source.type?.kind === 'boolean' ? source.sql : `sf_boolean(${source.sql})`;
    case 'date':
      return castToDate(source);
    case 'time':
      return truncated(castToTime(source), type.scale);
    case 'timestamp_ntz':
      return truncated(castToNtz(source), type.scale);
    case 'timestamp_ltz':
      return truncated(castToLtz(source), type.scale);
    case 'timestamp_tz':
      if (type.scale < 6) throw refused('LOCAL-004', `TIMESTAMP_TZ(${type.scale}) in a cast`);
      return castToZoned(source);
    case 'fixed':
    case 'real':
    case 'text':
    case 'variant':
    case 'object':
    case 'array':
      break;
  }
  return `CAST(${source.sql} AS ${storageType(type)})`;
}

/** A scale of 0 or 3 cuts what is behind it; DuckDB keeps microseconds. */
function truncated(sql: string, scale: number): string {
  if (scale >= 6) return sql;
  const unit = { 0: 'second', 3: 'millisecond' }[scale];
  if (unit === undefined) throw refused('LOCAL-004', `a time with a scale of ${scale} in a cast`);
  return `date_trunc('${unit}', ${sql})`;
}

function castToDate({ sql, type }: Source): string {
  if (type?.kind === 'timestamp_tz') return `CAST(sf_local(${sql}) AS DATE)`;
  if (type?.kind === 'text') return `sf_date(${sql})`;
  return `CAST(${sql} AS DATE)`;
}

function castToTime({ sql, type }: Source): string {
  if (type?.kind === 'timestamp_tz') return `CAST(sf_local(${sql}) AS TIME)`;
  return type?.kind === 'timestamp_ltz' ? `CAST(CAST(${sql} AS TIMESTAMP) AS TIME)` : `CAST(${sql} AS TIME)`;
}

export function castToNtz({ sql, type }: Source): string {
  switch (type?.kind) {
    case 'timestamp_ntz':
      return sql;
    case 'timestamp_tz':
      return `sf_local(${sql})`;
    case 'timestamp_ltz':
    case 'date':
      return `CAST(${sql} AS TIMESTAMP)`;
    case 'text':
      return `sf_read_local(${sql})`;
    case 'time':
      throw refused('LOCAL-003', 'a TIME as a timestamp');
    case 'fixed':
    case 'real':
    case 'boolean':
    case 'binary':
    case 'variant':
    case 'object':
    case 'array':
    case undefined:
      break;
  }
  return `sf_timestamp(${sql})`;
}

export function castToLtz({ sql, type }: Source): string {
  if (type?.kind === 'timestamp_ltz') return sql;
  if (type?.kind === 'timestamp_tz') return `sf_instant(${sql})`;
  if (type?.kind === 'text') return `sf_instant(sf_read_zoned(${sql}))`;
  if (type?.kind === 'fixed' || type?.kind === 'real') return `(sf_timestamp(${sql}) AT TIME ZONE 'UTC')`;
  return `CAST(${castToNtz({ sql, type })} AS TIMESTAMPTZ)`;
}

export function castToZoned({ sql, type }: Source): string {
  if (type?.kind === 'timestamp_tz') return sql;
  if (type?.kind === 'timestamp_ltz') return `sf_of_instant(${sql})`;
  if (type?.kind === 'text') return `sf_read_zoned(${sql})`;
  if (type?.kind === 'fixed' || type?.kind === 'real') return `sf_of_instant(${castToLtz({ sql, type })})`;
  return `sf_session_zoned(${castToNtz({ sql, type })})`;
}

/** The text of any value. */
export function printText(node: Node, translation: Translation): string {
  const sql = translation.print(node);
  switch (translation.typeOf(node)?.kind) {
    case 'text':
      return sql;
    case 'timestamp_tz':
      return `sf_zoned_text(${sql})`;
    case 'timestamp_ltz':
      return `sf_zoned_text(sf_of_instant(${sql}))`;
    case 'timestamp_ntz':
    case 'fixed':
    case 'real':
    case 'boolean':
    case 'date':
    case 'time':
    case 'binary':
    case 'variant':
    case 'object':
    case 'array':
    case undefined:
      break;
  }
  return `sf_text(${sql})`;
}

/** Any value as a VARIANT. A time with a zone is kept as its text. */
export function printVariant(node: Node, translation: Translation): string {
  if (translation.isSemiStructured(node)) return translation.print(node);
  const kind = translation.typeOf(node)?.kind;
  return `sf_variant(${kind === 'timestamp_tz' || kind === 'timestamp_ltz' ? printText(node, translation) : translation.print(node)})`;
}
