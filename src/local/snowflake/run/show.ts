import { refused } from '../failure.ts';
import { likeMatcher } from '../sql/names.ts';
import type { ListKind } from '../sql/statement.ts';
import { tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { Lister, Listing, Show } from './listing.ts';
import {
  showDatabaseRoles, showFailoverGroups, showNetworkPolicies, showReplicationGroups, showResourceMonitors, showRoles, showUsers, showWarehouses,
} from './show-account.ts'; // prettier-ignore
import { showColumns, showDatabases, showRelations, showSchemas, showTables, showViews } from './show-containers.ts';
import { showExportedKeys, showImportedKeys, showKeys } from './show-keys.ts';
import {
  showFileFormats, showMaskingPolicies, showNetworkRules, showRowAccessPolicies, showSequences, showStages, showTags,
} from './show-objects.ts'; // prettier-ignore
import { showParameters } from './show-parameters.ts';
import { scopedRelations } from './show-scope.ts';
import type { StatementContext } from './statement-context.ts';

/** SHOW lists what the role of the session may see, and needs no warehouse. */
export async function runShow(statement: Show, context: StatementContext): Promise<Result> {
  if (statement.history && !withHistory.has(statement.list)) throw refused('LOCAL-002', `SHOW ${statement.list} HISTORY`);
  const listing = await lists[statement.list](statement, context);
  const matches = statement.like === undefined ? () => true : likeMatcher(statement.like);
  const start = statement.startsWith ?? '';
  const { from } = statement;
  const rows = listing.rows
    .filter((row) => matches(row.name) && row.name.startsWith(start) && (from === undefined || row.name > from))
    .slice(0, statement.limit);
  const shown = statement.terse ? terse({ ...listing, rows }) : { ...listing, rows };
  return tableResult(
    shown.columns,
    shown.rows.map((row) => row.cells),
  );
}

const withHistory: ReadonlySet<ListKind> = new Set<ListKind>(['DATABASES', 'SCHEMAS', 'TABLES']);
const terseNames = ['created_on', 'name', 'kind', 'database_name', 'schema_name'];

/** TERSE keeps a few columns, in an order of its own; those that a list does not have are empty. */
function terse({ columns, rows }: Listing): Listing {
  const names = columns.map((column) => (typeof column === 'string' ? column : column[0]));
  const places = terseNames.map((name) => names.indexOf(name));
  return {
    columns: places.map((place, index) => columns[place] ?? terseNames[index] ?? ''),
    rows: rows.map((row) => ({ name: row.name, cells: places.map((place) => row.cells[place] ?? null) })),
  };
}

const lists: Readonly<Record<ListKind, Lister>> = {
  DATABASES: showDatabases,
  SCHEMAS: showSchemas,
  TABLES: showTables,
  VIEWS: showViews,
  OBJECTS: showRelations,
  COLUMNS: showColumns,
  'PRIMARY KEYS': (statement, context) =>
    showKeys(scopedRelations(statement, context), (table) => (table.primaryKey ? [table.primaryKey] : [])),
  'UNIQUE KEYS': (statement, context) => showKeys(scopedRelations(statement, context), (table) => table.uniqueKeys),
  'IMPORTED KEYS': (statement, context) => showImportedKeys(scopedRelations(statement, context), context),
  'EXPORTED KEYS': (statement, context) => showExportedKeys(scopedRelations(statement, context), context),
  ROLES: showRoles,
  'DATABASE ROLES': showDatabaseRoles,
  USERS: showUsers,
  WAREHOUSES: showWarehouses,
  'RESOURCE MONITORS': showResourceMonitors,
  'NETWORK POLICIES': showNetworkPolicies,
  'REPLICATION GROUPS': showReplicationGroups,
  'FAILOVER GROUPS': showFailoverGroups,
  SEQUENCES: showSequences,
  STAGES: showStages,
  'FILE FORMATS': showFileFormats,
  TAGS: showTags,
  'NETWORK RULES': showNetworkRules,
  'MASKING POLICIES': showMaskingPolicies,
  'ROW ACCESS POLICIES': showRowAccessPolicies,
  PARAMETERS: showParameters,
};
