import type { DataType } from '../catalog/data-type.ts';
import type { ResultColumn } from '../engine/engine.ts';

const microsecondsAsSeconds = (value: string): string =>
  `CAST(CAST(epoch_us(${value}) AS DECIMAL(20,0)) * CAST(0.000001 AS DECIMAL(7,6)) AS VARCHAR) || '000'`;

/**
 * SQL that renders a cell as the wire wants it: decimal text, days since 1970, signed seconds with nine digits, hex.
 */
function encodeCell(type: DataType, value: string): string {
  switch (type.kind) {
    case 'date':
      return `CAST(${value} - DATE '1970-01-01' AS VARCHAR)`;
    case 'time':
    case 'timestamp_ntz':
    case 'timestamp_ltz':
      return microsecondsAsSeconds(value);
    case 'timestamp_tz':
      return `${microsecondsAsSeconds(`${value}.instant`)} || ' ' || CAST(${value}.offset_minutes + 1440 AS VARCHAR)`;
    case 'binary':
      return `hex(${value})`;
    case 'fixed':
    case 'real':
    case 'boolean':
    case 'text':
    case 'variant':
    case 'object':
    case 'array':
      break;
  }
  return `CAST(${value} AS VARCHAR)`;
}

/**
 * A query whose only column is each row as JSON text, ready to be put into the reply. DuckDB renders 100,000 rows in a
 * third of the time that converting the cells in JavaScript takes.
 */
export function encodeRows(sql: string, columns: readonly ResultColumn[]): string {
  const names = columns.map((_, index) => `c${index}`);
  const cells = columns.map((column, index) => encodeCell(column.type, names[index] ?? ''));
  return `SELECT CAST(to_json([${cells.join(', ')}]) AS VARCHAR) FROM (${sql}) AS result(${names.join(', ')})`;
}
