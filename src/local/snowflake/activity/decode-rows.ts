import type { DataType } from '../catalog/data-type.ts';
import { isSemiStructured, storageType } from '../catalog/data-type.ts';
import type { ResultColumn } from '../engine/engine.ts';
import { quoteIdentifier, quoteText } from '../sql/names.ts';

const microseconds = (cell: string): string => `CAST(round(CAST(${cell} AS DECIMAL(38,9)) * 1000000) AS BIGINT)`;

/** The opposite of `encodeCell`: SQL of a value from its text on the wire. */
function decodeCell(type: DataType, cell: string): string {
  switch (type.kind) {
    case 'date':
      return `DATE '1970-01-01' + CAST(${cell} AS INTEGER)`;
    case 'time':
      return `CAST(make_timestamp(${microseconds(cell)}) AS TIME)`;
    case 'timestamp_ntz':
      return `make_timestamp(${microseconds(cell)})`;
    case 'timestamp_ltz':
      return `make_timestamptz(${microseconds(cell)})`;
    case 'timestamp_tz': {
      const [seconds, offset] = [`split_part(${cell}, ' ', 1)`, `split_part(${cell}, ' ', 2)`];
      const instant = `make_timestamp(${microseconds(seconds)})`;
      return `CASE WHEN ${cell} IS NULL THEN NULL ELSE CAST({'instant': ${instant}, 'offset_minutes': CAST(${offset} AS INTEGER) - 1440} AS ${storageType(type)}) END`;
    }
    case 'binary':
      return `unhex(${cell})`;
    case 'text':
      return cell;
    case 'fixed':
    case 'real':
    case 'boolean':
    case 'variant':
    case 'object':
    case 'array':
      break;
  }
  return isSemiStructured(type) ? `CAST(${cell} AS JSON)` : `CAST(${cell} AS ${storageType(type)})`;
}

/** SQL of a relation with the rows of a result, each a JSON array of texts. */
export function decodeRows(columns: readonly ResultColumn[], rows: readonly string[]): string {
  const list = columns.map(({ name, type }, index) => `${decodeCell(type, `cells[${index + 1}]`)} AS ${quoteIdentifier(name)}`);
  return `(SELECT ${list.join(', ')} FROM (SELECT unnest(from_json(${quoteText(`[${rows.join(',')}]`)}, '[["VARCHAR"]]')) AS cells))`;
}
