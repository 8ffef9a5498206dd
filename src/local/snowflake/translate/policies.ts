import type { Attachments, PolicyUse } from '../catalog/attachments.ts';
import type { Column, Relation } from '../catalog/catalog.ts';
import { isSemiStructured, storageType } from '../catalog/data-type.ts';
import { quoteIdentifier } from '../sql/names.ts';
import type { Node } from './node.ts';

/** The alias under which a policy sees the row; no statement can write a lower-case name with a space without quotes. */
export const policyRow = 'policy row';

/**
 * A relation as the session may see it: rows that the row access policy lets through, columns as their masking policies
 * make them. The policies run inside, so WHERE, JOIN and GROUP BY work on masked values, as in Snowflake.
 */
export function printProtected(
  relation: Relation,
  source: string,
  attachments: Attachments,
  printBody: (use: PolicyUse) => string,
): string {
  const rows = attachments.rowPolicy(relation);
  const masks = relation.columns.map((column) => attachments.maskingPolicy(relation, column));
  if (!rows && masks.every((mask) => mask === undefined)) return source;
  const columns = relation.columns.map((column, index) => {
    const mask = masks[index];
    const name = quoteIdentifier(column.name);
    return mask ? `${ofColumnType(printBody(mask), column)} AS ${name}` : `${quoteIdentifier(policyRow)}.${name}`;
  });
  const filter = rows ? ` WHERE ${printBody(rows)}` : '';
  return `(SELECT ${columns.join(', ')} FROM ${source} AS ${quoteIdentifier(policyRow)}${filter})`;
}

function ofColumnType(body: string, { type }: Column): string {
  return isSemiStructured(type) ? `sf_variant(${body})` : `CAST(${body} AS ${storageType(type)})`;
}

/** The body with the columns in the place of the arguments. */
export function bindArguments(tree: Node, { policy, using }: PolicyUse): Node {
  const columns = new Map(policy.arguments.map((argument, index) => [argument.name, using[index] ?? '']));
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const bound = argumentColumn(value as Node, columns);
    return bound ?? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(tree) as Node;
}

interface ColumnNode {
  readonly name?: { readonly name?: string; readonly quoted?: boolean };
  readonly table?: unknown;
}

function argumentColumn(node: Node, columns: ReadonlyMap<string, string>): Node | undefined {
  const fields = node['column'] as ColumnNode | undefined;
  if (Object.keys(node).length !== 1 || typeof fields !== 'object' || fields === null || fields.table) return undefined;
  const written = fields.name?.name ?? '';
  const column = columns.get(fields.name?.quoted === true ? written : written.toUpperCase());
  if (column === undefined) return undefined;
  return { column: { name: { name: column, quoted: true }, table: { name: policyRow, quoted: true } } };
}
