import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateWorld } from '../../src/local/data/world.ts';
import { startSnowflake } from '../../src/local/snowflake/start-snowflake.ts';
import type { SnowflakeEndpoint } from '../../src/local/snowflake/start-snowflake.ts';
import { Client } from '../local/snowflake/client.ts';
import { folderWith, runCli } from './run-cli.ts';

let endpoint: SnowflakeEndpoint;

beforeAll(async () => {
  endpoint = await startSnowflake({ seed: 7, world: generateWorld(7), faults: [], admin: true });
});

afterAll(() => endpoint[Symbol.asyncDispose]());

const hanging = 'select count(*) as answer from core.accounts';

/** A run of one query against the endpoint that makes this query hang. */
async function runHanging(fault: object): Promise<{ readonly exitCode: number | null; readonly reason: string; readonly status: string }> {
  const headers = { authorization: `Bearer ${endpoint.admin?.token}` };
  await fetch(`${endpoint.admin?.url}/faults`, { method: 'DELETE', headers });
  await fetch(`${endpoint.admin?.url}/faults`, { method: 'POST', headers, body: JSON.stringify({ statement: `${hanging}*`, ...fault }) });
  const { username, password, access_url: url } = endpoint.settings;
  const settings = `{ account: local, access_url: "${url}", auth: password, username: ${username}, password: "\${env.PASSWORD}", database: SOPHIA, schema: CORE, warehouse: TEST_XS }`;
  const config = `version: 1
environments: { local: { stack: live, network: loopback } }
defaults: { timeout: 2s, retries: 0 }
components:
  warehouse:
    uses: snowflake
    with: ${settings}
    checks: [{ query: { name: stuck, sql: "${hanging}", expect: ["rows == 1"] } }]
`;
  const folder = folderWith({ 'infra-test.yml': config });
  const { exitCode } = await runCli(['run'], folder, { PASSWORD: password });
  const results = JSON.parse(readFileSync(join(folder, '.infra-test', 'results.json'), 'utf8')) as {
    readonly runs: readonly {
      readonly checks: readonly { readonly id: string; readonly outcome: { readonly status: string; readonly reason: string } }[];
    }[];
  };
  const check = results.runs[0]?.checks.find(({ id }) => id.includes('stuck'));
  return { exitCode, status: check?.outcome.status ?? '', reason: check?.outcome.reason ?? '' };
}

test('a statement that never ends is given up at our deadline, canceled, and broken with its query id', async () => {
  const { exitCode, status, reason } = await runHanging({ kind: 'stall' });
  expect({ exitCode, status }).toEqual({ exitCode: 3, status: 'broken' });
  const [, queryId] = /query ([\da-f-]{36})/.exec(reason) ?? [];
  expect(queryId, reason).toBeDefined();
  await using client = await Client.connect(endpoint, { ...endpoint.administrator });
  const history = `select execution_status, error_code from table(information_schema.query_history(result_limit => 10000)) where query_id = '${queryId}'`;
  expect(await client.query(history)).toEqual([{ EXECUTION_STATUS: 'FAILED_WITH_ERROR', ERROR_CODE: '000604' }]);
});

test('a request that gets no answer at all is given up, too, and named by its query tag', async () => {
  const { exitCode, status, reason } = await runHanging({ kind: 'hang' });
  expect({ exitCode, status }).toEqual({ exitCode: 3, status: 'broken' });
  expect(reason).toMatch(/tag infra-test:[^ ]+:warehouse\.query\.stuck/);
});
