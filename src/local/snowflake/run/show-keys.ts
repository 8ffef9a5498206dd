import { nameOf } from '../catalog/catalog.ts';
import type { Key, Relation, Table } from '../catalog/catalog.ts';
import { integerType } from '../catalog/data-type.ts';
import { createdOn } from './listing.ts';
import type { Listing } from './listing.ts';
import { isVisible } from './find-object.ts';
import type { StatementContext } from './statement-context.ts';

/** One row for each column of each key; keys are declarations that nobody enforces. */
export function showKeys(relations: readonly Relation[], keysOf: (table: Table) => readonly Key[]): Listing {
  return {
    columns: [
      createdOn,
      'database_name',
      'schema_name',
      'table_name',
      'column_name',
      ['key_sequence', integerType],
      'constraint_name',
      'rely',
      'comment',
    ],
    rows: relations.flatMap((relation) => {
      if (relation.kind !== 'TABLE') return [];
      return keysOf(relation).flatMap((key) =>
        key.columns.map((column, index) => ({
          name: relation.name,
          cells: [relation.createdOn, ...nameOf(relation), column, index + 1, key.name, 'false', null],
        })),
      );
    }),
  };
}

export function showImportedKeys(relations: readonly Relation[], { account }: StatementContext): Listing {
  return {
    columns: [
      createdOn, 'pk_database_name', 'pk_schema_name', 'pk_table_name', 'pk_column_name', 'fk_database_name', 'fk_schema_name', 'fk_table_name', 'fk_column_name',
      ['key_sequence', integerType], 'update_rule', 'delete_rule', 'fk_name', 'pk_name', 'deferrability', 'rely', 'comment',
    ], // prettier-ignore
    rows: relations.flatMap((relation) => {
      if (relation.kind !== 'TABLE') return [];
      return relation.foreignKeys.flatMap((key) => {
        const target = account.catalog.relation(key.references, { database: undefined, schema: undefined }, 'SHOW');
        const primaryName = target?.kind === 'TABLE' ? target.primaryKey?.name : undefined;
        return key.columns.map((column, index) => {
          const rules = [index + 1, 'NO ACTION', 'NO ACTION', key.name, primaryName, 'NOT DEFERRABLE', 'false', null];
          const cells = [relation.createdOn, ...key.references, key.referencedColumns[index], ...nameOf(relation), column, ...rules];
          return { name: relation.name, cells };
        });
      });
    }),
  };
}

/** The foreign keys that point at these tables, from wherever the session may see them. */
export function showExportedKeys(relations: readonly Relation[], context: StatementContext): Listing {
  const wanted = new Set(relations.map((relation) => nameOf(relation).join('\0')));
  const all = context.account.catalog.schemas.flatMap((schema) => [...schema.relations.values()]);
  const pointing = all
    .filter((relation) => isVisible(relation, context))
    .flatMap((relation) => {
      if (relation.kind !== 'TABLE') return [];
      const foreignKeys = relation.foreignKeys.filter((key) => wanted.has(key.references.join('\0')));
      return foreignKeys.length > 0 ? [{ ...relation, foreignKeys }] : [];
    });
  return showImportedKeys(pointing, context);
}
