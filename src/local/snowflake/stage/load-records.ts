import { SnowflakeFailure } from '../failure.ts';
import type { CsvFormat, FileFormat, JsonFormat } from './file-format.ts';
import type { LoadColumn } from './load-columns.ts';
import { readCsv } from './read-csv.ts';
import { readJsonFile } from './read-json-file.ts';

/** How the fields of a file find their columns. */
export type Matching = 'position' | 'exact-name' | 'any-case-name';

/** One record of a file, with a text for each column to load; one that cannot be read has the failure instead. */
export interface LoadRecord {
  readonly line: number;
  readonly cells: readonly (string | null)[];
  readonly failure?: SnowflakeFailure;
}

/** @throws SnowflakeFailure 100069 for a file that is no JSON, LOCAL-002 for columns that cannot be matched */
export function loadRecords(
  content: string,
  format: FileFormat,
  columns: readonly LoadColumn[],
  matching: Matching,
): readonly LoadRecord[] {
  return format.type === 'CSV' ? csvRecords(content, format, columns, matching) : jsonRecords(content, format, columns, matching);
}

function csvRecords(content: string, format: CsvFormat, columns: readonly LoadColumn[], matching: Matching): readonly LoadRecord[] {
  const records = [...readCsv(content, format)];
  const header = format.parseHeader ? records.shift()?.fields : undefined;
  if (header === undefined) {
    if (matching !== 'position')
      throw new SnowflakeFailure('001008', '22023', 'SQL compilation error:\nMATCH_BY_COLUMN_NAME of a CSV file needs PARSE_HEADER = TRUE');
    return records.map((record) => positional(record, format, columns));
  }
  const places = columns.map(({ column }) => header.findIndex((name) => namesMatch(name ?? '', column.name, matching)));
  return records.map(({ fields, line, error }) => {
    if (error !== undefined) return { line, cells: [], failure: unreadable(error) };
    if (format.errorOnColumnCountMismatch && fields.length !== header.length)
      return { line, cells: [], failure: wrongCount(fields.length, header.length) };
    return { line, cells: places.map((place) => fields[place] ?? null) };
  });
}

function positional(
  { fields, line, error }: { readonly fields: readonly (string | null)[]; readonly line: number; readonly error: string | undefined },
  format: CsvFormat,
  columns: readonly LoadColumn[],
): LoadRecord {
  if (error !== undefined) return { line, cells: [], failure: unreadable(error) };
  if (format.errorOnColumnCountMismatch && fields.length !== columns.length) {
    return { line, cells: [], failure: wrongCount(fields.length, columns.length) };
  }
  return { line, cells: columns.map((_, index) => fields[index] ?? null) };
}

function unreadable(error: string): SnowflakeFailure {
  return new SnowflakeFailure('100016', '22000', error);
}

function wrongCount(found: number, wanted: number): SnowflakeFailure {
  const text = `Number of columns in file (${found}) does not match that of the corresponding table (${wanted}), use file format option error_on_column_count_mismatch=false to ignore this error`;
  return new SnowflakeFailure('100080', '22000', text);
}

function namesMatch(name: string, column: string, matching: Matching): boolean {
  return matching === 'exact-name' ? name === column : name.toUpperCase() === column.toUpperCase();
}

/** A whole value for the one semi-structured column, or the members of an object by their names. */
function jsonRecords(content: string, format: JsonFormat, columns: readonly LoadColumn[], matching: Matching): readonly LoadRecord[] {
  const values = readJsonFile(content, format.stripOuterArray);
  if (matching === 'position') {
    const [only] = columns;
    const fits = columns.length === 1 && only !== undefined && isSemiStructured(only);
    if (!fits) {
      const text =
        'SQL compilation error:\nJSON file format can produce one and only one column of variant, object, or array type. Load data into separate columns using the MATCH_BY_COLUMN_NAME copy option or copy with transformation.';
      throw new SnowflakeFailure('002144', '42601', text);
    }
    return values.map(({ text, line }) => ({ line, cells: [text === 'null' ? null : text] }));
  }
  return values.map(({ text, line }) => {
    const members = Object.entries(asObject(JSON.parse(text)));
    const cells = columns.map((target) => {
      const member = members.find(([name]) => namesMatch(name, target.column.name, matching));
      return member === undefined ? null : cellOf(member[1], target, format);
    });
    return { line, cells };
  });
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}

function isSemiStructured({ column }: LoadColumn): boolean {
  return column.type.kind === 'variant' || column.type.kind === 'object' || column.type.kind === 'array';
}

function cellOf(value: unknown, target: LoadColumn, format: JsonFormat): string | null {
  if (value === null || value === undefined) return null;
  if (isSemiStructured(target)) return JSON.stringify(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return format.nullIf.includes(text) ? null : text;
}
