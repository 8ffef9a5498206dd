import { refused } from '../failure.ts';
import type { WriteTarget } from '../translate/translation.ts';
import type { StatementContext } from './statement-context.ts';

/**
 * Snowflake masks and filters what UPDATE, DELETE and MERGE look at, too. That is not done here, and doing them on the
 * plain values would tell more than the role may know.
 */
export function refuseProtectedChange({ table, privileges }: WriteTarget, { account }: StatementContext): void {
  if (privileges.every((privilege) => privilege === 'INSERT')) return;
  const { attachments } = account.catalog;
  const masked = table.columns.some((column) => attachments.maskingPolicy(table, column));
  if (masked || attachments.rowPolicy(table)) throw refused('LOCAL-002', `a change of the rows of ${table.name}, which a policy protects`);
}
