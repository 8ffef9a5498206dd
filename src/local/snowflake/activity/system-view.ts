import type { DataType } from '../catalog/data-type.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { quoteIdentifier, quoteText } from '../sql/names.ts';

/** `time` is milliseconds since 1970 and becomes TIMESTAMP_LTZ, `date` is the day of such a moment in UTC. */
export type ViewColumn = readonly [name: string, kind: 'text' | 'number' | 'credits' | 'time' | 'date' | 'flag'];
export type ViewValue = string | number | boolean | null | undefined;

/** A view whose rows are not in tables but made of what the account knows. */
export interface SystemView {
  readonly columns: readonly ViewColumn[];
  /** Newest first. */
  readonly rows: (context: StatementContext) => readonly (readonly ViewValue[])[];
}

const types: Readonly<Record<ViewColumn[1], DataType>> = {
  text: { kind: 'text', length: 16_777_216 },
  number: { kind: 'fixed', precision: 38, scale: 0 },
  credits: { kind: 'fixed', precision: 38, scale: 9 },
  time: { kind: 'timestamp_ltz', scale: 9 },
  date: { kind: 'date' },
  flag: { kind: 'boolean' },
};

export function viewOutput(columns: readonly ViewColumn[]): readonly { readonly name: string; readonly type: DataType }[] {
  return columns.map(([name, kind]) => ({ name, type: types[kind] }));
}

const casts: Readonly<Record<ViewColumn[1], (cell: string) => string>> = {
  text: (cell) => cell,
  number: (cell) => `CAST(${cell} AS DECIMAL(38,0))`,
  credits: (cell) => `CAST(${cell} AS DECIMAL(38,9))`,
  time: (cell) => `make_timestamptz(CAST(${cell} AS BIGINT))`,
  date: (cell) => `CAST(${cell} AS DATE)`,
  flag: (cell) => `CAST(${cell} AS BOOLEAN)`,
};

/** SQL of a relation with these rows. They travel as one JSON text, which DuckDB reads far faster than a list of values. */
export function printView(columns: readonly ViewColumn[], rows: readonly (readonly ViewValue[])[]): string {
  const cells = rows.map((row) => columns.map(([, kind], index) => printCell(kind, row[index])));
  const list = columns.map(([name, kind], index) => `${casts[kind](`cells[${index + 1}]`)} AS ${quoteIdentifier(name)}`);
  return `(SELECT ${list.join(', ')} FROM (SELECT unnest(from_json(${quoteText(JSON.stringify(cells))}, '[["VARCHAR"]]')) AS cells))`;
}

function printCell(kind: ViewColumn[1], value: ViewValue): string | null {
  if (value === null || value === undefined) return null;
  if (kind === 'time') return String(Math.round(Number(value) * 1000));
  if (kind === 'date') return new Date(Number(value)).toISOString().slice(0, 10);
  if (kind === 'number') return String(Math.round(Number(value)));
  return kind === 'credits' ? Number(value).toFixed(9) : String(value);
}
