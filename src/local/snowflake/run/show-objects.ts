import { nameOf } from '../catalog/catalog.ts';
import { integerType } from '../catalog/data-type.ts';
import { optionFlag, optionList, optionNumber, optionText } from '../catalog/objects.ts';
import type { PolicyKind, Sequence } from '../catalog/objects.ts';
import { quoteIdentifier, quoteText } from '../sql/names.ts';
import type { Cell } from '../wire/result.ts';
import { createdOn, yes } from './listing.ts';
import type { Lister } from './listing.ts';
import { scopedObjects } from './show-scope.ts';
import type { StatementContext } from './statement-context.ts';

export const sequenceColumns = [
  'name', 'database_name', 'schema_name', ['next_value', integerType], ['interval', integerType], createdOn, 'owner', 'comment', 'owner_role_type', 'ordered',
] as const; // prettier-ignore

export const showSequences: Lister = async (statement, context) => {
  const rows = [];
  for (const item of scopedObjects('SEQUENCE', statement, context))
    rows.push({ name: item.name, cells: await sequenceCells(item, context) });
  return { columns: sequenceColumns, rows };
};

export async function sequenceCells(item: Sequence, { session }: StatementContext): Promise<readonly Cell[]> {
  const [database, schema, name] = nameOf(item);
  const { options } = item;
  const increment = optionNumber(options, 'INCREMENT') ?? 1;
  // DuckDB tells the value that was given last, and nothing before the first.
  const stored = quoteIdentifier(item.storage).slice(1, -1).replaceAll('""', '"');
  const sql = `SELECT CAST(last_value AS VARCHAR) FROM duckdb_sequences() WHERE sequence_name = ${quoteText(stored)} AND last_value IS NOT NULL`;
  const [last] = await session.connection.texts(sql);
  const next = last === undefined ? (optionNumber(options, 'START') ?? 1) : Number(last) + increment;
  return [name, database, schema, next, increment, item.createdOn, item.owner, item.comment, 'ROLE', yes(optionFlag(options, 'ORDER'))];
}

export const showStages: Lister = (statement, context) => ({
  columns: [
    createdOn, 'name', 'database_name', 'schema_name', 'url', 'has_credentials', 'has_encryption_key', 'owner', 'comment', 'region', 'type', 'cloud',
    'notification_channel', 'storage_integration', 'endpoint', 'owner_role_type', 'directory_enabled',
  ], // prettier-ignore
  rows: scopedObjects('STAGE', statement, context).map((item) => {
    const [database, schema, name] = nameOf(item);
    const head = [item.createdOn, name, database, schema, '', 'N', 'N', item.owner, item.comment];
    return { name: item.name, cells: [...head, null, 'INTERNAL', null, null, null, null, 'ROLE', 'N'] };
  }),
});

export const showFileFormats: Lister = (statement, context) => ({
  columns: [createdOn, 'name', 'database_name', 'schema_name', 'type', 'owner', 'comment', 'format_options', 'owner_role_type'],
  rows: scopedObjects('FILE FORMAT', statement, context).map((item) => {
    const [database, schema, name] = nameOf(item);
    const { COMMENT: _comment, ...options } = item.options;
    const type = optionText(item.options, 'TYPE') ?? 'CSV';
    const text = JSON.stringify({ TYPE: type, ...options });
    return { name: item.name, cells: [item.createdOn, name, database, schema, type, item.owner, item.comment, text, 'ROLE'] };
  }),
});

export const showTags: Lister = (statement, context) => ({
  columns: [
    createdOn,
    'name',
    'database_name',
    'schema_name',
    'owner',
    'comment',
    'allowed_values',
    'owner_role_type',
    'propagate',
    'on_conflict',
  ],
  rows: scopedObjects('TAG', statement, context).map((item) => {
    const [database, schema, name] = nameOf(item);
    const values = optionList(item.options, 'ALLOWED_VALUES');
    const allowed = values.length > 0 ? JSON.stringify(values) : null;
    return { name: item.name, cells: [item.createdOn, name, database, schema, item.owner, item.comment, allowed, 'ROLE', 'NONE', null] };
  }),
});

const networkRuleColumns = [
  createdOn, 'name', 'database_name', 'schema_name', 'owner', 'comment', 'type', 'mode', ['entries_in_valuelist', integerType], 'owner_role_type',
] as const; // prettier-ignore

export const showNetworkRules: Lister = (statement, context) => ({
  columns: networkRuleColumns,
  rows: scopedObjects('NETWORK RULE', statement, context).map((item) => {
    const [database, schema, name] = nameOf(item);
    const kind = [
      optionText(item.options, 'TYPE'),
      optionText(item.options, 'MODE') ?? 'INGRESS',
      optionList(item.options, 'VALUE_LIST').length,
    ];
    return { name: item.name, cells: [item.createdOn, name, database, schema, item.owner, item.comment, ...kind, 'ROLE'] };
  }),
});

const showPolicies =
  (kind: PolicyKind): Lister =>
  (statement, context) => ({
    columns: [createdOn, 'name', 'database_name', 'schema_name', 'kind', 'owner', 'comment', 'owner_role_type', 'options'],
    rows: scopedObjects(kind, statement, context).map((item) => {
      const [database, schema, name] = nameOf(item);
      const cells = [item.createdOn, name, database, schema, kind.replaceAll(' ', '_'), item.owner, item.comment, 'ROLE', ''];
      return { name: item.name, cells };
    }),
  });

export const showMaskingPolicies = showPolicies('MASKING POLICY');
export const showRowAccessPolicies = showPolicies('ROW ACCESS POLICY');
