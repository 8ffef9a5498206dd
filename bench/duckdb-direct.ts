import { DuckDBInstance } from '@duckdb/node-api';
import { quantile, timesOf } from './measure.ts';

/** What DuckDB alone takes for the same work, in this process: no wire, no driver, no account. Milliseconds. */
export interface DirectTimes {
  readonly selectOne: number;
  readonly connect: number;
  readonly wideRows: number;
  readonly bulk: number;
  readonly eightSessions: number;
}

export const rowsOfBulk = 20_000;
export const sessions = 8;
export const queriesOfSession = 50;

const wide = `select i as a, i * 2 as b, i / 3 as c, cast(i as varchar) as d, i % 2 = 0 as e, i + 0.5 as f from range(100000) r(i)`;

export async function measureDirect(): Promise<DirectTimes> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const median = async (calls: number, call: () => Promise<unknown>): Promise<number> => quantile(await timesOf(calls, call), 0.5);
  const rowsOf = async (sql: string): Promise<number> => (await connection.runAndReadAll(sql)).getRowsJson().length;
  await connection.run('create table calls as select i as id, i % 400 as account, random() as sentiment from range(1200) r(i)');
  await connection.run('create table bulk (a bigint, b varchar, c timestamp)');
  await timesOf(50, () => rowsOf('select 1'));
  const selectOne = await median(300, () => rowsOf('select 1'));
  const connect = await median(30, async () => (await instance.connect()).closeSync());
  const wideRows = await median(3, () => rowsOf(wide));
  const bulk = await median(3, async () => {
    const appender = await connection.createAppender('bulk');
    for (let index = 0; index < rowsOfBulk; index += 1) {
      appender.appendBigInt(BigInt(index));
      appender.appendVarchar(`name ${index}`);
      appender.appendVarchar('2026-01-02 03:04:05');
      appender.endRow();
    }
    appender.closeSync();
  });
  const others = await Promise.all(Array.from({ length: sessions }, () => instance.connect()));
  const eightSessions = await median(3, () =>
    Promise.all(
      others.map(async (other) => {
        for (let index = 0; index < queriesOfSession; index += 1) await other.runAndReadAll('select count(*), avg(sentiment) from calls');
      }),
    ),
  );
  instance.closeSync();
  return { selectOne, connect, wideRows, bulk, eightSessions };
}
