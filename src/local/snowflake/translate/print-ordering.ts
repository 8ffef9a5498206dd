import { allowOnly, requiredNode } from './node.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

/** Snowflake sorts NULL as the largest value: last when ascending, first when descending. DuckDB needs to be told. */
export function printOrdering(items: readonly Node[], translation: Translation): string {
  return items
    .map((item) => {
      allowOnly('ORDER BY', item, 'this', 'desc', 'nulls_first');
      const descending = item['desc'] === true;
      const nullsFirst = typeof item['nulls_first'] === 'boolean' ? item['nulls_first'] : descending;
      return `${printKey(requiredNode(item, 'this'), translation)} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
    })
    .join(', ');
}

/** A value by which rows are ordered: a VARIANT by its own type, a TIMESTAMP_TZ by its instant. */
export function printKey(node: Node, translation: Translation): string {
  const text = translation.print(node);
  if (translation.isSemiStructured(node)) return `sf_order(${text})`;
  return translation.typeOf(node)?.kind === 'timestamp_tz' ? `sf_instant(${text})` : text;
}
