import type { Row, SqlCapability } from '../../model/capability.ts';
import { deleteRows, insertRow, selectKeys } from './row-statements.ts';
import type { BoundStatement } from './row-statements.ts';
import type { Bind, SnowflakeConnection } from './session.ts';

/** SQL for flows. Throws `TypeError` for a bind that Snowflake has no value for. */
export function sqlCapability(connection: SnowflakeConnection): SqlCapability {
  // Asynchronous, so that a bad bind or name is a rejection like every other error.
  const run = async (statement: () => BoundStatement, signal: AbortSignal): Promise<readonly Row[]> => {
    const { sql, binds } = statement();
    return await connection.session.query(sql, { signal, tag: 'infra-test:flow', binds: binds.map(asBind) });
  };
  return {
    query: (sql, binds, signal) => run(() => ({ sql, binds }), signal),
    insert: async (table, rows, signal) => {
      for (const row of rows) await run(() => insertRow(table, row), signal);
    },
    findRows: async (rows, signal) => (await run(() => selectKeys(rows), signal)).map((row) => String(row['key'])),
    removeRows: async (rows, signal) => void (await run(() => deleteRows(rows), signal)),
  };
}

function asBind(value: unknown): Bind {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`A bind must be text, a number, a boolean or null, not ${Array.isArray(value) ? 'a list' : typeof value}.`);
}
