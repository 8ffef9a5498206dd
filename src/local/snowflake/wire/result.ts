import { textType } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import type { ResultColumn } from '../engine/engine.ts';
import type { ResultChunk } from './result-store.ts';

/** Numbers by which drivers know what a statement was; those of DML make them count rows. */
export const statementType = {
  select: 0x1000,
  copy: 0x3500,
  unload: 0x3600,
  list: 0x1000,
  putFiles: 0x7101,
  getFiles: 0x7102,
  multi: 0xa000,
  show: 0x1000,
  session: 0x4000,
  insert: 0x3100,
  update: 0x3200,
  delete: 0x3300,
  merge: 0x3400,
  ddl: 0x6000,
};

export interface Result {
  readonly columns: readonly ResultColumn[];
  /** Each a JSON array of texts and nulls. All of them, unless there are `chunks`. */
  readonly rows: readonly string[];
  /** The rows after those in `rows`, when there are too many for one reply. */
  readonly chunks?: readonly ResultChunk[];
  readonly statementType: number;
  /** For PUT and GET: what the client has to do itself. */
  readonly transfer?: FileTransfer;
}

/** Instructions for a client that copies files between its own disk and a folder of the stage. */
export interface FileTransfer {
  readonly command: 'UPLOAD' | 'DOWNLOAD';
  readonly src_locations: readonly string[];
  readonly localLocation?: string;
  readonly parallel: number;
  readonly autoCompress?: boolean;
  readonly overwrite?: boolean;
  /** `auto_detect`, `gzip` or `none`. */
  readonly sourceCompression?: string;
  readonly stageInfo: Readonly<Record<string, unknown>>;
}

export function totalRows({ rows, chunks = [] }: Result): number {
  return chunks.reduce((sum, chunk) => sum + chunk.rowCount, rows.length);
}

export type Cell = string | number | boolean | Date | null | undefined;

/** A result made here and not by DuckDB, such as that of SHOW. Dates become TIMESTAMP_LTZ. */
export function tableResult(
  columns: readonly (string | readonly [string, DataType])[],
  rows: readonly (readonly Cell[])[],
  type = statementType.show,
): Result {
  return {
    columns: columns.map((column) =>
      typeof column === 'string' ? { name: column, type: textType, nullable: true } : { name: column[0], type: column[1], nullable: true },
    ),
    rows: rows.map((row) => JSON.stringify(row.map(encodeHere))),
    statementType: type,
  };
}

function encodeHere(cell: Cell): string | null {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) return `${(cell.getTime() / 1000).toFixed(3)}000000`;
  return String(cell);
}

/** What DDL and session statements answer. */
export function statusResult(status: string, type = statementType.ddl): Result {
  return tableResult(['status'], [[status]], type);
}

export function countResult(counts: Readonly<Record<string, number>>, type: number): Result {
  const number: DataType = { kind: 'fixed', precision: 38, scale: 0 };
  return tableResult(
    Object.keys(counts).map((name) => [name, number] as const),
    [Object.values(counts)],
    type,
  );
}
