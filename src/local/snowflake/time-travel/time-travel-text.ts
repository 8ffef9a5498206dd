import { fill } from '../run/fill.ts';
import type { StatementContext } from '../run/statement-context.ts';
import type { TimeTravelText } from '../sql/statement.ts';
import { tokenize } from '../sql/tokenize.ts';
import { prepareQuery } from '../activity/prepare-query.ts';
import { fieldsOf, nodeList } from '../translate/node.ts';
import { translateConstant } from '../translate/translate.ts';
import type { Point } from './table-history.ts';
import { pointOf } from './time-travel-clause.ts';

/** The point that the clause of a DDL statement means. */
export async function pointOfText({ before, kind, text }: TimeTravelText, context: StatementContext): Promise<Point> {
  const { account, session } = context;
  const query = `SELECT ${text}`;
  // LAST_QUERY_ID(-2) is known only now.
  const tree = await prepareQuery(query, tokenize(query), { context, binds: {} });
  const [expression] = nodeList(fieldsOf(tree), 'expressions');
  const sql = translateConstant(expression ?? {}, { parser: account.parser, catalog: account.catalog, names: session });
  return pointOf({ before, kind, sql: fill(sql, {}, context) }, context);
}
