import { invalidIdentifier } from '../failure.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { requireOwnership, visibleRelation } from './authorize.ts';
import { alterUser } from './create-user.ts';
import { findObject, visibleObject } from './find-object.ts';
import type { StatementContext } from './statement-context.ts';

/** `COMMENT ON kind name IS 'text'`, also of a column. */
export function runComment(statement: Statement & { readonly type: 'comment' }, context: StatementContext): Result {
  const { kind, name, text } = statement;
  const { account, session } = context;
  const done = statusResult('Statement executed successfully.');
  if (kind === 'USER') return alterUser(name[0] ?? '', { kind: 'set', options: { COMMENT: text } }, context);
  if (kind === 'COLUMN') return commentColumn(statement, context);
  if (statement.ifExists && !findObject(kind, name, context, 'COMMENT')) return done;
  const object = visibleObject(kind, name, context, 'COMMENT');
  requireOwnership(object, session, account);
  object.comment = text;
  if ('options' in object && object.options !== undefined) object.options = { ...object.options, COMMENT: text };
  account.catalog.changed();
  return done;
}

function commentColumn({ name, text }: Statement & { readonly type: 'comment' }, { account, session }: StatementContext): Result {
  const column = name.at(-1) ?? '';
  const relation = visibleRelation(name.slice(0, -1), 'COMMENT', session, account);
  requireOwnership(relation, session, account);
  if (relation.columns.every((known) => known.name !== column)) throw invalidIdentifier(column);
  relation.columns = relation.columns.map((known) => (known.name === column ? { ...known, comment: text } : known));
  account.catalog.changed();
  return statusResult('Statement executed successfully.');
}
