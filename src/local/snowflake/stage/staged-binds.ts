import type { Account } from '../account.ts';
import type { Binds } from '../run/binds.ts';
import { QueryLog } from '../query-log.ts';
import type { Session } from '../session.ts';
import { SnowflakeFailure } from '../failure.ts';
import { readCsv } from './read-csv.ts';
import { csvFormat } from './file-format.ts';
import { resolveStage } from './resolve-stage.ts';
import { parseLocation } from './stage-location.ts';
import { unzipped } from './unzip.ts';

/**
 * Array binds that a driver has put into a stage as CSV files named 1, 2, ...: the columns are the binds, the rows the rows.
 * Nothing between two commas is NULL, "" is the empty text.
 */
export async function readStagedBinds(location: string, session: Session, account: Account): Promise<Binds> {
  const context = { account, session, log: new QueryLog(), queryId: '' };
  const { folder, path } = resolveStage(parseLocation(location), 'READ', context);
  const format = csvFormat({ TYPE: 'CSV', FIELD_OPTIONALLY_ENCLOSED_BY: '"', ESCAPE_UNENCLOSED_FIELD: 'NONE', NULL_IF: [] });
  const files = (await folder.list(path === '' ? '' : `${path}/`)).toSorted((one, other) => fileNumber(one.path) - fileNumber(other.path));
  if (files.length === 0) throw new SnowflakeFailure('002049', '42601', `SQL compilation error:\nThere are no binds in ${location}.`);
  const columns: (string | null)[][] = [];
  let rows = 0;
  for (const file of files) {
    for (const { fields, error } of readCsv((await unzipped(await folder.read(file.path))).toString(), format)) {
      rows += 1;
      for (const [index, field] of fields.entries()) (columns[index] ??= []).push(field);
      if (error !== undefined || columns.some((column) => column.length !== rows)) {
        throw new SnowflakeFailure('100080', '22000', `Row ${rows} of the binds in ${location} has ${fields.length} values.`);
      }
    }
  }
  return Object.fromEntries(columns.map((value, index) => [String(index + 1), { type: 'TEXT', value }]));
}

function fileNumber(path: string): number {
  return Number(/(\d+)(?:\.gz)?$/.exec(path)?.[1] ?? 0);
}
