import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { costOf, medianCost } from './measure.ts';
import type { Line } from './table.ts';

const runs = 7;

/** Start of the bundle: nothing to load is `mode: plan`; an SDK is loaded by a run whose endpoint refuses the connection. */
const cases = [
  { what: 'start of dist, nothing to load', limit: 3, mode: 'plan', component: 'x: { uses: http, with: { url: "http://127.0.0.1:9/" } }' },
  {
    what: 'start of dist with Pinecone',
    limit: 5,
    mode: 'run',
    component:
      'x: { uses: pinecone, with: { api_key: "${env.KEY}", controller_url: "http://127.0.0.1:9", index: a, dimension: 3 }, checks: [config] }',
  },
  {
    what: 'start of dist with Snowflake',
    limit: 13,
    mode: 'run',
    component:
      'x: { uses: snowflake, with: { account: a, access_url: "http://127.0.0.1:9", username: u, auth: password, password: "${env.KEY}" }, checks: [{ query: { name: a, sql: "select 1" } }] }',
  },
];

export async function measure(): Promise<readonly Line[]> {
  const bare = await medianCost(runs, () => costOf(['-e', '0']));
  const lines: Line[] = [];
  for (const { what, limit, mode, component } of cases) {
    const cost = await medianCost(runs, () => startOf(mode, component));
    const ratio = cost.cpuMilliseconds / bare.cpuMilliseconds;
    lines.push({
      what,
      measured: `${cost.cpuMilliseconds.toFixed(0)} ms CPU, ${cost.peakMegabytes.toFixed(0)} MB`,
      beside: `node -e 0: ${bare.cpuMilliseconds.toFixed(0)} ms CPU (${ratio.toFixed(1)}x)`,
      budget: `${limit}x of node -e 0`,
      met: ratio <= limit,
    });
  }
  return lines;
}

function startOf(mode: string, component: string): ReturnType<typeof costOf> {
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-bench-'));
  writeFileSync(
    join(directory, 'infra-test.yml'),
    `version: 1\nenvironments: { here: { stack: live, network: loopback } }\ndefaults: { retries: { count: 0 } }\ncomponents: { ${component} }\n`,
  );
  const inputs = {
    GITHUB_EVENT_NAME: 'push',
    INPUT_HISTORY: 'false',
    INPUT_MODE: mode,
    INPUT_CONFIG: 'infra-test.yml',
    INPUT_ENVIRONMENT: 'here',
    'INPUT_REPORT-SUMMARY': 'false',
    KEY: 'some-secret',
  };
  return costOf([resolve('dist/index.js')], inputs, directory);
}
