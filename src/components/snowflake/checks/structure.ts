import * as v from 'valibot';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { parseColumnType } from '../column-type.ts';
import type { ColumnType } from '../column-type.ts';
import { describeTable, primaryKey, textOf } from '../describe-table.ts';
import type { FoundColumn } from '../describe-table.ts';
import { parseName, printName, quoteIdentifier } from '../identifier.ts';
import { askFor } from '../session.ts';
import type { Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart, printTable, schemaName, tableName } from '../table-name.ts';
import type { SchemaName, TableName } from '../table-name.ts';

const tableOptions = v.strictObject({
  columns: v.optional(v.pipe(v.record(v.string(), v.string()), v.description('Column to type, such as `varchar(32) not null`.')), {}),
  primary_key: v.optional(v.array(v.string())),
  exact: v.optional(v.pipe(v.boolean(), v.description('Columns that are not declared are findings.')), false),
});

const options = v.strictObject({
  schemas: v.optional(v.pipe(v.array(v.string()), v.description('Schemas that must exist.')), []),
  tables: v.optional(v.record(v.string(), tableOptions), {}),
});

type Options = v.InferOutput<typeof options>;
type TableOptions = v.InferOutput<typeof tableOptions>;

interface DeclaredColumn extends ColumnType {
  /** Exact. */
  readonly name: string;
}

export type StructureInput =
  | { readonly object: 'schema'; readonly name: SchemaName }
  | {
      readonly object: 'table';
      readonly name: TableName;
      readonly columns: readonly DeclaredColumn[];
      readonly primaryKey: readonly string[] | undefined;
      readonly exact: boolean;
    };

/** Structure as declared, read with SHOW and DESCRIBE alone: no warehouse runs and nothing is billed. */
export const structure: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Schemas and tables exist with the declared columns, types and primary keys.',
  layer: 'unit',
  options,
  expand(declared, settings) {
    const schemas = declared.schemas.map((text, index) => schemaDraft(text, index, settings));
    const tables = Object.entries(declared.tables).map(([text, table]) => tableDraft(text, table, settings));
    if (schemas.length + tables.length === 0) throw new Error('structure has nothing to look at: declare schemas or tables.');
    return [...schemas, ...tables];
  },
};

function schemaDraft(text: string, index: number, settings: SnowflakeSettings): CheckDraft {
  const name = schemaName(text, settings);
  const input: StructureInput = { object: 'schema', name };
  return { name: `structure.${idPart(text)}`, title: `Schema ${text} exists`, input, path: ['schemas', index] };
}

function tableDraft(text: string, declared: TableOptions, settings: SnowflakeSettings): CheckDraft {
  const input: StructureInput = {
    object: 'table',
    name: tableName(text, settings),
    columns: Object.entries(declared.columns).map(([column, type]) => ({ name: columnName(column), ...parseColumnType(type) })),
    primaryKey: declared.primary_key?.map(columnName),
    exact: declared.exact,
  };
  return { name: `structure.${idPart(text)}`, title: `Table ${text} has its structure`, input, path: ['tables', text] };
}

function columnName(text: string): string {
  const parts = parseName(text);
  if (parts.length !== 1) throw new SyntaxError(`${JSON.stringify(text)} is not the name of a column: it has ${parts.length} parts.`);
  return parts[0] ?? '';
}

export async function runStructure(connection: SnowflakeConnection, input: StructureInput, context: CheckContext): Promise<void> {
  if (input.object === 'schema') return lookAtSchema(connection.session, input.name, context);
  const found = await describeTable(connection.session, input.name, askFor(context));
  context.find({
    subject: `table ${printTable(input.name)}`,
    expected: 'exists',
    actual: found === undefined ? 'does not exist, or this role may not see it' : 'exists',
    met: found !== undefined,
  });
  if (found === undefined) return;
  for (const column of input.columns) compareColumn(input.name, column, found, context);
  if (input.exact) findUnexpected(input.name, input.columns, found, context);
  if (input.primaryKey !== undefined) await compareKey(connection.session, input.name, input.primaryKey, context);
}

async function lookAtSchema(session: Session, name: SchemaName, context: CheckContext): Promise<void> {
  const rows = await session.query(`SHOW SCHEMAS IN DATABASE ${quoteIdentifier(name.database)}`, askFor(context));
  const met = rows.some((row) => textOf(row, 'name') === name.schema);
  context.find({
    subject: `schema ${printName([name.schema])}`,
    expected: `exists in database ${printName([name.database])}`,
    actual: met ? 'exists' : `not among the ${rows.length} schemas that this role sees`,
    met,
  });
}

function compareColumn(table: TableName, declared: DeclaredColumn, found: readonly FoundColumn[], context: CheckContext): void {
  const column = found.find(({ name }) => name === declared.name);
  context.find({
    subject: `column ${printTable(table)}.${printName([declared.name])}`,
    expected: printType(declared.type, declared.nullable),
    actual: column === undefined ? 'no such column' : printType(column.type, declared.nullable === undefined ? undefined : column.nullable),
    met:
      column !== undefined && column.type === declared.type && (declared.nullable === undefined || column.nullable === declared.nullable),
  });
}

function findUnexpected(table: TableName, declared: readonly DeclaredColumn[], found: readonly FoundColumn[], context: CheckContext): void {
  for (const column of found) {
    if (declared.some(({ name }) => name === column.name)) continue;
    context.find({
      subject: `column ${printTable(table)}.${printName([column.name])}`,
      expected: 'no such column',
      actual: printType(column.type, column.nullable),
      met: false,
    });
  }
}

async function compareKey(session: Session, table: TableName, expected: readonly string[], context: CheckContext): Promise<void> {
  const found = await primaryKey(session, table, askFor(context));
  context.find({
    subject: `primary key of ${printTable(table)}`,
    expected: printKey(expected),
    actual: printKey(found),
    met: found.length === expected.length && found.every((column, index) => column === expected[index]),
  });
}

function printType(type: string, nullable: boolean | undefined): string {
  if (nullable === undefined) return type;
  return nullable ? `${type} NULL` : `${type} NOT NULL`;
}

function printKey(columns: readonly string[]): string {
  return columns.length === 0 ? 'none' : `(${columns.map((column) => printName([column])).join(', ')})`;
}
