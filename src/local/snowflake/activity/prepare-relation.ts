import { fullName } from '../catalog/catalog.ts';
import { SnowflakeFailure, missingObject, noCurrentDatabase, refused } from '../failure.ts';
import { authorizeRead } from '../run/authorize.ts';
import { displayName, quoteIdentifier, quoteText } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import { selectState } from '../time-travel/past-state.ts';
import { pointOf } from '../time-travel/time-travel-clause.ts';
import type { TimeTravelKind } from '../time-travel/time-travel-clause.ts';
import { fieldsOf, foldIdentifier, kindOf, nodeList, optionalNode, requiredNode, textField } from '../translate/node.ts';
import type { Fields, Node } from '../translate/node.ts';
import { outputOf } from '../translate/output.ts';
import { preparedRelationNode } from '../translate/prepared.ts';
import type { PreparedRelation } from '../translate/prepared.ts';
import { tableName } from '../translate/print-relation.ts';
import { usageView } from './account-usage.ts';
import { constantOf, printConstant } from './constant.ts';
import { decodeRows } from './decode-rows.ts';
import { informationFunctions, requireGroup } from './information-functions.ts';
import type { InformationFunction } from './information-functions.ts';
import type { Preparation } from './prepare-query.ts';
import { printView, viewOutput } from './system-view.ts';

/** A table of ACCOUNT_USAGE, or one AT or BEFORE a point of its past. */
export async function prepareTable(fields: Fields, preparation: Preparation): Promise<Node | undefined> {
  const name = tableName(fields);
  const when = optionalNode(fields, 'when');
  if (when) return preparedRelationNode(await pastOf(name, when, preparation), fields);
  const [last = '', schema, database = preparation.context.session.database] = name.toReversed();
  if (database !== 'SNOWFLAKE' || schema !== 'ACCOUNT_USAGE') return undefined;
  const view = usageView(last, preparation.context);
  const sql = printView(view.columns, view.rows(preparation.context));
  return preparedRelationNode({ sql, output: viewOutput(view.columns), name: last }, fields);
}

async function pastOf(name: ObjectName, when: Node, preparation: Preparation): Promise<PreparedRelation> {
  const { account, session } = preparation.context;
  const relation = account.catalog.relation(name, session, 'SELECT');
  if (!relation) throw missingObject('Object', displayName(fullName(name, session, 'SELECT')));
  authorizeRead(relation, session, account);
  if (relation.kind === 'VIEW') throw refused('LOCAL-002', 'AT or BEFORE of a view');
  const word = optionalNode(when, 'this');
  const before = word !== undefined && textField(fieldsOf(word), 'name').toUpperCase() === 'BEFORE';
  const kind = textField(when, 'kind').toUpperCase();
  if (!['TIMESTAMP', 'OFFSET', 'STATEMENT'].includes(kind)) throw refused('LOCAL-002', `AT or BEFORE (${kind} => ..)`);
  const sql = printConstant(requiredNode(when, 'expression'), preparation);
  const point = await pointOf({ before, kind: kind as TimeTravelKind, sql }, preparation.context);
  if (account.timeTravel.hasPending(session, relation))
    throw refused('LOCAL-005', 'time travel of a table that the open transaction has changed');
  const state = account.timeTravel.stateAt(relation, point);
  return { sql: `(${selectState(state)})`, output: outputOf(state.columns), name: name.at(-1) ?? '', table: relation };
}

/** `TABLE(RESULT_SCAN(..))` and `TABLE(INFORMATION_SCHEMA.function(..))`; the fields are those of TABLE. */
export async function prepareFunction(fields: Fields, preparation: Preparation): Promise<Node | undefined> {
  const [call, ...others] = nodeList(fields, 'args');
  if (textField(fields, 'name').toUpperCase() !== 'TABLE' || !call || others.length > 0) return undefined;
  const inner = fieldsOf(call);
  if (kindOf(call) === 'function' && textField(inner, 'name').toUpperCase() === 'RESULT_SCAN') {
    return preparedRelationNode(await scanResult(nodeList(inner, 'args'), preparation), {});
  }
  if (kindOf(call) !== 'method_call') return undefined;
  const owner = requiredNode(inner, 'this');
  const column = kindOf(owner) === 'column' ? fieldsOf(owner) : {};
  const schema = optionalNode(column, 'name');
  if (!schema || foldIdentifier(schema) !== 'INFORMATION_SCHEMA') return undefined;
  const database = optionalNode(column, 'table');
  const name = foldIdentifier(requiredNode(inner, 'method'));
  return preparedRelationNode(await callFunction(name, database && foldIdentifier(database), nodeList(inner, 'args'), preparation), {});
}

async function scanResult(args: readonly Node[], preparation: Preparation): Promise<PreparedRelation> {
  const [id, ...others] = args;
  if (!id || others.length > 0) throw refused('LOCAL-003', `RESULT_SCAN with ${args.length} arguments`);
  const { account, session, log } = preparation.context;
  const queryId = await constantOf(id, preparation);
  const found = account.recentResults.find(queryId, account.now());
  if (!found || found.userName !== session.user.name) {
    const entry = log.find(queryId);
    if (entry?.status === 'SUCCESS' && entry.session.user.name === session.user.name)
      throw refused('LOCAL-005', `the result of ${queryId}, which is kept no longer`);
    throw new SnowflakeFailure('000709', '02000', `Statement ${queryId} not found`);
  }
  const { result } = found;
  if ((result.chunks?.length ?? 0) > 0) throw refused('LOCAL-005', 'RESULT_SCAN of a result that was sent in chunks');
  return { sql: decodeRows(result.columns, result.rows), output: outputOf(result.columns), name: 'RESULT_SCAN' };
}

async function callFunction(
  name: string,
  databaseName: string | undefined,
  args: readonly Node[],
  preparation: Preparation,
): Promise<PreparedRelation> {
  const { context } = preparation;
  const rule = informationFunctions[name];
  if (!rule) throw refused('LOCAL-003', `TABLE(INFORMATION_SCHEMA.${name}(..))`);
  requireDatabase(databaseName, preparation);
  const { RESULT_LIMIT: limit, GROUP_NAME: group, ...values } = await readArguments(name, rule, args, preparation);
  if (group !== undefined) requireGroup(await unquoted(group, preparation), context);
  if (rule.rowsOf) {
    const names: Record<string, string> = {};
    for (const [argument, sql] of Object.entries(values)) names[argument] = await unquoted(sql, preparation);
    return { sql: printView(rule.columns, rule.rowsOf(names, context)), output: viewOutput(rule.columns), name };
  }
  const conditions = Object.entries(values).map(([argument, sql]) => printCondition(name, argument, sql, rule));
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const most = rule.limit && ` LIMIT ${await readLimit(limit, rule.limit, preparation)}`;
  const source = printView(rule.columns, rule.rows(context));
  return { sql: `(SELECT * FROM ${source} AS rows${where}${most ?? ''})`, output: viewOutput(rule.columns), name };
}

function requireDatabase(name: string | undefined, { context: { account, session } }: Preparation): void {
  const database = name ?? session.database;
  if (database === undefined) throw noCurrentDatabase('SELECT');
  account.catalog.database(database);
}

/** SQL of each argument by its name. Defaults stand where nothing was given. */
async function readArguments(
  name: string,
  rule: InformationFunction,
  args: readonly Node[],
  preparation: Preparation,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(rule.defaults?.(preparation.context) ?? {})) {
    found[key] = value === undefined ? 'NULL' : typeof value === 'number' ? String(value) : quoteText(value);
  }
  for (const [index, arg] of args.entries()) {
    const named = kindOf(arg) === 'named_argument' ? fieldsOf(arg) : undefined;
    const key = named ? foldIdentifier(requiredNode(named, 'name')) : rule.positional[index];
    const known = key !== undefined && (key in rule.arguments || rule.positional.includes(key) || (key === 'RESULT_LIMIT' && rule.limit));
    if (key === undefined || !known) throw refused('LOCAL-003', `the argument ${key ?? index + 1} of ${name}`);
    found[key] = printConstant(named ? requiredNode(named, 'value') : arg, preparation);
  }
  return found;
}

function printCondition(name: string, argument: string, sql: string, rule: InformationFunction): string {
  const condition = rule.arguments[argument];
  if (!condition) throw refused('LOCAL-003', `the argument ${argument} of ${name}`);
  const column = quoteIdentifier(condition.column);
  const kind = rule.columns.find(([columnName]) => columnName === condition.column)?.[1];
  if (kind === 'time') return `${column} ${condition.compare} CAST(${sql} AS TIMESTAMPTZ)`;
  // Names may be written in any case, as in Snowflake; a table may be given with its database and schema.
  if (kind === 'text') return `upper(${column}) ${condition.compare} upper(regexp_extract(CAST(${sql} AS VARCHAR), '([^.]*)$', 1))`;
  return `${column} ${condition.compare} ${sql}`;
}

async function readLimit(
  sql: string | undefined,
  { initial, most }: { initial: number; most: number },
  preparation: Preparation,
): Promise<number> {
  if (sql === undefined) return initial;
  const [text] = await preparation.context.session.connection.texts(`SELECT CAST(${sql} AS VARCHAR)`);
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new SnowflakeFailure('001008', '22023', `SQL compilation error:\ninvalid value [${text}] for parameter 'RESULT_LIMIT'`);
  }
  return limit;
}

async function unquoted(sql: string, { context }: Preparation): Promise<string> {
  const [text] = await context.session.connection.texts(`SELECT CAST(${sql} AS VARCHAR)`);
  return text ?? '';
}
