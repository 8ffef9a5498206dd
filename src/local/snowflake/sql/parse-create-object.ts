import { parseDataType } from '../catalog/data-type.ts';
import type { PolicyKind } from '../catalog/objects.ts';
import { refused } from '../failure.ts';
import type { OptionKind } from './object-kinds.ts';
import { readOptions, readTagClause } from './parse-options.ts';
import type { CreateMode, Statement } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

const optionKinds = [
  'FILE FORMAT', 'NETWORK POLICY', 'NETWORK RULE', 'RESOURCE MONITOR', 'REPLICATION GROUP', 'FAILOVER GROUP', 'SEQUENCE', 'STAGE', 'TAG', 'WAREHOUSE', 'USER',
] as const satisfies readonly OptionKind[]; // prettier-ignore
const policyKinds = ['MASKING POLICY', 'ROW ACCESS POLICY'] as const satisfies readonly PolicyKind[];

/** What CREATE makes besides databases, schemas, tables, views and roles; undefined when it is none of these. */
export function parseCreateObject(cursor: TokenCursor, replace: boolean): Statement | undefined {
  const policy = cursor.acceptOneOf<PolicyKind>(...policyKinds);
  if (policy) return parsePolicy(cursor, policy, readMode(cursor, replace));
  const kind = cursor.acceptOneOf<OptionKind>(...optionKinds);
  if (!kind) return undefined;
  const mode = readMode(cursor, replace);
  const name = cursor.objectName();
  if (cursor.at('AS') || cursor.at('CLONE')) throw refused('LOCAL-002', `CREATE ${kind} .. ${cursor.rest()}`);
  const tags = readTagClause(cursor);
  const options = readOptions(cursor);
  const moreTags = readTagClause(cursor);
  return { type: 'create-object', kind, name, mode, options, tags: [...tags, ...moreTags] };
}

export function readMode(cursor: TokenCursor, replace: boolean): CreateMode {
  const ifMissing = cursor.accept('IF', 'NOT', 'EXISTS');
  return replace ? 'replace' : ifMissing ? 'if-missing' : 'new';
}

/** `AS (value STRING, ...) RETURNS STRING -> expression [COMMENT = '...']` */
function parsePolicy(cursor: TokenCursor, kind: PolicyKind, mode: CreateMode): Statement {
  const name = cursor.objectName();
  cursor.expect('AS');
  const parameters = cursor.list(() => ({ name: cursor.identifier(), type: parseDataType(cursor) }));
  cursor.expect('RETURNS');
  const returns = parseDataType(cursor);
  const { body, comment } = parseBody(cursor);
  return { type: 'create-policy', kind, name, mode, arguments: parameters, returns, body, comment };
}

/** The expression behind `->`, and the options that may follow it. */
export function parseBody(cursor: TokenCursor): { readonly body: string; readonly comment: string } {
  cursor.expect('->');
  const body = cursor.expressionText('COMMENT', 'EXEMPT_OTHER_POLICIES');
  if (cursor.at('EXEMPT_OTHER_POLICIES')) throw refused('LOCAL-002', 'EXEMPT_OTHER_POLICIES');
  if (!cursor.accept('COMMENT')) return { body, comment: '' };
  cursor.expect('=');
  return { body, comment: cursor.string() };
}
