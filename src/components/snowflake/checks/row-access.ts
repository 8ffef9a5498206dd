import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseName, printName, quoteIdentifier } from '../structure/identifier.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import { refusalOf } from '../statement/refusal-of.ts';
import { askFor } from '../session.ts';
import type { Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart, printTable, quoteTable, tableName } from '../structure/table-name.ts';
import type { TableName } from '../structure/table-name.ts';

const amounts = ['all', 'some', 'none'] as const;
type Amount = (typeof amounts)[number];

const options = v.strictObject({
  table: v.string(),
  roles: v.record(
    v.string(),
    v.strictObject({
      sees: v.optional(v.pipe(v.picklist(amounts), v.description('`some`: fewer rows than the role of the session, and at least one.'))),
      only: v.optional(
        v.pipe(v.string(), v.nonEmpty('must not be empty'), v.description('SQL that holds for every row that the role sees.')),
      ),
    }),
  ),
});

type Options = v.InferOutput<typeof options>;

export interface RowAccessInput {
  readonly table: TableName;
  /** Exact. */
  readonly role: string;
  readonly sees: Amount | undefined;
  /** SQL of the user's own, as in a query check. */
  readonly only: string | undefined;
}

/** A row access policy seen through another role, in a session that really has the role. */
export const rowAccess: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A role sees the rows of a table that it should see and no others, tried as that role.',
  layer: 'security',
  costs: 'compute',
  privileges: 'SELECT of all rows for the role of the session; the tried roles granted to the user',
  options,
  expand({ table, roles }, settings) {
    const drafts = Object.entries(roles).map(([role, { sees, only }]) => {
      if (sees === undefined && only === undefined) throw new Error(`row-access of role ${role} expects nothing: declare sees or only.`);
      const input: RowAccessInput = { table: tableName(table, settings), role: parseName(role)[0] ?? '', sees, only };
      const name = `row-access.${idPart(table)}.${idPart(role)}`;
      return { name, title: `Role ${role} sees its rows of ${table}`, input, path: ['roles', role] };
    });
    if (drafts.length === 0) throw new Error('row-access has nothing to try: declare at least one role.');
    return drafts;
  },
};

export async function runRowAccess(connection: SnowflakeConnection, input: RowAccessInput, context: CheckContext): Promise<void> {
  const subject = `rows of ${printTable(input.table)} as ${printName([input.role])}`;

  const all = await asPermitted(printTable(input.table), 'SELECT on it', async () => {
    return await countRows(connection.session, input.table, undefined, context);
  });
  if (all.rows === 0) throw new Error(`${printTable(input.table)} has no rows for the role of the session: nothing is proven.`);
  const asRole = await connection.sessionAs(quoteIdentifier(input.role), context.signal);
  let seen = { rows: 0, outside: 0 };
  const refusal = await refusalOf(async () => {
    seen = await countRows(asRole, input.table, input.only, context);
  });
  const refused = refusal === undefined ? '' : `, not allowed to read it: ${refusal.code}`;
  context.value('rows', seen.rows);
  if (input.sees !== undefined) {
    const met = isAmount(input.sees, seen.rows, all.rows);
    context.find({ subject, expected: `${input.sees} of ${all.rows}`, actual: `${seen.rows}${refused}`, met });
  }
  if (input.only !== undefined) {
    const met = seen.outside === 0 && refusal === undefined;
    context.find({ subject, expected: `only those where ${input.only}`, actual: `${seen.outside} of ${seen.rows} others${refused}`, met });
  }
}

function isAmount(amount: Amount, seen: number, all: number): boolean {
  if (amount === 'all') return seen === all;
  return amount === 'none' ? seen === 0 : seen > 0 && seen < all;
}

async function countRows(session: Session, table: TableName, only: string | undefined, context: CheckContext) {
  const outside = only === undefined ? '0' : `COUNT(CASE WHEN (${only}) THEN NULL ELSE 1 END)`;
  const [row = {}] = await session.query(`SELECT COUNT(*) AS "rows", ${outside} AS "outside" FROM ${quoteTable(table)}`, {
    ...askFor(context),
    useResultCache: false,
  });
  return { rows: Number(row['rows']), outside: Number(row['outside']) };
}
