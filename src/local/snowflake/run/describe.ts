import { displayType } from '../catalog/data-type.ts';
import type { Relation } from '../catalog/catalog.ts';
import { nameOf } from '../catalog/catalog.ts';
import { missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { visibleRelation } from './authorize.ts';
import { describeObject } from './describe-object.ts';
import { autoIncrementText } from './show-containers.ts';
import type { StatementContext } from './statement-context.ts';

const columns = [
  'name', 'type', 'kind', 'null?', 'default', 'primary key', 'unique key', 'check', 'expression', 'comment', 'policy name', 'privacy domain',
]; // prettier-ignore

export function runDescribe(statement: Statement & { readonly type: 'describe' }, context: StatementContext): Result | Promise<Result> {
  if (statement.kind !== 'TABLE' && statement.kind !== 'VIEW') return describeObject(statement.kind, statement.name, context);
  const { account, session } = context;
  const relation = visibleRelation(statement.name, 'DESCRIBE', session, account);
  if (statement.kind === 'VIEW' && relation.kind !== 'VIEW') throw missingObject('View', displayName(statement.name), 'ddl');
  return tableResult(columns, columnRows(relation, context));
}

function columnRows(relation: Relation, { account }: StatementContext): readonly (readonly (string | null | undefined)[])[] {
  const table = relation.kind === 'TABLE' ? relation : undefined;
  const yes = (value: boolean | undefined): string => (value ? 'Y' : 'N');
  return relation.columns.map((column) => {
    const primary = table?.primaryKey?.columns.includes(column.name);
    const unique = table?.uniqueKeys.some((key) => key.columns.includes(column.name));
    const policy = account.catalog.attachments.maskingPolicy(relation, column)?.policy;
    const standard = column.autoIncrement ? autoIncrementText(column) : column.defaultText;
    const flags = [yes(column.nullable), standard, yes(primary), yes(unique)];
    const tail = [null, null, column.comment, policy && displayName(nameOf(policy)), null];
    return [column.name, displayType(column.type), 'COLUMN', ...flags, ...tail];
  });
}
