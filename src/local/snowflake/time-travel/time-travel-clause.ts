import { SnowflakeFailure, refused } from '../failure.ts';
import type { StatementContext } from '../run/statement-context.ts';
import type { Point } from './table-history.ts';

export type TimeTravelKind = 'TIMESTAMP' | 'OFFSET' | 'STATEMENT';

/** `AT | BEFORE (kind => expression)` with the expression as DuckDB's SQL. */
export interface TimeTravelClause {
  readonly before: boolean;
  readonly kind: TimeTravelKind;
  readonly sql: string;
}

/** How far a moment may be ahead because the clocks of two machines differ. */
const toleranceMilliseconds = 60_000;

/** The point that a clause means. @throws SnowflakeFailure 000709 for an unknown statement */
export async function pointOf({ before, kind, sql }: TimeTravelClause, context: StatementContext): Promise<Point> {
  if (kind === 'STATEMENT') return pointOfStatement(await valueOf(`CAST(${sql} AS VARCHAR)`, context), before, context);
  const now = context.account.now();
  const at =
    kind === 'OFFSET'
      ? now + 1000 * Number(await valueOf(`CAST(CAST(${sql} AS DOUBLE) AS VARCHAR)`, context))
      : await momentOf(sql, context);
  if (at > now + toleranceMilliseconds) throw refused('LOCAL-002', 'AT or BEFORE of a moment that is still to come');
  return { at, before };
}

async function valueOf(sql: string, { session }: StatementContext): Promise<string> {
  const [value] = await session.connection.texts(`SELECT ${sql}`);
  if (value === undefined || value === null) throw refused('LOCAL-002', 'NULL in AT or BEFORE');
  return value;
}

/** A timestamp without a zone means UTC, as Snowflake documents it for this clause. */
async function momentOf(sql: string, context: StatementContext): Promise<number> {
  const [column] = await context.session.connection.describe(`SELECT ${sql}`);
  const zoned = `regexp_replace(trim(${sql}), '\\s*([+-]\\d{2}):?(\\d{2})$', '\\1:\\2')`;
  const text = `CASE WHEN regexp_matches(${zoned}, '(Z|[+-]\\d{2}:\\d{2})$') THEN epoch_us(CAST(${zoned} AS TIMESTAMPTZ)) ELSE epoch_us(CAST(${sql} AS TIMESTAMP)) END`;
  const microseconds = {
    timestamp_ltz: `epoch_us(${sql})`,
    timestamp_tz: `epoch_us((${sql}).instant)`,
    timestamp_ntz: `epoch_us(${sql})`,
    date: `epoch_us(CAST(${sql} AS TIMESTAMP))`,
    text,
  };
  const kind = column?.type.kind ?? 'text';
  if (!(kind in microseconds)) throw refused('LOCAL-002', `AT or BEFORE (TIMESTAMP => ..) with a ${kind}`);
  return Number(await valueOf(`CAST(${microseconds[kind as keyof typeof microseconds]} AS VARCHAR)`, context)) / 1000;
}

/** The commit of its changes; a statement without changes saw the state at its start. */
function pointOfStatement(queryId: string, before: boolean, { account, log }: StatementContext): Point {
  const at = account.timeTravel.commits.of(queryId) ?? log.find(queryId)?.startedAt;
  if (at === undefined) throw new SnowflakeFailure('000709', '02000', `Statement ${queryId} not found`);
  return { at, before };
}
