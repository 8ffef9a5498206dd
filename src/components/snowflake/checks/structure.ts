import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { normalDefault } from '../structure/column-default.ts';
import type { DeclaredColumn } from '../structure/column-diff.ts';
import { parseColumnType } from '../structure/column-type.ts';
import { foreignKey } from '../structure/foreign-key-options.ts';
import { objectProperties } from '../structure/object-properties.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { columnName, databaseName, idPart, schemaName, tableName } from '../structure/table-name.ts';
import { runContainer } from './structure-containers.ts';
import type { RelationInput, StructureInput } from './structure-input.ts';
import { structureOptions } from './structure-options.ts';
import type { StructureOptions, TableOptions, ViewOptions } from './structure-options.ts';
import { runRelation } from './structure-relation.ts';
import { runUnmanaged, unmanagedDrafts } from './structure-unmanaged.ts';

interface Draft extends CheckDraft {
  readonly input: StructureInput;
}

/** Structure as declared, read with SHOW and DESCRIBE alone: no warehouse runs and nothing is billed. */
export const structure: CheckKind<StructureOptions, SnowflakeSettings> = {
  summary: 'Databases, schemas, tables and views are as declared: columns, types, keys and properties.',
  layer: 'unit',
  costs: 'free',
  privileges: 'Any privilege on what is declared, USAGE on its schema and database',
  options: structureOptions,
  expand(declared, settings) {
    const drafts: readonly Draft[] = [
      ...entriesOf(declared.databases).map(([text, options, path]) => databaseDraft(text, options, ['databases', path])),
      ...entriesOf(declared.schemas).map(([text, options, path]) => schemaDraft(text, options, ['schemas', path], settings)),
      ...Object.entries(declared.tables).map(([text, table]) => tableDraft(text, table, settings)),
      ...Object.entries(declared.views).map(([text, view]) => viewDraft(text, view, settings)),
    ];
    if (drafts.length === 0) throw new Error('structure has nothing to look at: declare databases, schemas, tables or views.');
    return [
      ...drafts,
      ...unmanagedDrafts(
        drafts.map(({ input }) => input),
        declared.unmanaged,
      ),
    ];
  },
};

export async function runStructure(connection: SnowflakeConnection, input: StructureInput, context: CheckContext): Promise<void> {
  switch (input.object) {
    case 'database':
    case 'schema':
      return runContainer(connection.session, input, context);
    case 'unmanaged':
      return runUnmanaged(connection.session, input, context);
    case 'table':
    case 'view':
      return runRelation(connection.session, input, context);
  }
}

/** Names with their options; a list is names without options. */
function entriesOf<T extends object>(declared: readonly string[] | Readonly<Record<string, T>>) {
  if (isList(declared)) return declared.map((text, index) => [text, {} as Partial<T>, index] as const);
  return Object.entries(declared).map(([text, options]) => [text, options as Partial<T>, text] as const);
}

function isList(declared: readonly string[] | object): declared is readonly string[] {
  return Array.isArray(declared);
}

function databaseDraft(text: string, options: object, path: readonly (string | number)[]): Draft {
  const input: StructureInput = { object: 'database', name: databaseName(text), properties: objectProperties(options) };
  return { name: `structure.database-${idPart(text)}`, title: `Database ${text} is as declared`, input, path };
}

function schemaDraft(text: string, options: object, path: readonly (string | number)[], settings: SnowflakeSettings): Draft {
  const properties = objectProperties(options);
  const input: StructureInput = { object: 'schema', name: schemaName(text, settings), properties };
  const title = Object.keys(properties).length === 0 ? `Schema ${text} exists` : `Schema ${text} is as declared`;
  return { name: `structure.${idPart(text)}`, title, input, path };
}

function tableDraft(text: string, declared: TableOptions, settings: SnowflakeSettings): Draft {
  const { primary_key: primaryKey, unique_keys: uniqueKeys, foreign_keys: foreignKeys } = declared;
  const input: RelationInput = {
    ...relationInput('table', text, declared, settings),
    ...(primaryKey === undefined ? {} : { primaryKey: primaryKey.map(columnName) }),
    ...(uniqueKeys === undefined ? {} : { uniqueKeys: uniqueKeys.map((key) => key.map(columnName)) }),
    ...(foreignKeys === undefined ? {} : { foreignKeys: foreignKeys.map((key) => foreignKey(key, settings)) }),
  };
  return { name: `structure.${idPart(text)}`, title: `Table ${text} has its structure`, input, path: ['tables', text] };
}

function viewDraft(text: string, declared: ViewOptions, settings: SnowflakeSettings): Draft {
  const input = relationInput('view', text, declared, settings);
  return { name: `structure.${idPart(text)}`, title: `View ${text} has its structure`, input, path: ['views', text] };
}

function relationInput(
  object: RelationInput['object'],
  text: string,
  { columns, exact, ordered, ...rest }: TableOptions | ViewOptions,
  settings: SnowflakeSettings,
): RelationInput {
  return {
    object,
    name: tableName(text, settings),
    columns: Object.entries(columns).map(([column, declared]) => declaredColumn(column, declared)),
    exact,
    ordered,
    properties: objectProperties(rest),
  };
}

function declaredColumn(text: string, declared: TableOptions['columns'][string]): DeclaredColumn {
  const name = columnName(text);
  if (typeof declared === 'string') return { name, ...parseColumnType(declared) };
  return {
    name,
    ...parseColumnType(declared.type),
    ...(declared.default === undefined ? {} : { default: declared.default === null ? '' : normalDefault(String(declared.default)) }),
    ...(declared.comment === undefined ? {} : { comment: declared.comment }),
  };
}
