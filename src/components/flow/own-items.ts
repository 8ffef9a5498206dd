import type { Resource } from '../../model/outcome.ts';
import { capabilityOf } from './connection.ts';
import type { FlowConnection } from './connection.ts';
import { resolveReferences } from './reference.ts';
import type { Reference } from './reference.ts';
import type { Walk } from './walk.ts';

/** Records or rows in another component, known by keys that the walk made. */
export type OwnItems = OwnRecords | OwnRows;

interface OwnRecords {
  readonly kind: 'vector-records';
  readonly use: string;
  /** Empty for the one of the component. */
  readonly namespace: string;
  readonly keys: readonly string[];
}

interface OwnRows {
  readonly kind: 'table-rows';
  readonly use: string;
  readonly table: string;
  readonly column: string;
  readonly keys: readonly string[];
}

type ResourceName = Pick<Resource, 'kind' | 'name'>;

/** A text becomes a name that nobody else has; a reference must lead to such a name: what is not ours is never removed. */
export function ownKey(declared: string | Reference, { results, names, context }: Walk): string {
  if (typeof declared === 'string') {
    const name = context.uniqueName(declared, '-');
    names.add(name);
    return name;
  }
  const value = resolveReferences(declared, results);
  if (typeof value === 'string' && names.has(value)) return value;
  throw new Error(`${declared.from} is no name that this check made, and what has another name is neither written nor removed`);
}

/** Enters the items into the ledger, then makes them. */
export async function createItems<T>(walk: Walk, items: readonly OwnItems[], make: () => Promise<T>): Promise<T> {
  walk.created.push(...items);
  const announced = items.reduceRight<() => Promise<T>>((inner, item) => () => walk.context.create(resourceOf(item), inner), make);
  return await announced();
}

/** The name has all that removing needs, because a later run may have nothing else. */
function resourceOf(items: OwnItems): ResourceName {
  const place = items.kind === 'table-rows' ? [items.table, items.column] : [items.namespace];
  return { kind: items.kind, name: [items.use, ...place, ...items.keys].map((part) => encodeURIComponent(part)).join('/') };
}

function itemsOf({ kind, name }: ResourceName): OwnItems {
  const [use = '', ...parts] = name.split('/').map((part) => decodeURIComponent(part));
  if (kind === 'vector-records') return { kind, use, namespace: parts[0] ?? '', keys: parts.slice(1) };
  if (kind === 'table-rows') return { kind, use, table: parts[0] ?? '', column: parts[1] ?? '', keys: parts.slice(2) };
  throw new Error(`a flow does not know how to remove a ${kind}`);
}

export async function removeResource(connection: FlowConnection, resource: Resource, signal: AbortSignal): Promise<void> {
  const items = itemsOf(resource);
  if (items.kind === 'table-rows') await capabilityOf(connection, items.use, 'sql').removeRows(items, signal);
  else await capabilityOf(connection, items.use, 'vector').remove(items.keys, items.namespace || undefined, signal);
}

/** Keys of the items that are there. */
export async function findItems(connection: FlowConnection, items: OwnItems, signal: AbortSignal): Promise<readonly string[]> {
  if (items.kind === 'table-rows') return await capabilityOf(connection, items.use, 'sql').findRows(items, signal);
  return await capabilityOf(connection, items.use, 'vector').find(items.keys, items.namespace || undefined, signal);
}

/** Such as `row walk-1 of CORE.CALLS`. */
export function describeItem(items: OwnItems, key: string): string {
  return items.kind === 'table-rows' ? `row ${key} of ${items.table}` : `record ${key}`;
}
