import { refused } from '../failure.ts';
import { fill } from '../run/fill.ts';
import type { Node } from '../translate/node.ts';
import { translateConstant } from '../translate/translate.ts';
import type { Preparation } from './prepare-query.ts';

/** DuckDB's SQL of an expression that names no column. */
export function printConstant(node: Node, { context, binds }: Preparation): string {
  const { account, session } = context;
  const sql = translateConstant(node, { parser: account.parser, catalog: account.catalog, names: session });
  return fill(sql, binds, context);
}

/** The value of such an expression as text. */
export async function constantOf(node: Node, preparation: Preparation): Promise<string> {
  const sql = printConstant(node, preparation);
  const [value] = await preparation.context.session.connection.texts(`SELECT CAST(${sql} AS VARCHAR)`);
  if (value === undefined || value === null) throw refused('LOCAL-003', 'NULL as an argument of a table function');
  return value;
}
