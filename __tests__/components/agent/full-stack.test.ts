import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/model/run.ts';
import { folderWith, runCli } from '../../cli/run-cli.ts';

/** Every component of the stack, and the questions that lead through all of them. */
const config = (faults: string) => `version: 1
defaults: { timeout: 20s, samples: 3, warmup: 1, retries: { count: 0 } }
environments: { local: { stack: embedded, faults: [${faults}] } }
components:
  warehouse: { uses: snowflake, with: { account: A, username: U, password: P, database: SOPHIA, warehouse: TEST_XS, role: TESTER }, checks: [{ query: { name: simple, sql: select 1 } }] }
  vectors: { uses: pinecone, with: { api_key: K, index: sophia-calls, dimension: 256 }, checks: [config] }
  tools: { uses: mcp, with: { url: "https://tools.example.test/mcp" }, checks: [discover] }
  assistant: { uses: mcp, with: { url: "https://assistant.example.test/mcp" }, checks: [discover] }
  answers:
    uses: agent
    needs: [tools]
    with: { protocol: openai-chat, url: "https://agent.example.com" }
    checks:
      - discovery
      - ask: What is the refund window?
        expect: ["contains('30 days')", "latency < 2s", "usage.total < 100"]
      - tool-use:
          question: How many calls does account 7 have?
          tool: account_summary
          args: { account_id: 7 }
          log: { component: tools, call: tool_log, args: { since: 0 }, entries: calls }
          within: 500ms
        expect: ["contains('6 calls')"]
  partner:
    uses: agent
    with: { protocol: a2a, url: "https://agent.example.com" }
    checks: [discovery, { streaming: What are the support hours? }, { cancel: Please take 20 seconds }, refuses-no-credentials]
  tool-agent:
    uses: agent
    needs: [assistant]
    with: { protocol: mcp, via: { component: assistant, tool: ask, answer: answer } }
    checks: [{ ask: { question: What is the refund window?, name: refund }, expect: ["contains('30 days')"] }]
  journey:
    uses: flow
    needs: [warehouse, answers, partner]
    checks:
      - name: the-full-stack-answers
        steps:
          - { use: warehouse, query: "select count(*) n from core.calls where account_id = 7", as: counted }
          - { use: answers, ask: "How many calls does account 7 have?", as: told }
          - { use: warehouse, query: "select call_id, title from core.calls where title like 'Security questionnaire, Lakeside%' limit 1", as: call }
          - { use: partner, ask: "Which call is about {call.row.TITLE}?", as: found }
          - { use: partner, ask: "Account 7 as JSON", as: summary }
          - { use: warehouse, query: "select call_id from core.calls order by started_at desc, call_id limit 1", as: newest }
          - { use: answers, ask: "What was the last call recorded? Is it {newest.row.CALL_ID}?", as: latest }
        expect: ["contains(told.text, 'has 6 calls')", "counted.row.N == 6", "contains(found.text, 'Security questionnaire')", "summary.json.calls == 6", "contains(latest.text, newest.row.CALL_ID)"]
`;

async function runWith(faults = '') {
  const folder = folderWith({ 'infra-test.yml': config(faults) });
  const result = await runCli(['run'], folder);
  if (result.exitCode === 2) throw new Error(result.stderr);
  const report = JSON.parse(readFileSync(join(folder, '.infra-test/results.json'), 'utf8')) as Report;
  const checks = report.runs.flatMap((run) => run.checks);
  const red = checks
    .filter(({ outcome }) => outcome.status !== 'passed')
    .map(({ id, outcome }) => `${id} ${outcome.status}: ${outcome.reason}`);
  return {
    ...result,
    report,
    checks,
    red,
    files: ['report.html', 'summary.md'].map((file) => readFileSync(join(folder, '.infra-test', file), 'utf8')),
  };
}

describe('the full stack answers', () => {
  test('agent -> tool of the MCP server -> Snowflake and Pinecone, over all protocols', async () => {
    const { red, exitCode, checks, files, stdout, stderr } = await runWith();
    expect(red, `${stdout}${stderr}`).toEqual([]);
    expect(exitCode).toBe(0);
    expect(checks.find(({ id }) => id === 'journey.steps.the-full-stack-answers')?.outcome.status).toBe('passed');
    // What answered is labelled wherever the result is shown.
    for (const { id, outcome } of checks.filter(({ kind }) => ['ask', 'tool-use', 'streaming'].includes(kind))) {
      expect(outcome.attempts.at(-1)?.notes.join('\n'), id).toContain('no-model');
    }
    expect(files[0]).toContain('no-model');
    // Answers are shown by conditions alone.
    expect(files.join('')).not.toContain('8:00 to 18:00');
  });

  test('an agent that never calls its tool is found by the check that reads the log of the tool, and by that alone', async () => {
    const { red, exitCode } = await runWith('agent-without-tool');
    expect(red).toEqual([
      expect.stringMatching(
        /^answers\.tool-use\.account_summary failed: tool account_summary: expected its log shows a call with these arguments, got no call/,
      ),
    ]);
    expect(exitCode).toBe(1);
  });
});
