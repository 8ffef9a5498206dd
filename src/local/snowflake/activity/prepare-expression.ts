import { missingObject } from '../failure.ts';
import { visibleRelation } from '../run/authorize.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { parseName } from '../run/option-references.ts';
import { displayName, quoteText } from '../sql/names.ts';
import { nodeList, textField } from '../translate/node.ts';
import type { Fields, Node } from '../translate/node.ts';
import { preparedExpressionNode } from '../translate/prepared.ts';
import { constantOf } from './constant.ts';
import type { Preparation } from './prepare-query.ts';

/** LAST_QUERY_ID and SYSTEM$LAST_CHANGE_COMMIT_TIME as the values they have now. */
export async function prepareExpression(fields: Fields, preparation: Preparation): Promise<Node | undefined> {
  const name = textField(fields, 'name').toUpperCase();
  const [argument, ...others] = nodeList(fields, 'args');
  if (others.length > 0) return undefined;
  if (name === 'LAST_QUERY_ID') {
    const number = argument ? Number(await constantOf(argument, preparation)) : -1;
    return preparedExpressionNode(textOrNull(queryIdAt(number, preparation.context)));
  }
  if (name !== 'SYSTEM$LAST_CHANGE_COMMIT_TIME' || !argument) return undefined;
  return preparedExpressionNode(lastChange(await constantOf(argument, preparation), preparation.context));
}

function textOrNull(text: string | undefined): string {
  return text === undefined ? 'CAST(NULL AS VARCHAR)' : quoteText(text);
}

/** 1 is the first statement of the session, -1 the latest; the one that asks does not count. */
function queryIdAt(number: number, { log, session, queryId }: StatementContext): string | undefined {
  const ended = log.of(session).filter((entry) => entry.queryId !== queryId && entry.endedAt !== undefined);
  return ended.at(number > 0 ? number - 1 : number)?.queryId;
}

/** Nanoseconds since 1970 of the newest commit that changed the table. */
function lastChange(name: string, { account, session }: StatementContext): string {
  const relation = visibleRelation(parseName(name), 'SELECT', session, account);
  if (relation.kind !== 'TABLE') throw missingObject('Table', displayName(parseName(name)));
  const microseconds = Math.round(account.timeTravel.lastChangeOf(relation) * 1000);
  return `CAST(${microseconds}000 AS DECIMAL(38,0))`;
}
