import type { Table } from '../catalog/catalog.ts';
import type { Node } from './node.ts';
import type { OutputColumn } from './output.ts';

/**
 * A relation whose SQL was made before the translation, because it depends on more than the text of the query and the
 * catalog: on the moment, on other statements, on a past state.
 */
export interface PreparedRelation {
  /** DuckDB's, with brackets. */
  readonly sql: string;
  readonly output: readonly OutputColumn[];
  /** What it is called when the query gives it no alias. */
  readonly name: string;
  /** The table of which it is a past state: its privileges and policies apply. */
  readonly table?: Table;
}

const relationKind = 'prepared_relation';
const expressionKind = 'prepared_expression';

/** The node of such a relation; `alias` are the fields in which the parser keeps it. */
export function preparedRelationNode(relation: PreparedRelation, alias: Node): Node {
  return { [relationKind]: { relation, alias: alias['alias'], column_aliases: alias['column_aliases'] } };
}

/** An expression whose DuckDB SQL is known. */
export function preparedExpressionNode(sql: string): Node {
  return { [expressionKind]: { sql } };
}
