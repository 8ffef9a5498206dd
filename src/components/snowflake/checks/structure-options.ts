import * as v from 'valibot';
import { keptOptions, schemaOptions, tableOptions, viewOptions } from '../structure/object-properties.ts';

const column = v.union([
  v.string(),
  v.strictObject({
    type: v.pipe(v.string(), v.description('Such as `varchar(32) not null`.')),
    default: v.optional(
      v.pipe(v.nullable(v.union([v.string(), v.number(), v.boolean()])), v.description('SQL expression; null: it must have none.')),
    ),
    comment: v.optional(v.string()),
  }),
]);

const columnOptions = {
  columns: v.optional(v.pipe(v.record(v.string(), column), v.description('Column to type, such as `varchar(32) not null`.')), {}),
  exact: v.optional(v.pipe(v.boolean(), v.description('Columns that are not declared are findings.')), false),
  ordered: v.optional(v.pipe(v.boolean(), v.description('The columns come in the declared order.')), false),
};

const key = v.array(v.string());
const foreignKey = v.strictObject({
  key: v.pipe(key, v.minLength(1, 'needs at least one column')),
  references: v.pipe(v.string(), v.description('Table with the parent rows.')),
  referenced_key: v.optional(v.pipe(key, v.description('Columns of the parent; absent: named like those of the key.'))),
});

const table = v.strictObject({
  ...columnOptions,
  ...tableOptions,
  primary_key: v.optional(v.pipe(key, v.description('In key order; an empty list: it must have none.'))),
  unique_keys: v.optional(v.pipe(v.array(key), v.description('All unique keys, the primary key aside.'))),
  foreign_keys: v.optional(v.pipe(v.array(foreignKey), v.description('All foreign keys.'))),
});
const view = v.strictObject({ ...columnOptions, ...viewOptions });

export const structureOptions = v.strictObject({
  databases: v.optional(v.union([v.array(v.string()), v.record(v.string(), v.strictObject(keptOptions))]), []),
  schemas: v.optional(
    v.pipe(v.union([v.array(v.string()), v.record(v.string(), v.strictObject(schemaOptions))]), v.description('Schemas that must exist.')),
    [],
  ),
  tables: v.optional(v.record(v.string(), table), {}),
  views: v.optional(v.record(v.string(), view), {}),
  unmanaged: v.optional(
    v.pipe(
      v.picklist(['ignore', 'report', 'fail']),
      v.description(
        'What exists beside the declared: schemas of databases that are declared or have declared schemas, tables and views of every schema that is declared or has declared ones.',
      ),
    ),
    'ignore',
  ),
});

export type StructureOptions = v.InferOutput<typeof structureOptions>;
export type TableOptions = v.InferOutput<typeof table>;
export type ViewOptions = v.InferOutput<typeof view>;
