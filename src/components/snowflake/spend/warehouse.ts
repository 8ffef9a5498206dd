import { creditsPerHour } from './credits.ts';
import { textOf } from '../structure/describe-table.ts';
import type { Ask, Session } from '../session.ts';

/** The warehouse of the session, as far as this role sees it. */
export interface Warehouse {
  /** Exact. */
  readonly name: string;
  /** As Snowflake writes it, such as `X-Small`. */
  readonly size: string;
  readonly creditsPerHour: number;
  /** Undefined: it never suspends itself. */
  readonly autoSuspendSeconds: number | undefined;
}

/** Looks a warehouse up by its exact name. Undefined when this role does not see it. Needs no warehouse and costs nothing. */
export async function findWarehouse(session: Session, name: string, ask: Ask): Promise<Warehouse | undefined> {
  // LIKE takes `_` as any character, so that it only narrows.
  const rows = await session.query(`SHOW WAREHOUSES LIKE '${name.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`, ask);
  const row = rows.find((candidate) => textOf(candidate, 'name') === name);
  if (row === undefined) return undefined;
  const size = textOf(row, 'size');
  const autoSuspendSeconds = Number(row['auto_suspend']);
  return {
    name,
    size,
    // A size that Snowflake has added since is counted as the smallest; the meter calls all of it an estimate.
    creditsPerHour: creditsPerHour(size) ?? 1,
    autoSuspendSeconds: autoSuspendSeconds > 0 ? autoSuspendSeconds : undefined,
  };
}
