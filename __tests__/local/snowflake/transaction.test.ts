import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

let endpoint: SnowflakeEndpoint;
let one: Client;
let two: Client;

beforeAll(async () => {
  endpoint = await startEndpoint();
  one = await Client.connect(endpoint, { ...endpoint.administrator, role: 'ACCOUNTADMIN' });
  two = await Client.connect(endpoint, { ...endpoint.administrator, role: 'ACCOUNTADMIN' });
  await one.query('CREATE TABLE tx (id NUMBER)');
});

afterAll(async () => {
  for (const client of [one, two]) await client[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

const count = async (client: Client, table = 'tx'): Promise<unknown> =>
  (await client.query(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.['N'];

test('what a transaction does is seen by others when it is committed', async () => {
  await one.query('BEGIN TRANSACTION');
  await one.query('INSERT INTO tx VALUES (1), (2)');
  expect([await count(one), await count(two)]).toEqual([2, 0]);
  await one.query('COMMIT');
  expect([await count(one), await count(two)]).toEqual([2, 2]);
});

test('a rollback leaves nothing, and no version of the table either', async () => {
  const before = await count(one);
  const change = async (): Promise<unknown> => (await one.query("SELECT SYSTEM$LAST_CHANGE_COMMIT_TIME('tx') AS t"))[0]?.['T'];
  const moment = await change();
  await one.query('BEGIN');
  await one.query('DELETE FROM tx');
  await one.query('INSERT INTO tx VALUES (9)');
  expect(await count(one)).toBe(1);
  await one.query('ROLLBACK');
  expect(await count(one)).toBe(before);
  await one.query('CREATE OR REPLACE TABLE tx_unrelated (id NUMBER)');
  await one.query('INSERT INTO tx_unrelated VALUES (1)');
  expect(await change()).toEqual(moment);
});

test('DDL commits an open transaction', async () => {
  await one.query('BEGIN');
  await one.query('INSERT INTO tx VALUES (3)');
  await one.query('CREATE TABLE tx_other (id NUMBER)');
  await one.query('ROLLBACK');
  expect(await count(two)).toBe(3);
});

test('BEGIN twice and COMMIT or ROLLBACK without BEGIN change nothing', async () => {
  await one.query('COMMIT');
  await one.query('ROLLBACK');
  await one.query('BEGIN');
  await one.query('BEGIN');
  await one.query('INSERT INTO tx VALUES (4)');
  await one.query('COMMIT WORK');
  expect(await count(two)).toBe(4);
});

test('a statement that fails outside of a transaction leaves no part of itself', async () => {
  await one.query('CREATE OR REPLACE TABLE tx_strict (id NUMBER NOT NULL)');
  expect((await one.refusal('INSERT INTO tx_strict SELECT column1 FROM VALUES (1), (2), (NULL)')).code).toBe('100072');
  expect(await count(one, 'tx_strict')).toBe(0);
  await one.query('INSERT INTO tx_strict VALUES (1)');
  expect(await count(two, 'tx_strict')).toBe(1);
});

test('time travel of a table that the open transaction has changed is refused', async () => {
  await one.query('CREATE OR REPLACE TABLE tx_travel AS SELECT 1 AS id');
  await one.query('BEGIN');
  expect((await one.query('SELECT id FROM tx_travel AT(OFFSET => 0)')).length).toBe(1);
  await one.query('DELETE FROM tx_travel');
  expect((await one.refusal('SELECT id FROM tx_travel AT(OFFSET => 0)')).message).toContain('LOCAL-005');
  await one.query('ROLLBACK');
});

test('a session that ends in a transaction rolls it back', async () => {
  const three = await Client.connect(endpoint, { ...endpoint.administrator, role: 'ACCOUNTADMIN' });
  const before = await count(one);
  await three.query('BEGIN');
  await three.query('INSERT INTO tx VALUES (5)');
  await three[Symbol.asyncDispose]();
  expect(await count(one)).toBe(before);
});

test('HASH_AGG tells whether two tables have the same rows, in any order', async () => {
  await one.query("CREATE OR REPLACE TABLE hash_a AS SELECT * FROM VALUES (1, 'x'), (2, NULL), (3, 'z') AS v(id, name)");
  await one.query('CREATE OR REPLACE TABLE hash_b AS SELECT * FROM hash_a ORDER BY id DESC');
  const hash = async (table: string): Promise<unknown> => (await one.query(`SELECT TO_CHAR(HASH_AGG(*)) AS h FROM ${table}`))[0]?.['H'];
  const first = await hash('hash_a');
  expect(await hash('hash_b')).toBe(first);
  await one.query("UPDATE hash_b SET name = 'y' WHERE id = 2");
  expect(await hash('hash_b')).not.toBe(first);
  await one.query('UPDATE hash_b SET name = NULL WHERE id = 2');
  expect(await hash('hash_b')).toBe(first);
});
