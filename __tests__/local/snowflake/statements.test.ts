import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
import type { Refusal } from './client.ts';
import { statementCases } from './statement-cases.ts';

describe('statements', () => {
  let endpoint: SnowflakeEndpoint;
  let client: Client;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    client = await Client.connect(endpoint);
  });

  afterAll(async () => {
    await client[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  const cases = statementCases.map(([sql, expected, binds], index) => ({ name: `${index + 1} ${sql}`, sql, expected, binds }));

  it.each(cases)('$name', async ({ sql, expected, binds }) => {
    expect(await answer(client, sql, binds)).toEqual(expected);
  });
});

/** The cells of the rows, or the code of the refusal; a refusal of our own has to say so in its text. */
async function answer(client: Client, sql: string, binds: readonly unknown[] | undefined): Promise<unknown> {
  try {
    const rows = await client.query(sql, binds);
    return rows.map((row) => Object.values(row));
  } catch (error) {
    const { code, message } = error as Refusal;
    const own = /^LOCAL-00\d: the embedded Snowflake does not support this /.test(message);
    return own === (code === '000002') ? code : `${code} ${message}`;
  }
}
