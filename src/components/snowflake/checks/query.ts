import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { checkName } from '../../check-name.ts';
import { measureStatement, serverOperations, tellServerTimes } from '../statement/measured-statement.ts';
import type { MeasuredStatement } from '../statement/measured-statement.ts';
import { askFor, onlyValue } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { statement } from '../statement/statement-options.ts';

const options = v.strictObject({ name: checkName, ...statement });

type Options = v.InferOutput<typeof options>;

export type QueryInput = MeasuredStatement;

/**
 * One statement; conditions look at `rows` (how many), `row` (the first) and `result` (all). A target or condition that speaks of
 * the operation `<name>` has it measured too.
 */
export const query: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A statement whose result meets conditions on `rows`, `row` and `result`.',
  layer: 'integration',
  costs: 'compute',
  options,
  expand({ name, sql, binds }) {
    const input: QueryInput = { name, sql, binds };
    const names = [name, ...serverOperations.map((operation) => `${name}.${operation}`)];
    const operations = names.map((operation) => ({ name: operation, optional: true }));
    return [{ name: `query.${name}`, title: `Query ${name}`, input, operations }];
  },
};

export async function runQuery(connection: SnowflakeConnection, input: QueryInput, context: CheckContext): Promise<void> {
  const rows = await connection.session.query(input.sql, { ...askFor(context), binds: input.binds });
  context.value('rows', rows.length);
  context.value('result', rows.map(withLowerCaseKeys));
  if (rows[0] !== undefined) context.value('row', withLowerCaseKeys(rows[0]));
  const value = onlyValue(rows);
  if (value !== undefined) context.value('value', value);
  context.find({
    subject: `query ${input.name}`,
    expected: 'a result',
    actual: `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`,
    met: true,
  });
  if ((context.operations ?? []).length > 0) await measureQuery(connection, input, context);
}

async function measureQuery(connection: SnowflakeConnection, input: QueryInput, context: CheckContext): Promise<void> {
  await using session = await connection.pool.borrow(askFor(context));
  await tellServerTimes(session, input.name, await measureStatement(session, input, context), context);
}

/** `row.n` is what people write for a column that Snowflake calls N; the exact key wins where both exist. */
export function withLowerCaseKeys(row: Row): Row {
  const lower = Object.entries(row).map(([column, value]) => [column.toLowerCase(), value] as const);
  return { ...Object.fromEntries(lower), ...row };
}
