import type { GenericSchema } from 'valibot';
import type { ConfigNode, ConfigPath } from './config-node.ts';

/** Parts of valibot's schemas that say what is inside; every schema has some of them. */
interface SchemaParts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, GenericSchema>>;
  readonly wrapped?: GenericSchema;
  readonly options?: readonly unknown[];
  readonly value?: GenericSchema;
  readonly item?: GenericSchema;
  readonly items?: readonly GenericSchema[];
}

const choices = ['union', 'variant', 'intersect'];

/** Names of the keys that a mapping at a path may have; of every alternative where a schema has several. */
export function keysAt(schema: GenericSchema, path: ConfigPath): readonly string[] {
  const keys = schemasAt(schema, path).flatMap((found) => Object.keys(partsOf(found).entries ?? {}));
  return [...new Set(keys)];
}

/** Paths of lists where a schema knows mappings only. Valibot takes a list for a mapping with the keys 0, 1, 2. */
export function misplacedLists(schema: GenericSchema, node: ConfigNode): readonly ConfigPath[] {
  return listsIn(alternatives(schema), node, []);
}

function listsIn(schemas: readonly GenericSchema[], node: ConfigNode, path: ConfigPath): readonly ConfigPath[] {
  if (node.type === 'scalar' || schemas.length === 0) return [];
  if (node.type === 'list' && schemas.every(isMappingSchema)) return [path];
  const children: readonly (readonly [string | number, ConfigNode])[] =
    node.type === 'list' ? [...node.items.entries()] : node.entries.map(({ key, value }) => [key, value] as const);
  return children.flatMap(([step, child]) => listsIn(below(schemas, step), child, [...path, step]));
}

function isMappingSchema(schema: GenericSchema): boolean {
  const { type, entries } = partsOf(schema);
  return entries !== undefined || type === 'record';
}

/** The schemas that apply to the value at a path. Empty where a schema says nothing about it. */
function schemasAt(schema: GenericSchema, path: ConfigPath): readonly GenericSchema[] {
  let current = alternatives(schema);
  for (const step of path) current = below(current, step);
  return current;
}

function below(schemas: readonly GenericSchema[], step: string | number): readonly GenericSchema[] {
  return schemas.flatMap((schema) => childSchemas(schema, step)).flatMap((child) => alternatives(child));
}

function alternatives(schema: GenericSchema): readonly GenericSchema[] {
  const { type, wrapped, options } = partsOf(schema);
  if (wrapped !== undefined) return alternatives(wrapped);
  if (!choices.includes(type)) return [schema];
  return (options ?? []).flatMap((option) => alternatives(option as GenericSchema));
}

function childSchemas(schema: GenericSchema, step: string | number): readonly GenericSchema[] {
  const { type, entries, value, item, items } = partsOf(schema);
  if (entries !== undefined) {
    const child = Object.hasOwn(entries, step) ? entries[step] : undefined;
    return child === undefined ? [] : [child];
  }
  if (type === 'record' && value !== undefined) return [value];
  if (item !== undefined) return [item];
  const positional = items?.[Number(step)];
  return positional === undefined ? [] : [positional];
}

function partsOf(schema: GenericSchema): SchemaParts {
  return schema;
}
