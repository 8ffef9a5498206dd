import type { Row } from '../../../model/capability.ts';
import { textOf } from './describe-table.ts';
import type { Ask, Session } from '../session.ts';

/**
 * The row of one parameter, with `value` and the `level` it was set on. `name` is a name of Snowflake's and `scope` SQL such as
 * `IN ACCOUNT`. LIKE takes `_` as any character, so the name is compared again. Needs no warehouse.
 */
export async function shownParameter(session: Session, name: string, scope: string, ask: Ask): Promise<Row | undefined> {
  const rows = await session.query(`SHOW PARAMETERS LIKE '${name}' ${scope}`, ask);
  return rows.find((row) => textOf(row, 'key') === name);
}
