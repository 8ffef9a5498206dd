import { roleNameOf } from '../catalog/access-control.ts';
import { displayName, quoteText } from '../sql/names.ts';
import type { Marker } from '../translate/marker.ts';
import { getDdl } from './get-ddl.ts';
import type { StatementContext } from './statement-context.ts';

/** What the catalog answers inside a query: the roles of the session, or the text of an object's definition. */
export function printCatalogMarker(marker: Marker & { readonly kind: 'roles' | 'ddl' }, context: StatementContext): string {
  if (marker.kind === 'ddl') return quoteText(getDdl(marker.object, marker.name, marker.qualified, context));
  const { account, session } = context;
  const roles = [...account.access.inheritedRoles(session.authority)];
  return roles.map((role) => quoteText(displayName(roleNameOf(role)))).join(', ');
}
