import { readFile } from 'node:fs/promises';
import { StackInputError } from '../stack-input-error.ts';
import type { Account } from './account.ts';
import { SnowflakeFailure } from './failure.ts';
import { QueryLog } from './query-log.ts';
import { executeStatement } from './run/execute-statement.ts';
import type { Session } from './session.ts';
import { statementsOf } from './split-statements.ts';
import { placeOf } from './sql/tokenize.ts';
import { errorMessage } from '../../std/errors.ts';

/**
 * Runs the statements of a file, one after another.
 * @throws StackInputError with file:line:column of the first one that is refused; those before it have taken effect
 */
export async function runSqlFile(file: string, account: Account, session: Session): Promise<void> {
  const text = await readText(file);
  const log = new QueryLog();
  let start = 0;
  try {
    for (const statement of statementsOf(text)) {
      start = statement.start;
      await executeStatement({ sql: statement.sql, binds: {}, describeOnly: false }, { account, session, log, queryId: 'seed' });
    }
  } catch (error) {
    throw failureAt(file, text, start, error);
  }
  if (session.inTransaction) throw new StackInputError(`${file}: the last transaction of the file has no COMMIT`);
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new StackInputError(`${file}: ${errorMessage(cause)}`, { cause });
  }
}

/** A place that the failure names counts from its statement. Columns are shown from 1. */
function failureAt(file: string, text: string, start: number, error: unknown): unknown {
  if (!(error instanceof SnowflakeFailure)) return error;
  const first = placeOf(text, start);
  const [, line, position] = /line (\d+) at position (\d+)/.exec(error.message) ?? [];
  const lineInStatement = line === undefined ? 1 : Number(line);
  const column = (lineInStatement === 1 ? first.position : 0) + Number(position ?? 0) + 1;
  const message = error.message.replaceAll(/\s+/g, ' ');
  return new StackInputError(`${file}:${first.line + lineInStatement - 1}:${column}: ${error.code} ${message}`, { cause: error });
}
