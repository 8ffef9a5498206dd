import type { Row } from '../../../model/capability.ts';
import { TransportError } from '../../../std/errors.ts';
import { normalError, SnowflakeRefusal } from './normal-error.ts';
import { plainRow } from './plain-row.ts';
import type { Ask } from '../session.ts';
import { showStatement } from './shown-statement.ts';
import type { ShownStatement } from './shown-statement.ts';
import type { SpendMeter } from '../spend/spend-meter.ts';
import { untilSettled } from '../until-settled.ts';

/** The part of the driver's connection and statement that running one needs. */
export interface StatementDriver {
  execute(options: {
    readonly sqlText: string;
    readonly binds: readonly (string | number | boolean | null)[];
    readonly parameters: Record<string, unknown>;
    readonly complete: (error: Error | null | undefined, statement: DriverStatement, rows?: readonly Record<string, unknown>[]) => void;
  }): DriverStatement;
}

interface DriverStatement {
  cancel(done: () => void): void;
  /** Undefined until Snowflake has answered something. */
  getQueryId(): string | undefined;
}

export interface StatementRules {
  /** Upper limit of a statement whatever its caller says. */
  readonly limitMilliseconds: number;
  readonly spend: SpendMeter;
}

/** Snowflake ended a statement at its STATEMENT_TIMEOUT_IN_SECONDS: https://docs.snowflake.com/en/sql-reference/parameters */
const timedOutCode = '000630';

/**
 * Runs one statement; the only way to Snowflake for all checks. It ends at the caller's signal, at its own limit or at that of
 * the settings, whichever comes first, and is then cancelled on the server, which knows the limit too in case we die. Network
 * errors, 5xx, 408 and 429 are repeated by the driver, with the request id of the first try, so that nothing runs twice.
 * Throws `SnowflakeRefusal`, `TransportError`, or `Skip` where no more credits may be spent.
 */
export async function runStatement(driver: StatementDriver, sql: string, ask: Ask, rules: StatementRules): Promise<readonly Row[]> {
  const shown = showStatement(sql);
  const limitMilliseconds = Math.min(ask.timeoutMilliseconds ?? rules.limitMilliseconds, rules.limitMilliseconds);
  using _usage = rules.spend.begin(sql, ask.tag);
  try {
    return await execute(driver, sql, ask, limitMilliseconds, shown);
  } catch (error) {
    if (!(error instanceof SnowflakeRefusal) || error.code !== timedOutCode) throw error;
    throw new TransportError('timeout', error.message, { cause: error });
  }
}

function execute(
  driver: StatementDriver,
  sql: string,
  ask: Ask,
  limitMilliseconds: number,
  shown: ShownStatement,
): Promise<readonly Row[]> {
  let statement: DriverStatement | undefined;
  const running = `running ${JSON.stringify(shown.text)} (statement ${shown.hash}`;
  // Without a query id, the tag is how the statement is found in the query history.
  const doing = (): string => `${running}, ${queryIdOf(statement) ?? `tag ${ask.tag}`})`;
  return untilSettled<readonly Row[]>({ signal: ask.signal, limitMilliseconds, doing }, (settle) => {
    statement = driver.execute({
      sqlText: sql,
      binds: ask.binds ?? [],
      parameters: statementParameters(ask, limitMilliseconds),
      complete: (error, finished, rows) => {
        const queryId = finished.getQueryId();
        if (queryId !== undefined) ask.onQueryId?.(queryId);
        if (error !== undefined && error !== null) settle.reject(normalError(error, `${running})`, shown.hash));
        else settle.resolve((rows ?? []).map(plainRow));
      },
    });
    return () => statement?.cancel(() => undefined);
  });
}

/** For this statement alone: ALTER SESSION would reach the statements that run beside it. */
function statementParameters(ask: Ask, limitMilliseconds: number): Record<string, unknown> {
  return {
    QUERY_TAG: ask.tag,
    STATEMENT_TIMEOUT_IN_SECONDS: Math.max(1, Math.ceil(limitMilliseconds / 1_000)),
    ...(ask.useResultCache === false ? { USE_CACHED_RESULT: false } : {}),
  };
}

function queryIdOf(statement: DriverStatement | undefined): string | undefined {
  const queryId = statement?.getQueryId();
  return queryId === undefined ? undefined : `query ${queryId}`;
}
