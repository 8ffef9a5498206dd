import { displayType } from '../catalog/data-type.ts';
import { missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { visibleRelation } from './authorize.ts';
import type { StatementContext } from './statement-context.ts';

const columns = [
  'name',
  'type',
  'kind',
  'null?',
  'default',
  'primary key',
  'unique key',
  'check',
  'expression',
  'comment',
  'policy name',
  'privacy domain',
];

export function describeRelation(statement: Statement & { readonly type: 'describe' }, { account, session }: StatementContext): Result {
  const relation = visibleRelation(statement.name, 'DESCRIBE', session, account);
  if (statement.kind === 'VIEW' && relation.kind !== 'VIEW') throw missingObject('View', displayName(statement.name), 'ddl');
  const table = relation.kind === 'TABLE' ? relation : undefined;
  const yes = (value: boolean | undefined): string => (value ? 'Y' : 'N');
  const rows = relation.columns.map((column) => {
    const primary = table?.primaryKey?.columns.includes(column.name);
    const unique = table?.uniqueKeys.some((key) => key.columns.includes(column.name));
    const type = displayType(column.type);
    const flags = [yes(column.nullable), column.defaultText, yes(primary), yes(unique)];
    return [column.name, type, 'COLUMN', ...flags, null, null, column.comment, null, null];
  });
  return tableResult(columns, rows);
}
