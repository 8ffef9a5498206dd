import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { integerType } from '../catalog/data-type.ts';
import { optionFlag } from '../catalog/objects.ts';
import type { ResultColumn } from '../engine/engine.ts';
import { SnowflakeFailure, refused } from '../failure.ts';
import { describeSelect } from '../run/create-table.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { statementType, tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { resolveFileFormat } from './file-format.ts';
import type { FileFormat } from './file-format.ts';
import { resolveStage } from './resolve-stage.ts';
import type { ResolvedStage } from './resolve-stage.ts';
import { displayLocation } from './stage-location.ts';
import type { StageStatement } from './stage-statement.ts';
import { writeCsvRow } from './write-csv.ts';

type CopyIntoLocation = StageStatement & { readonly type: 'copy-into-location' };

const zip = promisify(gzip);
const knownOptions = new Set(['FILE_FORMAT', 'OVERWRITE', 'SINGLE', 'HEADER', 'MAX_FILE_SIZE']);
/** One file is written as a whole, so there is a limit to its size. */
const limitCharacters = 256 * 1024 * 1024;

/** COPY INTO a stage: the rows of a query as one file. */
export async function copyIntoLocation(statement: CopyIntoLocation, context: StatementContext): Promise<Result> {
  const { options, location } = statement;
  const unknown = Object.keys(options).find((name) => !knownOptions.has(name));
  if (unknown !== undefined) throw refused('LOCAL-002', `${unknown} of COPY INTO a stage`);
  const stage = resolveStage(location, 'WRITE', context);
  const format = resolveFileFormat(options, stage.options, context);
  const path = filePath(stage, format, optionFlag(options, 'SINGLE'));
  if (!optionFlag(options, 'OVERWRITE') && (await stage.folder.list(path)).length > 0) {
    const text = `Files already existing at the unload destination: ${displayLocation(location)}. Use overwrite option to force unloading.`;
    throw new SnowflakeFailure('001030', '42710', text);
  }
  const { text, rows } = await writeRows(statement, format, context);
  const plain = Buffer.from(text);
  const content = format.zip ? await zip(plain) : plain;
  if (rows > 0) await stage.folder.write(path, content);
  const names = ['rows_unloaded', 'input_bytes', 'output_bytes'].map((name) => [name, integerType] as const);
  return tableResult(names, [[rows, plain.length, rows > 0 ? content.length : 0]], statementType.unload);
}

/** `out/` becomes out/data_0_0_0.csv.gz, `out` becomes out_0_0_0.csv.gz, and SINGLE writes what is named. */
function filePath({ path }: ResolvedStage, format: FileFormat, single: boolean): string {
  const base = path === '' || path.endsWith('/') ? `${path}data` : path;
  if (single) return base;
  return `${base}_0_0_0.${format.type.toLowerCase()}${format.zip ? '.gz' : ''}`;
}

async function writeRows(statement: CopyIntoLocation, format: FileFormat, context: StatementContext) {
  const { connection } = context.session;
  const { sql, columns } = await describeSelect(statement.select, context.session, context);
  const write = rowWriter(format, columns);
  const parts: string[] = [];
  let characters = 0;
  let rows = 0;
  if (format.type === 'CSV' && optionFlag(statement.options, 'HEADER')) {
    parts.push(
      writeCsvRow(
        columns.map((column) => column.name),
        format,
      ),
    );
  }
  for await (const batch of connection.batches(textRows(sql, columns))) {
    for (const row of batch) {
      const line = write(JSON.parse(row) as readonly (string | null)[]);
      parts.push(line);
      characters += line.length;
      rows += 1;
    }
    if (characters > limitCharacters) throw refused('LOCAL-006', `an unload of more than ${limitCharacters / 1024 / 1024} MiB`);
  }
  return { text: parts.join(''), rows };
}

function rowWriter(format: FileFormat, columns: readonly ResultColumn[]): (cells: readonly (string | null)[]) => string {
  if (format.type === 'CSV') return (cells) => writeCsvRow(cells, format);
  const [only] = columns;
  const fits = columns.length === 1 && (only?.type.kind === 'variant' || only?.type.kind === 'object' || only?.type.kind === 'array');
  if (!fits)
    throw new SnowflakeFailure(
      '002144',
      '42601',
      'SQL compilation error:\nJSON files can be unloaded from one column of variant, object, or array type.',
    );
  return ([cell]) => `${cell ?? 'null'}\n`;
}

/** Each row as a JSON array of the texts that a cast to VARCHAR gives. */
function textRows(sql: string, columns: readonly ResultColumn[]): string {
  const names = columns.map((_, index) => `c${index}`);
  const cells = columns.map((column, index) => {
    const name = names[index] ?? '';
    if (column.type.kind === 'variant' || column.type.kind === 'object' || column.type.kind === 'array') return `CAST(${name} AS VARCHAR)`;
    if (column.type.kind === 'timestamp_ltz') return `sf_zoned_text(sf_of_instant(${name}))`;
    return column.type.kind === 'timestamp_tz' ? `sf_zoned_text(${name})` : `sf_text(${name})`;
  });
  return `SELECT CAST(to_json([${cells.join(', ')}]) AS VARCHAR) FROM (${sql}) AS unloaded(${names.join(', ')})`;
}
