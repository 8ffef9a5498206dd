import type { Row } from '../../../model/capability.ts';
import { isMissing, textOf } from './describe-table.ts';
import type { Ask, Session } from '../session.ts';

/** SHOW gives no more rows and does not say so: https://docs.snowflake.com/en/sql-reference/sql/show */
const mostRows = 10_000;

export type ShownList = 'DATABASES' | 'SCHEMAS' | 'TABLES' | 'VIEWS' | 'ROLES' | 'DATABASE ROLES' | 'USERS';

/**
 * The row of one object by its exact name, or undefined when this role sees none, or not its container. `scope` is SQL such as
 * `IN ACCOUNT`. Needs no warehouse.
 */
export async function findShown(session: Session, list: ShownList, name: string, scope: string, ask: Ask): Promise<Row | undefined> {
  const rows = await listShown(session, `${list} LIKE ${likePattern(name)}`, scope, ask);
  return rows?.find((row) => textOf(row, 'name') === name);
}

/**
 * Every object of a scope that this role sees; undefined when it does not see the scope itself. Throws `Error` when there are
 * more than SHOW gives: what is cut off would look as if it did not exist.
 */
export async function listShown(session: Session, list: string, scope: string, ask: Ask): Promise<readonly Row[] | undefined> {
  try {
    const rows = await session.query(`SHOW ${list} ${scope}`, ask);
    if (rows.length >= mostRows) throw new Error(`SHOW ${list} ${scope} was cut at ${mostRows} rows, so nothing can be said of the rest.`);
    return rows;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * A text literal for LIKE that lets the name through. It only narrows: LIKE ignores case and takes `_` for any character, so a
 * backslash, whose meaning inside of LIKE is not documented, becomes one.
 */
export function likePattern(name: string): string {
  return `'${name.replaceAll('\\', '_').replaceAll("'", "''")}'`;
}
