import type { Token } from '../sql/tokenize.ts';
import type { Binds } from '../run/binds.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { isSet, kindOf, optionalNode } from '../translate/node.ts';
import type { Node } from '../translate/node.ts';
import { parseQuery } from '../translate/translate.ts';
import { prepareExpression } from './prepare-expression.ts';
import { prepareFunction, prepareTable } from './prepare-relation.ts';

export interface Preparation {
  readonly context: StatementContext;
  readonly binds: Binds;
}

const words = new Set(['RESULT_SCAN', 'LAST_QUERY_ID', 'SYSTEM$LAST_CHANGE_COMMIT_TIME', 'ACCOUNT_USAGE', 'INFORMATION_SCHEMA']);

/** Whether the query may have a part that depends on the moment, on other statements or on a past state. */
export function needsPreparation(tokens: readonly Token[]): boolean {
  return tokens.some((token, index) => {
    if (token.kind !== 'word') return false;
    if (token.value === 'AT' || token.value === 'BEFORE') return tokens[index + 1]?.value === '(';
    return words.has(token.value);
  });
}

/** The tree of such a query with these parts replaced by what they are now; it is good for one run. */
export async function prepareQuery(sql: string, tokens: readonly Token[], preparation: Preparation): Promise<Node> {
  const tree = parseQuery(sql, tokens, preparation.context.account.parser);
  return (await replaceParts(tree, preparation)) as Node;
}

/** From the inside to the outside: an argument may be such a part, too. */
async function replaceParts(value: unknown, preparation: Preparation): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => replaceParts(item, preparation)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = [];
  for (const [key, inner] of Object.entries(value)) entries.push([key, await replaceParts(inner, preparation)] as const);
  const node: Node = Object.fromEntries(entries);
  return (await replaceNode(node, preparation)) ?? node;
}

async function replaceNode(node: Node, preparation: Preparation): Promise<Node | undefined> {
  if (Object.keys(node).length !== 1) return undefined;
  const fields = optionalNode(node, kindOf(node));
  if (!fields) return undefined;
  if (kindOf(node) === 'table' && optionalNode(fields, 'name')) return prepareTable(fields, preparation);
  if (kindOf(node) === 'alias') {
    const inner = optionalNode(fields, 'this');
    const replaced = inner?.['prepared_relation'];
    // The alias of a table function is around it.
    return replaced ? { prepared_relation: { ...replaced, alias: fields['alias'], column_aliases: fields['column_aliases'] } } : undefined;
  }
  if (kindOf(node) !== 'function' || isSet(fields, 'filter')) return undefined;
  return (await prepareFunction(fields, preparation)) ?? prepareExpression(fields, preparation);
}
