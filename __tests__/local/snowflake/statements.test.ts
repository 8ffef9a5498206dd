import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
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

  it.each(statementCases.map(([sql, expected, binds], index) => ({ name: `${index + 1} ${sql}`, sql, expected, binds })))(
    '$name',
    async ({ sql, expected, binds }) => {
      if (typeof expected === 'string') {
        const refusal = await client.refusal(sql, binds);
        expect(refusal.code, refusal.message).toBe(expected);
        if (expected === '000002') expect(refusal.message).toMatch(/^LOCAL-00\d: the embedded Snowflake does not support this /);
        return;
      }
      const rows = await client.query(sql, binds);
      expect(rows.map((row) => Object.values(row))).toEqual(expected);
    },
  );
});
