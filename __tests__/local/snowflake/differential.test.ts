import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
import { differentialQuery } from './differential-query.ts';

const long = process.env['INFRA_TEST_LONG'] === '1';

const people = Array.from({ length: 60 }, (_, id) => {
  const team = id % 7 === 0 ? null : ['red', 'green', 'Blue', 'red_1'][id % 4];
  const amount = id % 5 === 0 ? null : ((id * 37) % 101) / 4 - 7.25;
  const day = id % 9 === 0 ? null : `2020-0${(id % 3) + 1}-${String((id % 27) + 1).padStart(2, '0')}`;
  return { id, team, amount, score: id % 6 === 0 ? null : ((id * 13) % 17) - 5, day };
});
const teams = [['red', 1], ['green', 2], ['Blue', null], ['grey', 4]] as const; // prettier-ignore

const literal = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? 'NULL' : typeof value === 'number' ? String(value) : `'${value}'`;

const peopleValues = people
  .map(({ id, team, amount, score, day }) => `(${[id, team, amount, score].map(literal).join(', ')}, ${literal(day)})`)
  .join(', ');
const teamValues = teams.map((row) => `(${row.map(literal).join(', ')})`).join(', ');

/** The types of a column are called the same in both, but for the float. */
const definitions = (float: string): readonly string[] => [
  `create table people (id number(38,0), team varchar, amount decimal(10,2), score ${float}, day date)`,
  'create table teams (team varchar, rank number(38,0))',
  `insert into people values ${peopleValues}`,
  `insert into teams values ${teamValues}`,
];

describe('the same query asked of the endpoint and of DuckDB', () => {
  let endpoint: SnowflakeEndpoint;
  let client: Client;
  let duckdb: DuckDBConnection;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    client = await Client.connect(endpoint);
    duckdb = await (await DuckDBInstance.create(':memory:')).connect();
    for (const sql of definitions('float')) await client.query(sql);
    for (const sql of definitions('double')) await duckdb.run(sql.replaceAll('number(', 'decimal('));
  });

  afterAll(async () => {
    duckdb.closeSync();
    await client[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  it('gives the same rows for filters, joins, groups, windows and sets', async () => {
    const property = fc.asyncProperty(differentialQuery, async (sql) => {
      const [local, direct] = [await rowsOfClient(client, sql), await rowsOfDuckDb(duckdb, sql)];
      expect(local, sql).toEqual(direct);
    });
    await fc.assert(property, { seed: 20_261_122, numRuns: long ? 4000 : 150 });
  });
});

function rowsOfClient({ connection }: Client, sqlText: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    connection.execute({
      sqlText,
      rowMode: 'array',
      complete: (error, _statement, rows) =>
        error ? reject(new Error(`${error.message} in ${sqlText}`)) : resolve(comparable(rows ?? [])),
    });
  });
}

async function rowsOfDuckDb(connection: DuckDBConnection, sql: string): Promise<readonly string[]> {
  const reader = await connection.runAndReadAll(sql);
  return comparable(reader.getRowsJson());
}

/** Rows in no order, cells by what they mean: a number as a number, a date by its digits. */
function comparable(rows: readonly unknown[]): readonly string[] {
  return rows.map((row) => JSON.stringify((row as readonly unknown[]).map(plain))).sort();
}

function plain(cell: unknown): unknown {
  if (cell instanceof Date) return String(JSON.parse(JSON.stringify(cell)));
  if (typeof cell === 'number') return Number(cell.toPrecision(12));
  // DuckDB's JSON has wide numbers as text.
  return typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell) ? Number(Number(cell).toPrecision(12)) : cell;
}
