import { missingObject, objectExists } from '../failure.ts';
import { displayName, displayPart } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { applyAttachment } from './attach.ts';
import { requireOwnership, visibleRelation } from './authorize.ts';
import { authorizeCreate } from './create-table.ts';
import type { StatementContext } from './statement-context.ts';

export function alterView(statement: Statement & { readonly type: 'alter-view' }, context: StatementContext): Result {
  const { account, session } = context;
  const { name, action } = statement;
  const done = statusResult('Statement executed successfully.');
  if (statement.ifExists && !account.catalog.relation(name, session, 'ALTER VIEW')) return done;
  const view = visibleRelation(name, 'ALTER VIEW', session, account);
  if (view.kind !== 'VIEW') throw missingObject('View', displayName(name), 'ddl');
  if (action.kind !== 'rename' && action.kind !== 'set') {
    applyAttachment(view, action, context);
    return done;
  }
  requireOwnership(view, session, account);
  if (action.kind === 'set') {
    view.secure = action.secure ?? view.secure;
    view.comment = action.comment ?? view.comment;
  } else {
    const { schema, last } = account.catalog.locate(action.to, session, 'ALTER VIEW');
    authorizeCreate(schema, 'CREATE VIEW', context);
    if (schema.relations.has(last)) throw objectExists(displayPart(last));
    view.schema.relations.delete(view.name);
    view.schema = schema;
    view.name = last;
    schema.relations.set(last, view);
  }
  account.catalog.changed();
  return done;
}
