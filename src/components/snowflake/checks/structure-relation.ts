import type { Row } from '../../../model/capability.ts';
import type { CheckContext } from '../../../model/component.ts';
import { diffColumns, printColumnType, printDrift } from '../structure/column-diff.ts';
import { describeTable, primaryKey, textOf } from '../structure/describe-table.ts';
import type { FoundColumn } from '../structure/describe-table.ts';
import { printName } from '../structure/identifier.ts';
import { compareProperties } from '../structure/object-properties.ts';
import { askFor } from '../session.ts';
import type { Session } from '../session.ts';
import { findShown, listShown } from '../structure/shown-objects.ts';
import { foreignKeys, printColumns, printForeignKey, uniqueKeys } from '../structure/table-keys.ts';
import { printTable, quoteSchema } from '../structure/table-name.ts';
import { alikeHint, notSeen } from './structure-containers.ts';
import type { RelationInput } from './structure-input.ts';

/** A table or view: columns, keys and properties. */
export async function runRelation(session: Session, input: RelationInput, context: CheckContext): Promise<void> {
  const ask = askFor(context);
  const subject = `${input.object} ${printTable(input.name)}`;
  const found = await describeTable(session, input.name, ask);
  const actual = found === undefined ? `${notSeen}${await renameHint(session, input, context)}` : 'exists';
  context.find({ subject, expected: 'exists', actual, met: found !== undefined });
  if (found === undefined) return;
  const list = input.object === 'table' ? 'TABLES' : 'VIEWS';
  const row = await findShown(session, list, input.name.table, `IN SCHEMA ${quoteSchema(input.name)}`, ask);
  compareKind(subject, input, row, context);
  compareColumns(input, found, context);
  if (row !== undefined) compareProperties(subject, input.properties, row, context);
  await compareKeys(session, input, context);
}

/** DESCRIBE TABLE describes views too, so a table that became a view is seen only here. */
function compareKind(subject: string, { object }: RelationInput, row: Row | undefined, context: CheckContext): void {
  if (row !== undefined) return;
  const other = object === 'table' ? 'view' : 'table';
  context.find({ subject, expected: `a ${object}`, actual: `a ${other}, or not listed for this role`, met: false });
}

async function renameHint(session: Session, { object, name }: RelationInput, context: CheckContext): Promise<string> {
  const list = object === 'table' ? 'TABLES' : 'VIEWS';
  const rows = await listShown(session, list, `IN SCHEMA ${quoteSchema(name)}`, askFor(context));
  const names = (rows ?? []).map((row) => textOf(row, 'name'));
  return alikeHint(name.table, names);
}

function compareColumns(input: RelationInput, found: readonly FoundColumn[], context: CheckContext): void {
  const { name, columns, exact, ordered } = input;
  const diff = diffColumns(columns, found);
  for (const { column, property, expected, actual, met } of diff.compared) {
    const subject = `column ${printTable(name)}.${printName([column])}`;
    context.find({ subject: property === 'column' ? subject : `${property} of ${subject}`, expected, actual, met });
  }
  for (const column of exact ? found.filter((candidate) => diff.added.includes(candidate.name)) : []) {
    const actual = printColumnType(column.type, column.nullable);
    context.find({ subject: `column ${printTable(name)}.${printName([column.name])}`, expected: 'no such column', actual, met: false });
  }
  if (ordered) compareOrder(input, found, context);
  context.value('added', diff.added);
  context.value('removed', diff.removed);
  context.value('changed', diff.changed);
  const drift = columns.length === 0 ? '' : printDrift(diff, found);
  if (drift !== '') context.note(`drift of ${printTable(name)}: ${drift}`);
}

/** Columns that are on one side only are findings of their own and do not disturb the order of the others. */
function compareOrder({ name, columns }: RelationInput, found: readonly FoundColumn[], context: CheckContext): void {
  const common = columns.filter((column) => found.some((candidate) => candidate.name === column.name)).map((column) => column.name);
  const actual = found.filter((column) => common.includes(column.name)).map((column) => column.name);
  compare(`order of the columns of ${printTable(name)}`, printColumns(common), printColumns(actual), context);
}

async function compareKeys(session: Session, input: RelationInput, context: CheckContext): Promise<void> {
  const ask = askFor(context);
  const table = printTable(input.name);
  if (input.primaryKey !== undefined) {
    compare(`primary key of ${table}`, printColumns(input.primaryKey), printColumns(await primaryKey(session, input.name, ask)), context);
  }
  if (input.uniqueKeys !== undefined) {
    const found = await uniqueKeys(session, input.name, ask);
    compare(`unique keys of ${table}`, printSet(input.uniqueKeys, printColumns), printSet(found, printColumns), context);
  }
  if (input.foreignKeys !== undefined) {
    const found = await foreignKeys(session, input.name, ask);
    compare(`foreign keys of ${table}`, printSet(input.foreignKeys, printForeignKey), printSet(found, printForeignKey), context);
  }
}

function printSet<Key>(keys: readonly Key[], print: (key: Key) => string): string {
  return keys.length === 0 ? 'none' : keys.map(print).toSorted().join(', ');
}

function compare(subject: string, expected: string, actual: string, context: CheckContext): void {
  context.find({ subject, expected, actual, met: actual === expected });
}
