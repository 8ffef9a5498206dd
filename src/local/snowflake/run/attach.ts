import type { PolicyUse } from '../catalog/attachments.ts';
import { kindName } from '../catalog/catalog.ts';
import type { Column, Relation, Securable } from '../catalog/catalog.ts';
import { dataTypesMatch, displayType } from '../catalog/data-type.ts';
import { optionList } from '../catalog/objects.ts';
import type { PlainObject, Policy } from '../catalog/objects.ts';
import { SnowflakeFailure, insufficientPrivileges, invalidIdentifier, refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { AttachAction, ColumnAttachment, PolicyClause, TableOptions, TagClause } from '../sql/statement.ts';
import { findPolicy, findTag } from './find-object.ts';
import type { StatementContext } from './statement-context.ts';

/** Sets or takes away a policy or tags of a table or view. */
export function applyAttachment(relation: Relation, action: AttachAction, context: StatementContext): void {
  const { attachments } = context.account.catalog;
  switch (action.kind) {
    case 'set-masking':
      setMasking(relation, action.column, action.use, action.force, context);
      break;
    case 'unset-masking':
      requireColumn(relation, action.column);
      requireApply(
        'MASKING POLICY',
        attachments.maskingPolicy(relation, requireColumn(relation, action.column))?.policy,
        relation,
        context,
      );
      attachments.removePolicy(relation, action.column);
      break;
    case 'add-row-policy':
      addRowPolicy(relation, action.use, context);
      break;
    case 'drop-row-policy':
      dropRowPolicy(relation, action.policy, context);
      break;
    case 'set-tags':
      setTags(action.tags, relation, action.column, context);
      break;
    case 'unset-tags':
      unsetTags(action.tags, relation, action.column, context);
  }
  context.account.catalog.changed();
}

/** What CREATE TABLE and CREATE VIEW attach in their own text. */
export function applyDefinition(
  relation: Relation,
  columns: readonly ColumnAttachment[],
  options: TableOptions,
  context: StatementContext,
): void {
  for (const { column, masking, tags } of columns) {
    if (masking) setMasking(relation, column, masking, false, context);
    setTags(tags, relation, column, context);
  }
  if (options.rowPolicy) addRowPolicy(relation, options.rowPolicy, context);
  setTags(options.tags ?? [], relation, undefined, context);
}

function requireColumn(relation: Relation, name: string): Column {
  const found = relation.columns.find((column) => column.name === name);
  if (!found) throw invalidIdentifier(name);
  return found;
}

/** The global privilege, or APPLY on the policy together with the ownership of the table. */
function requireApply(kind: Policy['kind'], policy: Policy | undefined, relation: Relation, { account, session }: StatementContext): void {
  const { access } = account;
  if (access.has(session.authority, `APPLY ${kind}`, 'ACCOUNT')) return;
  const own = access.owns(session.authority, relation);
  if (own && (policy === undefined || access.has(session.authority, 'APPLY', policy))) return;
  throw insufficientPrivileges(
    policy && !access.has(session.authority, 'APPLY', policy) ? kind : relation.kind,
    policy?.name ?? relation.name,
  );
}

function setMasking(relation: Relation, column: string, clause: PolicyClause, force: boolean, context: StatementContext): void {
  const { attachments } = context.account.catalog;
  const policy = findPolicy('MASKING POLICY', clause.policy, context);
  requireApply('MASKING POLICY', policy, relation, context);
  const using = clause.columns.length > 0 ? clause.columns : [column];
  const use: PolicyUse = { policy, relation, column, using };
  requireSignature(use);
  if (using[0] !== column) throw refused('LOCAL-002', `USING that does not begin with the column ${column}`);
  const [argument] = policy.arguments;
  if (argument && !dataTypesMatch(policy.returns, argument.type)) throw refused('LOCAL-002', 'a masking policy that returns another type');
  if (force) attachments.removePolicy(relation, column);
  // Snowflake refuses this too, with a number that is not documented.
  if (attachments.policies.some((known) => known.relation === relation && known.column === column))
    throw refused('LOCAL-002', `a second masking policy on the column ${column}; unset the first or say FORCE`);
  attachments.addPolicy(use);
}

function addRowPolicy(relation: Relation, clause: PolicyClause, context: StatementContext): void {
  const { attachments } = context.account.catalog;
  const policy = findPolicy('ROW ACCESS POLICY', clause.policy, context);
  requireApply('ROW ACCESS POLICY', policy, relation, context);
  const use: PolicyUse = { policy, relation, column: undefined, using: clause.columns };
  requireSignature(use);
  if (policy.returns.kind !== 'boolean') throw refused('LOCAL-002', 'a row access policy that does not return BOOLEAN');
  if (attachments.rowPolicy(relation)) throw refused('LOCAL-002', `a second row access policy on ${relation.name}`);
  attachments.addPolicy(use);
}

function dropRowPolicy(relation: Relation, name: ObjectName | undefined, context: StatementContext): void {
  const { attachments } = context.account.catalog;
  const policy = name && findPolicy('ROW ACCESS POLICY', name, context);
  requireApply('ROW ACCESS POLICY', policy ?? attachments.rowPolicy(relation)?.policy, relation, context);
  const removed = attachments.removePolicy(relation, undefined, policy);
  if (!removed && name) throw refused('LOCAL-002', `a row access policy that is not on the table: ${displayName(name)}`);
}

/** As many columns as arguments, of their types. */
function requireSignature({ policy, relation, using }: PolicyUse): void {
  if (using.length !== policy.arguments.length)
    throw refused('LOCAL-002', `${using.length} columns for the ${policy.arguments.length} arguments of the policy ${policy.name}`);
  for (const [index, name] of using.entries()) {
    const column = requireColumn(relation, name);
    const argument = policy.arguments[index];
    if (argument && !dataTypesMatch(argument.type, column.type))
      throw refused(
        'LOCAL-002',
        `the column ${name} of type ${displayType(column.type)} for an argument of type ${displayType(argument.type)}`,
      );
  }
}

export function setTags(tags: readonly TagClause[], on: Securable, column: string | undefined, context: StatementContext): void {
  if (column !== undefined && 'columns' in on) requireColumn(on, column);
  for (const clause of tags) {
    const tag = findTag(clause.tag, context);
    requireTagging(tag, on, context);
    const allowed = optionList(tag.options, 'ALLOWED_VALUES');
    if (allowed.length > 0 && !allowed.includes(clause.value)) throw forbiddenValue(tag, clause.value);
    context.account.catalog.attachments.setTag({ tag, value: clause.value, on, column });
  }
}

export function unsetTags(names: readonly ObjectName[], on: Securable, column: string | undefined, context: StatementContext): void {
  for (const name of names) {
    const tag = findTag(name, context);
    requireTagging(tag, on, context);
    context.account.catalog.attachments.unsetTag(tag, on, column);
  }
}

function requireTagging(tag: PlainObject, on: Securable, { account, session }: StatementContext): void {
  const { access } = account;
  if (access.has(session.authority, 'APPLY TAG', 'ACCOUNT')) return;
  if (access.has(session.authority, 'APPLY', tag) && access.owns(session.authority, on)) return;
  throw insufficientPrivileges(kindName(on), on.name);
}

function forbiddenValue(tag: PlainObject, value: string): SnowflakeFailure {
  const text = `SQL compilation error:\nThe tag value '${value}' is not allowed for the tag '${tag.name}'.`;
  return new SnowflakeFailure('001008', '22023', text);
}
