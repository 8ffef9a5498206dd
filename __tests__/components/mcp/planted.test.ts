import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/model/run.ts';
import { folderWith, runCli } from '../../cli/run-cli.ts';

/** What a careful user declares; every fault of the embedded MCP servers is planted under it. */
const config = (faults: string) => `version: 1
defaults: { timeout: 20s, samples: 12, warmup: 1, retries: { count: 0 } }
environments: { local: { stack: embedded, faults: [${faults}] } }
components:
  tools:
    uses: mcp
    with: { url: "http://tools.example.test/mcp" }
    checks:
      - handshake
      - health
      - discover
      - tools: { require: [search_calls, account_summary] }
      - call: ping
      - { call: search_calls, args: { query: renewal }, expect: ["len(result.calls) > 0"] }
      - call-latency: { tool: search_calls, args: { query: renewal }, name: search }
      - refuses-unknown-tool
      - refuses-foreign-origin
    slo: ["search p(50) < 400ms", "handshake max < 5s", "health max < 5s"]
  older:
    uses: mcp
    with: { url: "http://tools.example.test/mcp", protocol: legacy }
    checks: [handshake]
    slo: ["handshake max < 5s"]
  protected:
    uses: mcp
    with: { url: "http://protected.example.test/mcp" }
    checks: [authorization, resource-metadata]
`;

/** Ids of checks and operations that are red. */
async function redWith(fault: string): Promise<readonly string[]> {
  const folder = folderWith({ 'infra-test.yml': config(fault) });
  const { stdout, stderr, exitCode } = await runCli(['run'], folder, { INFRA_TEST_NO_HISTORY: '1' });
  if (exitCode === 2) throw new Error(`${stdout}${stderr}`);
  const report = JSON.parse(readFileSync(join(folder, '.infra-test/results.json'), 'utf8')) as Report;
  const checks = report.runs.flatMap((run) => run.checks);
  const targets = report.runs.flatMap((run) => run.targets);
  return [
    ...checks.filter(({ outcome }) => ['failed', 'broken'].includes(outcome.status)).map(({ id }) => id),
    ...targets.filter(({ status }) => ['missed', 'broken'].includes(status)).map(({ text }) => text),
  ];
}

test.each([
  ['', []],
  ['mcp-tool-removed', ['tools.tools']],
  ['mcp-schema-broken', ['tools.tools']],
  ['mcp-slow-tool', ['search p(50) < 400ms']],
  ['mcp-leaking-tool', ['tools.call.ping']],
  ['mcp-dead-session', ['older.handshake']],
  ['mcp-open-auth', ['protected.authorization']],
  ['mcp-any-audience', ['protected.authorization']],
  ['mcp-any-origin', ['tools.refuses-foreign-origin']],
  ['dead-tool', ['tools.call.search_calls', 'tools.call-latency.search', 'search p(50) < 400ms']],
])('with the fault %j exactly %j are red', { timeout: 60_000 }, async (fault, expected) => {
  expect(await redWith(fault)).toEqual(expected);
});
