import { refused } from '../failure.ts';
import { allowOnly, requiredNode } from './node.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

/** Snowflake sorts NULL as the largest value: last when ascending, first when descending. DuckDB needs to be told. */
export function printOrdering(items: readonly Node[], translation: Translation): string {
  return items
    .map((item) => {
      allowOnly('ORDER BY', item, 'this', 'desc', 'nulls_first');
      if (translation.isSemiStructured(requiredNode(item, 'this'))) throw refused('LOCAL-003', 'ORDER BY a VARIANT without a cast');
      const descending = item['desc'] === true;
      const nullsFirst = typeof item['nulls_first'] === 'boolean' ? item['nulls_first'] : descending;
      return `${translation.scalar(requiredNode(item, 'this'))} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
    })
    .join(', ');
}
