import { visibleLogins } from './login-history.ts';
import { warehouseMetering } from './metering.ts';
import { queryHistory } from './query-history.ts';
import type { SystemView, ViewValue } from './system-view.ts';
import { insufficientPrivileges, missingObject } from '../failure.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { referenceFunctions } from '../run/reference-functions.ts';
import { displayName } from '../sql/names.ts';

/** How an argument limits the rows: the column is compared with its value. */
export interface ArgumentRule {
  readonly column: string;
  readonly compare: '=' | '>=' | '<' | '<=';
}

/** A table function of INFORMATION_SCHEMA. */
export interface InformationFunction extends SystemView {
  readonly arguments: Readonly<Record<string, ArgumentRule>>;
  /** Rows that the objects named by the arguments have, in the place of `rows`. */
  readonly rowsOf?: (names: Readonly<Record<string, string>>, context: StatementContext) => readonly (readonly ViewValue[])[];
  /** Names in the order in which they may be given without a name. */
  readonly positional: readonly string[];
  /** Values of arguments that are not given. */
  readonly defaults?: (context: StatementContext) => Readonly<Record<string, string | number | undefined>>;
  /** Rows without RESULT_LIMIT, and the most it may ask for; applied before WHERE. Unset where the function has none. */
  readonly limit?: { readonly initial: number; readonly most: number };
}

const queryTimes = {
  END_TIME_RANGE_START: { column: 'END_TIME', compare: '>=' },
  END_TIME_RANGE_END: { column: 'END_TIME', compare: '<=' },
} as const;
const limit = { initial: 100, most: 10_000 };
const queries = { ...queryHistory, limit };

const logins = {
  ...visibleLogins,
  limit,
  arguments: {
    TIME_RANGE_START: { column: 'EVENT_TIMESTAMP', compare: '>=' },
    TIME_RANGE_END: { column: 'EVENT_TIMESTAMP', compare: '<=' },
    USER_NAME: { column: 'USER_NAME', compare: '=' },
  },
  positional: ['TIME_RANGE_START', 'TIME_RANGE_END', 'RESULT_LIMIT'],
} as const;

export const informationFunctions: Readonly<Record<string, InformationFunction>> = {
  ...referenceFunctions,
  QUERY_HISTORY: { ...queries, arguments: queryTimes, positional: [] },
  QUERY_HISTORY_BY_SESSION: {
    ...queries,
    arguments: { ...queryTimes, SESSION_ID: { column: 'SESSION_ID', compare: '=' } },
    positional: ['SESSION_ID'],
    defaults: ({ session }) => ({ SESSION_ID: session.id }),
  },
  QUERY_HISTORY_BY_USER: {
    ...queries,
    arguments: { ...queryTimes, USER_NAME: { column: 'USER_NAME', compare: '=' } },
    positional: ['USER_NAME'],
    defaults: ({ session }) => ({ USER_NAME: session.user.name }),
  },
  QUERY_HISTORY_BY_WAREHOUSE: {
    ...queries,
    arguments: { ...queryTimes, WAREHOUSE_NAME: { column: 'WAREHOUSE_NAME', compare: '=' } },
    positional: ['WAREHOUSE_NAME'],
    defaults: ({ session }) => ({ WAREHOUSE_NAME: session.warehouse }),
  },
  LOGIN_HISTORY: logins,
  LOGIN_HISTORY_BY_USER: {
    ...logins,
    positional: ['USER_NAME', ...logins.positional],
    defaults: ({ session }) => ({ USER_NAME: session.user.name }),
  },
  WAREHOUSE_METERING_HISTORY: {
    columns: warehouseMetering.columns,
    rows: (context) => {
      requireMonitorUsage(context);
      return warehouseMetering.rows(context);
    },
    arguments: {
      DATE_RANGE_START: { column: 'END_TIME', compare: '>=' },
      DATE_RANGE_END: { column: 'START_TIME', compare: '<' },
      WAREHOUSE_NAME: { column: 'WAREHOUSE_NAME', compare: '=' },
    },
    positional: ['DATE_RANGE_START', 'DATE_RANGE_END', 'WAREHOUSE_NAME'],
  },
  COPY_HISTORY: {
    columns: [
      ['FILE_NAME', 'text'], ['STAGE_LOCATION', 'text'], ['LAST_LOAD_TIME', 'time'], ['ROW_COUNT', 'number'], ['ROW_PARSED', 'number'], ['FILE_SIZE', 'number'],
      ['FIRST_ERROR_MESSAGE', 'text'], ['FIRST_ERROR_LINE_NUMBER', 'number'], ['FIRST_ERROR_CHARACTER_POS', 'number'], ['FIRST_ERROR_COLUMN_NAME', 'text'],
      ['ERROR_COUNT', 'number'], ['ERROR_LIMIT', 'number'], ['STATUS', 'text'], ['TABLE_CATALOG_NAME', 'text'], ['TABLE_SCHEMA_NAME', 'text'],
      ['TABLE_NAME', 'text'], ['PIPE_CATALOG_NAME', 'text'], ['PIPE_SCHEMA_NAME', 'text'], ['PIPE_NAME', 'text'],
    ], // prettier-ignore
    rows: ({ account }) => account.stages.loads.rows(),
    arguments: {
      TABLE_NAME: { column: 'TABLE_NAME', compare: '=' },
      START_TIME: { column: 'LAST_LOAD_TIME', compare: '>=' },
      END_TIME: { column: 'LAST_LOAD_TIME', compare: '<=' },
    },
    positional: [],
  },
  // There are no groups that could refresh.
  REPLICATION_GROUP_REFRESH_HISTORY: {
    columns: [
      ['PHASE_NAME', 'text'],
      ['START_TIME', 'time'],
      ['END_TIME', 'time'],
      ['JOB_UUID', 'text'],
      ['TOTAL_BYTES', 'text'],
      ['OBJECT_COUNT', 'text'],
      ['PRIMARY_SNAPSHOT_TIMESTAMP', 'time'],
      ['ERROR', 'text'],
    ],
    rows: () => [],
    arguments: {},
    positional: ['GROUP_NAME'],
  },
};

function requireMonitorUsage({ account, session }: StatementContext): void {
  const { access } = account;
  if (access.inheritedRoles(session.authority).has('ACCOUNTADMIN') || access.has(session.authority, 'MONITOR USAGE', 'ACCOUNT')) return;
  throw insufficientPrivileges('account', account.name);
}

/** The group has to exist for whoever asks. @throws SnowflakeFailure 002003 */
export function requireGroup(name: string, { account, session }: StatementContext): void {
  const group = (['REPLICATION GROUP', 'FAILOVER GROUP'] as const)
    .map((kind) => account.catalog.accountObject(kind, name.toUpperCase()))
    .find((found) => found !== undefined);
  if (!group || !account.access.canSee(session.authority, group)) throw missingObject('Replication group', displayName([name]), 'ddl');
}
