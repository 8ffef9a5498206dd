import type { Account } from '../account.ts';
import type { QueryLog } from '../query-log.ts';
import type { Session } from '../session.ts';

/** What a statement runs with. */
export interface StatementContext {
  readonly account: Account;
  readonly session: Session;
  readonly log: QueryLog;
  readonly queryId: string;
}
