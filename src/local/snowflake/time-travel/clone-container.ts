import { nameOf } from '../catalog/catalog.ts';
import type { Database, Schema, Table, View } from '../catalog/catalog.ts';
import { objectKey } from '../catalog/objects.ts';
import type { SchemaObject } from '../catalog/objects.ts';
import { SnowflakeFailure, missingObject } from '../failure.ts';
import { sequenceSql } from '../run/create-object.ts';
import { inTransaction } from '../run/storage.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { displayName } from '../sql/names.ts';
import { planTableClone } from './clone-table.ts';
import { noTimeTravelData } from './retention.ts';
import type { Point } from './table-history.ts';

/** How a container is cloned: as it is, or as it was at a point. */
export interface CloneRequest {
  readonly point: Point | undefined;
  /** Tables whose past is not kept that long are left out; otherwise they fail the whole. */
  readonly ignoreShortRetention: boolean;
}

interface Work {
  readonly request: CloneRequest;
  readonly context: StatementContext;
  /** DuckDB's statements, run together at the end. */
  readonly statements: string[];
}

/** Fills an empty schema or database, which is not in the catalog yet, with copies of all that the other one has. */
export async function cloneContainer(
  from: Database | Schema,
  to: Database | Schema,
  request: CloneRequest,
  context: StatementContext,
): Promise<void> {
  if (request.point && !existed(from, request.point)) throw noTimeTravelData(from);
  const work: Work = { request, context, statements: [] };
  if (from.kind === 'DATABASE' && to.kind === 'DATABASE') cloneSchemas(from, to, work);
  else if (from.kind === 'SCHEMA' && to.kind === 'SCHEMA') cloneObjects(from, to, work);
  await inTransaction(work.statements, context);
}

function existed({ createdOn }: { readonly createdOn: Date }, { at, before }: Point): boolean {
  return before ? createdOn.getTime() < at : createdOn.getTime() <= at;
}

/** What is there at the point: objects that were created before it and dropped, if at all, after it. */
function presentAt<Kind extends Schema | Table>(
  live: Iterable<Kind>,
  kind: Kind['kind'],
  isInside: (object: Kind) => boolean,
  { request: { point }, context }: Work,
): readonly Kind[] {
  if (!point) return [...live];
  const dropped = context.account.dropped.all.flatMap(({ object, droppedAt }) => {
    const inside = object.kind === kind && isInside(object as Kind);
    return inside && (point.before ? droppedAt >= point.at : droppedAt > point.at) ? [object as Kind] : [];
  });
  return [...live, ...dropped].filter((object) => existed(object, point));
}

function cloneSchemas(from: Database, to: Database, work: Work): void {
  const schemas = presentAt<Schema>(from.schemas.values(), 'SCHEMA', (schema) => schema.database === from, work);
  for (const schema of schemas) {
    const { now } = creation(work);
    const copy: Schema = { ...schema, database: to, createdOn: now, relations: new Map(), objects: new Map() };
    to.schemas.set(copy.name, copy);
    cloneObjects(schema, copy, work);
    copyGrants(schema, copy, work);
  }
}

function cloneObjects(from: Schema, to: Schema, work: Work): void {
  for (const object of from.objects.values()) cloneObject(object, to, work);
  const live = [...from.relations.values()];
  const tables = presentAt<Table>(
    live.filter((relation) => relation.kind === 'TABLE'),
    'TABLE',
    (table) => table.schema === from,
    work,
  );
  for (const table of tables) cloneTable(table, from, to, work);
  // Views have no past here: those of today are copied.
  for (const view of live) if (view.kind === 'VIEW' && !to.relations.has(view.name)) cloneView(view, to, work);
}

function cloneTable(table: Table, from: Schema, to: Schema, work: Work): void {
  const { request, context, statements } = work;
  try {
    const plan = planTableClone(table, to, request.point, context);
    statements.push(...plan.statements);
    const foreignKeys = plan.table.foreignKeys.map((key) => ({ ...key, references: movedName(key.references, from, to) }));
    const copy: Table = { ...plan.table, foreignKeys };
    to.relations.set(copy.name, copy);
    copyGrants(table, copy, work);
    context.account.catalog.attachments.copy(table, copy);
  } catch (error) {
    if (!(request.ignoreShortRetention && error instanceof SnowflakeFailure && error.code === '000707')) throw error;
  }
}

/** A key that points into what is cloned points into the clone. */
function movedName(name: readonly string[], from: Schema, to: Schema): readonly string[] {
  const [database = '', schema = '', last = ''] = name;
  if (database !== from.database.name) return name;
  if (to.database !== from.database) return [to.database.name, schema, last];
  return schema === from.name ? [database, to.name, last] : name;
}

function cloneView(view: View, to: Schema, work: Work): void {
  const copy: View = { ...view, schema: to, createdOn: creation(work).now };
  to.relations.set(copy.name, copy);
  copyGrants(view, copy, work);
  work.context.account.catalog.attachments.copy(view, copy);
}

function cloneObject(object: SchemaObject, to: Schema, work: Work): void {
  const { catalog } = work.context.account;
  const common = { schema: to, createdOn: creation(work).now };
  let copy: SchemaObject = { ...object, ...common };
  if (object.kind === 'SEQUENCE') {
    const storage = catalog.newStorage([...nameOf(to), object.name]);
    work.statements.push(sequenceSql(storage, Number(object.options['START'] ?? 1), Number(object.options['INCREMENT'] ?? 1)));
    copy = { ...object, ...common, storage };
  }
  to.objects.set(objectKey(copy.kind, copy.name), copy);
  copyGrants(object, copy, work);
}

/** Those on the contents are copied, those on the cloned container itself are not, as in Snowflake. */
function copyGrants(from: Schema | Table | View | SchemaObject, to: typeof from, { context: { account } }: Work): void {
  account.access.copyGrants(account.access.grantsOn(from), to);
}

function creation({ context }: Work): { readonly now: Date } {
  return { now: new Date(context.account.now()) };
}

/** @throws SnowflakeFailure 002003 when the session may not use the container */
export function requireUsableContainer(
  container: Database | Schema | undefined,
  name: readonly string[],
  context: StatementContext,
): asserts container is Database | Schema {
  const { access } = context.account;
  const { authority } = context.session;
  const database = container?.kind === 'SCHEMA' ? container.database : container;
  const usable = container && database && access.has(authority, 'USAGE', container) && access.has(authority, 'USAGE', database);
  if (!usable) throw missingObject(name.length > 1 ? 'Schema' : 'Database', displayName(name), 'ddl');
}
