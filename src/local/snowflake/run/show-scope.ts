import type { Database, Relation, Schema } from '../catalog/catalog.ts';
import type { SchemaObject, SchemaObjectKind } from '../catalog/objects.ts';
import { missingOrNotPermitted, refused } from '../failure.ts';
import { isUsable, visibleRelation } from './authorize.ts';
import type { Show } from './listing.ts';
import type { StatementContext } from './statement-context.ts';

/** The schemas that IN names, or those of the current database. */
export function scopedSchemas(statement: Show, context: StatementContext): readonly Schema[] {
  const { account, session } = context;
  const { scope } = statement;
  const { databases } = account.catalog;
  switch (scope.kind) {
    case 'ACCOUNT':
      return [...databases.values()].flatMap((database) => visibleSchemas(database, context));
    case 'DATABASE':
      return ofDatabase(scope.name[0] ?? '', context);
    case 'SCHEMA':
      return oneSchema(scope.name, context);
    case 'UNSPECIFIED':
      return scope.name.length === 1 && databases.has(scope.name[0] ?? '')
        ? ofDatabase(scope.name[0] ?? '', context)
        : oneSchema(scope.name, context);
    case 'default':
      if (session.database === undefined) return [...databases.values()].flatMap((database) => visibleSchemas(database, context));
      return session.schema === undefined || statement.list === 'SCHEMAS'
        ? ofDatabase(session.database, context)
        : oneSchema([session.database, session.schema], context);
    case 'TABLE':
    case 'WAREHOUSE':
    case 'USER':
    case 'SESSION':
      break;
  }
  throw refused('LOCAL-002', `SHOW ${statement.list} IN ${scope.kind}`);
}

/** The databases whose schemas SHOW SCHEMAS lists. */
export function scopedDatabases(statement: Show, { account, session }: StatementContext): readonly Database[] {
  const { scope } = statement;
  const name =
    scope.kind === 'DATABASE' || scope.kind === 'UNSPECIFIED' ? scope.name[0] : scope.kind === 'default' ? session.database : undefined;
  return [...account.catalog.databases.values()].filter((database) => name === undefined || database.name === name);
}

function visibleSchemas(database: Database, { account, session }: StatementContext): readonly Schema[] {
  return [...database.schemas.values()].filter((schema) => account.access.canSee(session.authority, schema));
}

function ofDatabase(name: string, context: StatementContext): readonly Schema[] {
  const { account, session } = context;
  const database = account.catalog.databases.get(name);
  if (!database || !account.access.canSee(session.authority, database)) throw missingOrNotPermitted();
  return visibleSchemas(database, context);
}

function oneSchema(name: readonly string[], { account, session }: StatementContext): readonly Schema[] {
  const [last = '', first] = name.toReversed();
  const found = account.catalog.databases.get(first ?? session.database ?? '')?.schemas.get(last);
  if (!found || !isUsable(found, session.authority, account)) throw missingOrNotPermitted();
  return [found];
}

/** Tables and views of the scope that the session may see, its temporary tables among them, by name. */
export function scopedRelations(statement: Show, context: StatementContext): readonly Relation[] {
  const { account, session } = context;
  if (statement.scope.kind === 'TABLE') return [visibleRelation(statement.scope.name, 'SHOW', session, account)];
  return scopedSchemas(statement, context)
    .filter((schema) => isUsable(schema, session.authority, account))
    .flatMap((schema) => [...schema.relations.values(), ...(session.temporaryTables.get(schema)?.values() ?? [])])
    .filter((relation) => account.access.canSee(session.authority, relation))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Objects of one kind in the scope; a global APPLY privilege shows every policy and tag. */
export function scopedObjects<Kind extends SchemaObjectKind>(
  kind: Kind,
  statement: Show,
  context: StatementContext,
): readonly (SchemaObject & { readonly kind: Kind })[] {
  const { account, session } = context;
  const all = account.access.has(session.authority, `APPLY ${kind}`, 'ACCOUNT');
  return scopedSchemas(statement, context)
    .filter((schema) => all || isUsable(schema, session.authority, account))
    .flatMap((schema) => [...schema.objects.values()])
    .filter((object): object is SchemaObject & { readonly kind: Kind } => object.kind === kind)
    .filter((object) => all || account.access.canSee(session.authority, object))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
