import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName, quoteIdentifier } from '../structure/identifier.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import { refusalOf } from '../statement/refusal-of.ts';
import { askFor, onlyValue } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart, printTable, quoteTable, tableName } from '../structure/table-name.ts';
import type { TableName } from '../structure/table-name.ts';

const rolesList = v.optional(v.array(v.string()), []);
const options = v.strictObject({
  table: v.string(),
  columns: v.record(
    v.string(),
    v.strictObject({
      hidden_from: v.pipe(rolesList, v.description('Roles that must see none of the values.')),
      shown_to: v.pipe(rolesList, v.description('Roles that must see all of the values.')),
    }),
  ),
  sample: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000), v.description('Values that are tried.')), 100),
});

type Options = v.InferOutput<typeof options>;

export interface MaskingInput {
  readonly table: TableName;
  /** Exact. */
  readonly column: string;
  readonly role: string;
  readonly hidden: boolean;
  readonly sample: number;
}

/**
 * A masking policy seen through another role: values that the session sees are looked for in a session that really has the role.
 * A mask works in WHERE as well, so that a masked value finds nothing. Values travel as binds and are never shown.
 */
export const masking: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Values of a column are hidden from a role, or shown to it, tried as that role.',
  layer: 'security',
  costs: 'compute',
  privileges: 'SELECT with plain values for the role of the session; the tried roles granted to the user',
  options,
  expand({ table, columns, sample }, settings) {
    const name = tableName(table, settings);
    const drafts = Object.entries(columns).flatMap(([column, { hidden_from, shown_to }]) => {
      const draft = (role: string, word: 'hidden-from' | 'shown-to', path: readonly (string | number)[]) => {
        const exact = { column: parseName(column)[0] ?? '', role: parseName(role)[0] ?? '' };
        const input: MaskingInput = { table: name, ...exact, hidden: word === 'hidden-from', sample };
        const title = `Column ${table}.${column} is ${word.replace('-', ' ')} ${role}`;
        return {
          name: `masking.${idPart(table)}.${idPart(column)}.${word}-${idPart(role)}`,
          title,
          input,
          path: ['columns', column, ...path],
        };
      };
      return [
        ...hidden_from.map((role, index) => draft(role, 'hidden-from', ['hidden_from', index])),
        ...shown_to.map((role, index) => draft(role, 'shown-to', ['shown_to', index])),
      ];
    });
    if (drafts.length === 0) throw new Error('masking has nothing to try: declare hidden_from or shown_to of at least one column.');
    return drafts;
  },
};

export async function runMasking(connection: SnowflakeConnection, input: MaskingInput, context: CheckContext): Promise<void> {
  const values = await plainValues(connection, input, context);
  const asRole = await connection.sessionAs(quoteIdentifier(input.role), context.signal);
  const text = `TO_VARCHAR(${quoteIdentifier(input.column)})`;
  const places = values.map(() => '?').join(', ');
  const count = `SELECT COUNT(DISTINCT ${text}) AS N FROM ${quoteTable(input.table)} WHERE ${text} IN (${places})`;
  let seen = 0;
  const refusal = await refusalOf(async () => {
    seen = Number(onlyValue(await asRole.query(count, { ...askFor(context), useResultCache: false, binds: values })));
  });
  const actual = refusal === undefined ? `${seen} of them` : `not allowed to read it: ${refusal.code}`;
  context.find({
    subject: `values of ${printTable(input.table)}.${printName([input.column])} as ${printName([input.role])}`,
    expected: `${input.hidden ? 'none' : 'all'} of ${values.length} sampled values`,
    actual,
    met: input.hidden ? seen === 0 : seen === values.length,
  });
}

/** Texts of values as the session sees them. Throws where they prove nothing. */
async function plainValues({ session }: SnowflakeConnection, input: MaskingInput, context: CheckContext): Promise<readonly string[]> {
  const { table, column, sample } = input;
  const where = `${quoteTable(table)} WHERE ${quoteIdentifier(column)} IS NOT NULL`;
  const subject = `${printTable(table)}.${printName([column])}`;
  const select = `SELECT DISTINCT TO_VARCHAR(${quoteIdentifier(column)}) AS V FROM ${where} LIMIT ${sample}`;
  const rows = await asPermitted(subject, `SELECT on ${printTable(table)}`, async () => await session.query(select, askFor(context)));
  if (rows.length === 0) throw new Error(`${subject} has no values: nobody could see any, so nothing is proven.`);
  if (rows.length === 1) {
    const count = Number(onlyValue(await session.query(`SELECT COUNT(*) AS N FROM ${where}`, askFor(context))));
    // Looking for a mask in a masked column would find it.
    if (count > 1) throw new Skip(`all ${count} values of ${subject} look the same to the role of the session: it may be masked itself`);
  }
  return rows.map((row) => textOf(row, 'V'));
}
