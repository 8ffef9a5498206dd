import type { Target } from '../catalog/access-control.ts';
import type { Schema, Securable } from '../catalog/catalog.ts';
import { missingObject, missingOrNotPermitted, refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import { isSchemaObjectWord, privilegesOn } from '../sql/object-kinds.ts';
import type { GrantTarget, Statement } from '../sql/statement.ts';
import { findContainer, findObject, isVisible } from './find-object.ts';
import type { StatementContext } from './statement-context.ts';

export type PrivilegeStatement = Statement & { readonly type: 'grant' | 'revoke' };

/** The privileges a statement names, or all of the kind. @throws SnowflakeFailure LOCAL-002 for one the kind does not have */
export function checkedPrivileges(privileges: readonly string[] | 'ALL', kind: string): readonly string[] {
  const allowed = privilegesOn[kind] ?? [];
  // Those of the database SNOWFLAKE, which are granted by their name alone.
  if (privileges === 'ALL') return allowed.filter((privilege) => privilege !== 'IMPORTED PRIVILEGES');
  const wrong = privileges.find((privilege) => !allowed.includes(privilege) && privilege !== 'OWNERSHIP');
  if (wrong !== undefined) throw refused('LOCAL-002', `the privilege ${wrong} on a ${kind.toLowerCase()}`);
  return privileges;
}

/** The objects that ON names. @throws SnowflakeFailure 002003 when one does not exist or may not be seen */
export function resolveTargets(target: GrantTarget, context: StatementContext): readonly Target[] {
  if (target.kind === 'ACCOUNT') return ['ACCOUNT'];
  if (target.kind === 'ALL') return allIn(target, context);
  if (target.kind === 'FUTURE') throw refused('LOCAL-002', 'ON FUTURE here');
  if (target.kind === 'USER') throw refused('LOCAL-002', 'privileges on a user');
  const found = findObject(target.kind, target.name, context, 'GRANT');
  const { account, session } = context;
  const visible = found && (isVisible(found, context) || account.access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT'));
  const label = target.kind.charAt(0) + target.kind.slice(1).toLowerCase();
  // Snowflake takes ON TABLE for a view as well.
  const fits = found && (target.kind !== 'VIEW' || found.kind === 'VIEW');
  if (!fits || !visible) throw missingObject(label, displayName(target.name), 'ddl');
  return [found];
}

function allIn(target: GrantTarget & { readonly kind: 'ALL' | 'FUTURE' }, context: StatementContext): readonly Securable[] {
  const container = findContainer(target.in, target.name, context);
  const schemas: readonly Schema[] = container.kind === 'SCHEMA' ? [container] : [...container.schemas.values()];
  const { of } = target;
  if (of === 'SCHEMA') {
    if (container.kind === 'SCHEMA') throw missingOrNotPermitted();
    return schemas;
  }
  if (of === 'TABLE' || of === 'VIEW')
    return schemas.flatMap((schema) => [...schema.relations.values()]).filter((relation) => relation.kind === of);
  if (of === 'DATABASE ROLE' && container.kind === 'DATABASE') return [...container.roles.values()];
  if (!isSchemaObjectWord(of)) throw refused('LOCAL-002', `ON ALL of the kind ${of}`);
  return schemas.flatMap((schema) => [...schema.objects.values()]).filter((object) => object.kind === of);
}
