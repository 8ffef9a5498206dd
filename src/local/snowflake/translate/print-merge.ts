import { refused } from '../failure.ts';
import type { Table } from '../catalog/catalog.ts';
import { quoteIdentifier } from '../sql/names.ts';
import { allowOnly, fieldsOf, foldIdentifier, kindOf, nodeList, optionalNode, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';
import { columnOf, printStored, printTarget } from './print-change.ts';
import type { Translation } from './translation.ts';

const privilegeOf: Readonly<Record<string, string>> = { UPDATE: 'UPDATE', DELETE: 'DELETE', INSERT: 'INSERT' };

export interface PrintedMerge {
  readonly sql: string;
  /**
   * A query whose row says what happens to a target row on which several source rows act, UPDATE before DELETE. Snowflake
   * refuses such an update, DuckDB lets the last one win. A match on which no clause acts does not count.
   */
  readonly duplicates: string;
}

/** MERGE; DuckDB's RETURNING tells what happened to each row, and the caller counts. */
export function printMerge(fields: Fields, translation: Translation): PrintedMerge {
  allowOnly('MERGE', fields, 'this', 'using', 'on', 'whens');
  const aliased = requiredNode(fields, 'this');
  const isAliased = kindOf(aliased) === 'alias';
  const targetNode = isAliased ? requiredNode(fieldsOf(aliased), 'this') : aliased;
  const alias = isAliased ? requiredNode(fieldsOf(aliased), 'alias') : undefined;
  if (kindOf(targetNode) !== 'table') throw refused('LOCAL-002', 'MERGE INTO something else than a table');
  const { table, target, name } = printTarget(fieldsOf(targetNode), alias, translation);
  const source = translation.relation(requiredNode(fields, 'using'));
  const on = translation.scalar(requiredNode(fields, 'on'));
  const whens = nodeList(fieldsOf(requiredNode(fields, 'whens')), 'expressions').map((when) => fieldsOf(when));
  const actions = whens.map((when) => actionOf(when).action);
  translation.recordWrite({ table, privileges: [...new Set(actions.map((action) => privilegeOf[action] ?? action))] });
  const clauses = whens.map((when) => printWhen(when, table, translation));
  const cases = whens.flatMap((when, index) => (actions[index] === 'INSERT' ? [] : [printCase(when, actions[index] ?? '', translation)]));
  const row = `${quoteIdentifier(name)}.rowid`;
  return {
    sql: `MERGE INTO ${target} USING ${source} ON ${on} ${clauses.join(' ')} RETURNING merge_action`,
    duplicates:
      cases.length > 0
        ? `SELECT max(act) FROM (SELECT ${row} AS id, CASE ${cases.join(' ')} END AS act FROM ${target} JOIN ${source} ON ${on}) ` +
          `WHERE act IS NOT NULL GROUP BY id HAVING count(*) > 1 ORDER BY 1 DESC LIMIT 1`
        : `SELECT '1' WHERE FALSE`,
  };
}

function actionOf(when: Fields): { readonly action: string; readonly parts: readonly Node[] } {
  const then = requiredNode(when, 'then');
  const parts = kindOf(then) === 'tuple' ? nodeList(fieldsOf(then), 'expressions') : [then];
  const [first, ...rest] = parts;
  const action = first && kindOf(first) === 'var' ? textField(fieldsOf(first), 'this').toUpperCase() : '';
  if (privilegeOf[action] === undefined) throw refused('LOCAL-002', 'this action of MERGE');
  return { action, parts: rest };
}

function printCase(when: Fields, action: string, translation: Translation): string {
  const condition = optionalNode(when, 'condition');
  return `WHEN ${condition ? translation.scalar(condition) : 'TRUE'} THEN '${action}'`;
}

function printWhen(when: Fields, table: Table, translation: Translation): string {
  allowOnly('WHEN', when, 'matched', 'condition', 'then');
  const matched = fieldsOf(requiredNode(when, 'matched'))['value'] === true;
  const condition = optionalNode(when, 'condition');
  const head = `WHEN ${matched ? '' : 'NOT '}MATCHED${condition ? ` AND ${translation.scalar(condition)}` : ''} THEN`;
  const { action, parts } = actionOf(when);
  if (action === 'DELETE') return `${head} DELETE`;
  const lists = parts.map((part) => (kindOf(part) === 'tuple' ? nodeList(fieldsOf(part), 'expressions') : [part]));
  if (action === 'UPDATE') return `${head} UPDATE SET ${printAssignments(lists[0] ?? [], table, translation)}`;
  return `${head} ${printInsertAction(lists, table, translation)}`;
}

function printAssignments(assignments: readonly Node[], table: Table, translation: Translation): string {
  return assignments
    .map((assignment) => {
      if (kindOf(assignment) !== 'eq') throw refused('LOCAL-002', 'this assignment of MERGE');
      const fields = fieldsOf(assignment);
      const column = columnOf(table, assignedName(requiredNode(fields, 'left')));
      return `${quoteIdentifier(column.name)} = ${printStored(column, requiredNode(fields, 'right'), translation)}`;
    })
    .join(', ');
}

function assignedName(node: Node): string {
  const fields = fieldsOf(node);
  return foldIdentifier(kindOf(node) === 'column' ? requiredNode(fields, 'name') : fields);
}

/** `INSERT (columns) VALUES (values)`, or only the values. */
function printInsertAction(lists: readonly (readonly Node[])[], table: Table, translation: Translation): string {
  const [first = [], second] = lists;
  const columns = second ? first.map((node) => columnOf(table, assignedName(node))) : table.columns;
  const values = (second ?? first).map((node, index) => {
    const column = columns[index];
    return column ? printStored(column, node, translation) : translation.print(node);
  });
  return `INSERT (${columns.map((column) => quoteIdentifier(column.name)).join(', ')}) VALUES (${values.join(', ')})`;
}
