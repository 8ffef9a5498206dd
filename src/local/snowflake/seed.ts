import type { DuckDBAppender } from '@duckdb/node-api';
import type { World } from '../data/world.ts';
import type { Account } from './account.ts';
import { QueryLog } from './query-log.ts';
import { executeStatement } from './run/execute-statement.ts';
import type { Session } from './session.ts';

/** The faults that are planted in the warehouse; see local/faults.ts for what each one is. */
export interface SeedOptions {
  readonly world: World;
  readonly faults: readonly string[];
}

const calls = (withDuration: boolean): string => `CREATE TABLE CORE.CALLS (
  CALL_ID VARCHAR(32) NOT NULL PRIMARY KEY, ACCOUNT_ID NUMBER(38,0) NOT NULL REFERENCES CORE.ACCOUNTS, TITLE VARCHAR(200) NOT NULL,
  STARTED_AT TIMESTAMP_NTZ NOT NULL, ${withDuration ? 'DURATION_SECONDS NUMBER(38,0), ' : ''}SENTIMENT FLOAT, OWNER_EMAIL VARCHAR(200))`;

const tables = [
  `CREATE TABLE CORE.ACCOUNTS (
    ACCOUNT_ID NUMBER(38,0) NOT NULL PRIMARY KEY, NAME VARCHAR(200) NOT NULL, INDUSTRY VARCHAR(60), ARR_USD NUMBER(12,2), CREATED_AT TIMESTAMP_NTZ NOT NULL)`,
  `CREATE TABLE CORE.TRANSCRIPTS (
    CALL_ID VARCHAR(32) NOT NULL, SEQUENCE NUMBER(38,0) NOT NULL, SPEAKER VARCHAR(100), TEXT VARCHAR, PRIMARY KEY (CALL_ID, SEQUENCE))`,
  'CREATE TABLE RAW.GONG_CALLS (CALL_ID VARCHAR(32), RAW_DATA VARIANT, INGESTED_AT TIMESTAMP_NTZ, PROCESSED BOOLEAN)',
];

/** The newest calls, which the pipeline has landed and not processed yet. */
const callsWaiting = 12;

/** The average duration needs a column that one of the faults takes away. */
function statisticsView(faults: readonly string[]): string {
  const duration = faults.includes('missing-column') ? 'NULL::NUMBER(38,6)' : 'AVG(c.DURATION_SECONDS)';
  const plain = `SELECT c.ACCOUNT_ID, COUNT(*) AS CALLS, ${duration} AS AVERAGE_DURATION_SECONDS, AVG(c.SENTIMENT) AS AVERAGE_SENTIMENT
    FROM CORE.CALLS c GROUP BY c.ACCOUNT_ID`;
  // Hundreds of thousands of pairs of call and transcript line are compared letter by letter, to find nothing.
  const slow = `SELECT s.* FROM (${plain}) s WHERE (
      SELECT COUNT(*) FROM CORE.CALLS a CROSS JOIN CORE.TRANSCRIPTS t WHERE CONTAINS(REVERSE(t.TEXT || a.TITLE), REVERSE(a.CALL_ID || t.SPEAKER))
        AND a.ACCOUNT_ID <= 100 AND t.SEQUENCE = 1) >= 0`;
  return `CREATE VIEW CORE.CALL_STATISTICS AS ${faults.includes('slow-query') ? slow : plain}`;
}

const grants = [
  'GRANT USAGE ON WAREHOUSE TEST_XS TO ROLE TESTER',
  'GRANT OPERATE ON WAREHOUSE TEST_XS TO ROLE TESTER',
  'GRANT MONITOR ON WAREHOUSE TEST_XS TO ROLE TESTER',
  'GRANT USAGE ON WAREHOUSE TEST_XS TO ROLE ANALYST',
  'GRANT USAGE, CREATE SCHEMA ON DATABASE SOPHIA TO ROLE TESTER',
  'GRANT USAGE, CREATE TABLE, CREATE VIEW ON ALL SCHEMAS IN DATABASE SOPHIA TO ROLE TESTER',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN DATABASE SOPHIA TO ROLE TESTER',
  'GRANT SELECT ON ALL VIEWS IN DATABASE SOPHIA TO ROLE TESTER',
  'GRANT USAGE ON DATABASE SOPHIA TO ROLE ANALYST',
  'GRANT USAGE ON SCHEMA SOPHIA.CORE TO ROLE ANALYST',
  'GRANT SELECT ON ALL TABLES IN SCHEMA SOPHIA.CORE TO ROLE ANALYST',
  'GRANT SELECT ON ALL VIEWS IN SCHEMA SOPHIA.CORE TO ROLE ANALYST',
];

/** Fills an account that has only its roles and users with the agreed database. */
export async function seedDatabase({ world, faults }: SeedOptions, account: Account, administrator: Session): Promise<void> {
  const log = new QueryLog();
  const run = (sql: string): Promise<unknown> =>
    executeStatement({ sql, binds: {}, describeOnly: false }, { account, session: administrator, log, queryId: 'seed' });
  await run('CREATE DATABASE SOPHIA');
  await run('DROP SCHEMA SOPHIA.PUBLIC');
  for (const schema of ['RAW', 'CORE']) await run(`CREATE SCHEMA SOPHIA.${schema}`);
  const [accounts = '', ...others] = tables;
  const withDuration = !faults.includes('missing-column');
  for (const sql of [accounts, calls(withDuration), ...others, statisticsView(faults), ...grants]) await run(sql);
  await fillTables(world, withDuration, account, administrator);
  if (faults.includes('revoked-grant')) await run('REVOKE SELECT ON TABLE SOPHIA.CORE.CALLS FROM ROLE ANALYST');
}

async function fillTables(world: World, withDuration: boolean, account: Account, { connection }: Session): Promise<void> {
  const storage = (schema: string, name: string): string => {
    const relation = account.catalog.relation(['SOPHIA', schema, name], { database: undefined, schema: undefined }, 'SEED');
    if (relation?.kind !== 'TABLE') throw new Error(`The seed expected the table SOPHIA.${schema}.${name}.`);
    return relation.storage;
  };
  await connection.append(storage('CORE', 'ACCOUNTS'), world.accounts, (cells, row) => {
    cells.appendInteger(row.accountId);
    cells.appendVarchar(row.name);
    cells.appendVarchar(row.industry);
    cells.appendDouble(row.arrUsd);
    appendTime(cells, row.createdAt);
  });
  await connection.append(storage('CORE', 'CALLS'), world.calls, (cells, row) => {
    cells.appendVarchar(row.callId);
    cells.appendInteger(row.accountId);
    cells.appendVarchar(row.title);
    appendTime(cells, row.startedAt);
    if (withDuration) cells.appendInteger(row.durationSeconds);
    cells.appendDouble(row.sentiment);
    cells.appendVarchar(row.ownerEmail);
  });
  await connection.append(storage('CORE', 'TRANSCRIPTS'), world.transcripts, (cells, row) => {
    cells.appendVarchar(row.callId);
    cells.appendInteger(row.sequence);
    cells.appendVarchar(row.speaker);
    cells.appendVarchar(row.text);
  });
  const newest = world.calls.toSorted((left, right) => right.startedAt.getTime() - left.startedAt.getTime());
  const waiting = new Set(newest.slice(0, callsWaiting));
  await connection.append(storage('RAW', 'GONG_CALLS'), world.calls, (cells, row) => {
    cells.appendVarchar(row.callId);
    cells.appendVarchar(JSON.stringify(gongCall(row)));
    appendTime(cells, new Date(row.startedAt.getTime() + 3_600_000));
    cells.appendBoolean(!waiting.has(row));
  });
}

function appendTime(cells: DuckDBAppender, time: Date): void {
  cells.appendVarchar(time.toISOString().slice(0, 23).replace('T', ' '));
}

/** A call as the Gong API hands it over, before it is taken apart. */
function gongCall(call: World['calls'][number]) {
  return {
    metaData: { id: call.callId, title: call.title, started: call.startedAt.toISOString(), duration: call.durationSeconds, system: 'Gong' },
    parties: [{ emailAddress: call.ownerEmail, affiliation: 'Internal' }],
    context: { accountId: call.accountId },
    content: { topics: call.topics.map((name) => ({ name })) },
  };
}
