import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { describeTable } from '../structure/describe-table.ts';
import type { FoundColumn } from '../structure/describe-table.ts';
import { parseName, printName, quoteIdentifier } from '../structure/identifier.ts';
import { asPermitted, notPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart, printTable, quoteTable, tableName } from '../structure/table-name.ts';
import type { TableName } from '../structure/table-name.ts';
import { holdsPii, piiKinds } from './pii-patterns.ts';
import type { PiiKind } from './pii-patterns.ts';

const names = v.array(v.string());
const options = v.strictObject({
  tables: v.pipe(names, v.minLength(1, 'needs at least one table')),
  as: v.optional(v.pipe(v.string(), v.description('Role whose eyes are used; absent: the role of the session.'))),
  kinds: v.optional(v.array(v.picklist(piiKinds)), [...piiKinds]),
  sample: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000), v.description('Rows that are looked at, chosen at random.')),
    1_000,
  ),
  threshold: v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('Share of the sampled values from which on a column is a finding.')),
    0.05,
  ),
  ignore: v.optional(v.pipe(names, v.description('Columns, written COLUMN or TABLE.COLUMN, that may hold personal data.')), []),
});

type Options = v.InferOutput<typeof options>;

export interface PiiInput {
  readonly table: TableName;
  /** Exact; undefined: the role of the session. */
  readonly role: string | undefined;
  readonly kinds: readonly PiiKind[];
  readonly sample: number;
  readonly threshold: number;
  /** Exact names of columns. */
  readonly ignored: readonly string[];
}

/** Personal data that a role sees unmasked, found by its form in a sample. Values are looked at here and never shown or kept. */
export const pii: CheckKind<Options, SnowflakeSettings> = {
  summary: 'No column of a table shows a role unmasked e-mail addresses, phone numbers, IBANs, card or social security numbers.',
  layer: 'security',
  costs: 'compute',
  privileges: 'SELECT on the tables for the role that looks',
  options,
  primary: 'tables',
  expand({ tables, as, kinds, sample, threshold, ignore }, settings) {
    const ignored = ignore.map(parseName);
    return tables.map((text, index) => {
      const table = tableName(text, settings);
      const input: PiiInput = {
        table,
        role: as === undefined ? undefined : (parseName(as)[0] ?? ''),
        kinds,
        sample,
        threshold,
        ignored: ignored.filter((parts) => isColumnOf(parts, table)).map((parts) => parts.at(-1) ?? ''),
      };
      const role = as === undefined ? '' : `.${idPart(as)}`;
      const title = `Table ${text} shows ${as ?? 'us'} no personal data`;
      return { name: `pii.${idPart(text)}${role}`, title, input, path: ['tables', index] };
    });
  },
};

function isColumnOf(parts: readonly string[], { database, schema, table }: TableName): boolean {
  const owner = parts.slice(0, -1);
  return owner.every((part, index) => part === [database, schema, table].at(index - owner.length));
}

export async function runPii(connection: SnowflakeConnection, input: PiiInput, context: CheckContext): Promise<void> {
  const { table, role } = input;
  const ask = askFor(context);
  const session = role === undefined ? connection.session : await connection.sessionAs(quoteIdentifier(role), context.signal);
  const columns = await describeTable(session, table, ask);
  const needed = `SELECT on it${role === undefined ? '' : ` for role ${printName([role])}`}`;
  if (columns === undefined) throw notPermitted(printTable(table), needed);
  const looked = columns.filter((column) => isText(column) && !input.ignored.includes(column.name));
  if (looked.length === 0) throw new Skip(`${printTable(table)} has no column of text to look at`);
  const rows = await asPermitted(printTable(table), needed, async () => await sampleRows(session, table, looked, input.sample, context));
  context.value('rows', rows.length);
  if (rows.length === 0) throw new Error(`${printTable(table)} shows no rows: nothing is proven.`);
  for (const [index, { name }] of looked.entries())
    lookAtColumn(
      name,
      rows.map((row) => row[`C${index}`]),
      input,
      context,
    );
  context.note(`${rows.length} rows of ${printTable(table)} looked at, chosen at random: what is rare is not found`);
}

function isText({ type }: FoundColumn): boolean {
  return /^(?:VARCHAR|VARIANT|OBJECT|ARRAY)\b/.test(type);
}

async function sampleRows(
  session: Session,
  table: TableName,
  columns: readonly FoundColumn[],
  sample: number,
  context: CheckContext,
): Promise<readonly Row[]> {
  const list = columns.map(({ name }, index) => `LEFT(TO_VARCHAR(${quoteIdentifier(name)}), 4000) AS C${index}`).join(', ');
  return await session.query(`SELECT ${list} FROM ${quoteTable(table)} SAMPLE (${sample} ROWS)`, askFor(context));
}

function lookAtColumn(column: string, cells: readonly unknown[], input: PiiInput, context: CheckContext): void {
  const values = cells.filter((cell): cell is string => typeof cell === 'string' && cell !== '');
  const found = input.kinds
    .map((kind) => ({ kind, count: values.filter((value) => holdsPii[kind](value)).length }))
    .filter(({ count }) => count > 0 && count / values.length >= input.threshold);
  context.find({
    subject: `column ${printTable(input.table)}.${printName([column])}`,
    expected: 'no unmasked personal data',
    actual: found.length === 0 ? 'none' : found.map(({ kind, count }) => `${kind} in ${count} of ${values.length} values`).join(', '),
    met: found.length === 0,
  });
}
