import type { CheckContext, CheckDraft } from '../../../model/component.ts';
import { textOf } from '../structure/describe-table.ts';
import { printName, quoteIdentifier } from '../structure/identifier.ts';
import { scratchPrefix } from '../scratch-name.ts';
import { askFor } from '../session.ts';
import type { Session } from '../session.ts';
import { listShown } from '../structure/shown-objects.ts';
import { idPart, quoteSchema } from '../structure/table-name.ts';
import type { StructureInput, UnmanagedInput } from './structure-input.ts';

/** Snowflake makes it in every database and nobody can drop it. */
const standardSchema = 'INFORMATION_SCHEMA';

/**
 * One draft for each database whose schemas are declared and for each schema with declared tables or views, or that is declared
 * itself: what is declared there is then all that may be there.
 */
export function unmanagedDrafts(inputs: readonly StructureInput[], mode: 'ignore' | 'report' | 'fail'): readonly CheckDraft[] {
  if (mode === 'ignore') return [];
  const schemas = new Map<string, UnmanagedInput>();
  const databases = new Map<string, UnmanagedInput>();
  const fails = mode === 'fail';
  for (const input of inputs) {
    if (input.object === 'unmanaged') continue;
    const database = input.object === 'database' ? input.name : input.name.database;
    const schema = input.object === 'database' ? undefined : input.name.schema;
    const manages = input.object === 'schema' || input.object === 'database';
    if (manages || databases.has(database))
      add(databases, { object: 'unmanaged', database, managed: schema === undefined ? [] : [schema], fails });
    if (schema === undefined) continue;
    const managed = input.object === 'table' || input.object === 'view' ? [input.name.table] : [];
    add(schemas, { object: 'unmanaged', database, schema, managed, fails });
  }
  return [...databases.values(), ...schemas.values()].map(unmanagedDraft);
}

function add(all: Map<string, UnmanagedInput>, input: UnmanagedInput): void {
  const place = printName(placeOf(input));
  all.set(place, { ...input, managed: [...new Set([...(all.get(place)?.managed ?? []), ...input.managed])] });
}

function placeOf({ database, schema }: UnmanagedInput): readonly string[] {
  return schema === undefined ? [database] : [database, schema];
}

function unmanagedDraft(input: UnmanagedInput): CheckDraft {
  const place = printName(placeOf(input));
  const kind = input.schema === undefined ? 'Database' : 'Schema';
  return { name: `structure.unmanaged-${idPart(place)}`, title: `${kind} ${place} has nothing undeclared`, input, path: ['unmanaged'] };
}

export async function runUnmanaged(session: Session, input: UnmanagedInput, context: CheckContext): Promise<void> {
  const place = printName(placeOf(input));
  const found = await objectsOf(session, input, context);
  if (found === undefined) {
    context.find({ subject: place, expected: 'to be seen', actual: 'does not exist, or this role may not see it', met: false });
    return;
  }
  const unmanaged = undeclaredAmong(found, input.managed);
  context.value(
    'unmanaged',
    unmanaged.map(({ kind, name }) => `${kind} ${printName([name])}`),
  );
  context.value('value', unmanaged.length);
  for (const { kind, name } of unmanaged) {
    const met = !input.fails;
    context.find({
      subject: `${kind} ${place}.${printName([name])}`,
      expected: met ? 'reported' : 'declared',
      actual: 'not declared',
      met,
    });
  }
  if (unmanaged.length === 0) {
    const actual = `all ${found.length} objects that this role sees are declared`;
    context.find({ subject: place, expected: 'nothing undeclared', actual, met: true });
  } else {
    context.note(`not declared in ${place}: ${unmanaged.map(({ name }) => printName([name])).join(', ')}`);
  }
}

interface SeenObject {
  readonly kind: string;
  /** Exact. */
  readonly name: string;
}

async function objectsOf(session: Session, input: UnmanagedInput, context: CheckContext): Promise<readonly SeenObject[] | undefined> {
  const { database, schema } = input;
  const scope = schema === undefined ? `IN DATABASE ${quoteIdentifier(database)}` : `IN SCHEMA ${quoteSchema({ database, schema })}`;
  const lists = schema === undefined ? (['SCHEMAS'] as const) : (['TABLES', 'VIEWS'] as const);
  const found: SeenObject[] = [];
  for (const list of lists) {
    const rows = await listShown(session, list, scope, askFor(context));
    if (rows === undefined) return undefined;
    found.push(...rows.map((row) => ({ kind: list.toLowerCase().replace(/s$/, ''), name: textOf(row, 'name') })));
  }
  return found;
}

/** Neither what Snowflake makes by itself nor what our own drills make and remove counts. */
export function undeclaredAmong(found: readonly SeenObject[], managed: readonly string[]): readonly SeenObject[] {
  const isOfSnowflake = ({ kind, name }: SeenObject): boolean => kind === 'schema' && name === standardSchema;
  return found.filter((object) => !managed.includes(object.name) && !object.name.startsWith(`${scratchPrefix}_`) && !isOfSnowflake(object));
}
