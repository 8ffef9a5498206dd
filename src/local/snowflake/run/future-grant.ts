import { insufficientPrivileges, refused } from '../failure.ts';
import type { GrantTarget } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { findContainer, referencedRoleId } from './find-object.ts';
import { checkedPrivileges } from './grant-targets.ts';
import type { PrivilegeStatement } from './grant-targets.ts';
import type { StatementContext } from './statement-context.ts';

/** `GRANT .. ON FUTURE TABLES IN ..`: MANAGE GRANTS, or in a schema with managed access its owner. */
export function runFutureGrant(
  statement: PrivilegeStatement,
  target: GrantTarget & { readonly kind: 'ALL' | 'FUTURE' },
  context: StatementContext,
): Result {
  const { account, session } = context;
  const { access, catalog } = account;
  const container = findContainer(target.in, target.name, context);
  const managed = container.kind === 'SCHEMA' && container.managedAccess === true && access.owns(session.authority, container);
  if (!managed && !access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges(container.kind, container.name);
  if (target.of === 'SCHEMA' && container.kind === 'SCHEMA') throw refused('LOCAL-002', 'future schemas in a schema');
  const role = referencedRoleId(statement.role, context);
  for (const privilege of checkedPrivileges(statement.privileges, target.of)) {
    if (statement.type === 'revoke') access.future.remove(privilege, target.of, container, role);
    else {
      const { withGrantOption } = statement;
      const promise = { privilege, of: target.of, in: container, role, withGrantOption, grantedBy: session.role, createdOn: new Date() };
      access.future.add(promise);
    }
  }
  catalog.changed();
  return statusResult('Statement executed successfully.');
}
