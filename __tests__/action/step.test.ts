import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { example, runAction } from './run-action.ts';

const local = 'version: 1\nenvironments: { here: { stack: live, network: loopback } }\ndefaults: { retries: { count: 0 } }\n';

test('the quickstart passes from the bundle alone: outputs, summary, reports, exit code 0', { timeout: 120_000 }, async () => {
  const step = await runAction({ files: example('quickstart') });
  expect(step.log).toContain('infra-test warn');
  expect(step.exitCode).toBe(0);
  expect(step.outputs).toMatchObject({ verdict: 'warn', 'exit-code': '0', broken: '0', 'failed-ids': '[]' });
  expect(Number(step.outputs['total'])).toBeGreaterThanOrEqual(30);
  expect(step.outputs['slowest']).toMatch(/ms$|s$/);
  expect(step.summary).toContain('p95');
  for (const name of ['results', 'report', 'summary']) expect(existsSync(step.outputs[name] as string), name).toBe(true);
  expect(step.state).toEqual({ started: 'true' });
});

test('the broken example: every planted fault is found at its line, and nothing else is red', { timeout: 120_000 }, async () => {
  const files = example('broken');
  const step = await runAction({ files });
  expect(step.exitCode).toBe(1);
  expect(step.outputs['verdict']).toBe('fail');
  expect((JSON.parse(step.outputs['failed-ids'] as string) as string[]).sort()).toEqual(
    [
      'crm.request.accounts-limit-5',
      'status-page.certificate',
      'tools.call.search_calls',
      'vectors.config',
      'vectors.metadata-filter.industry',
      'warehouse.roles.ANALYST.can-select-CORE.CALLS',
      'warehouse.structure.CORE.CALLS',
    ].sort(),
  );
  const errors = step.log.split('\n').filter((line) => line.startsWith('::error '));
  expect(errors).toHaveLength(8);
  const lines = (files['infra-test.yml'] as string).split('\n');
  const annotated = errors.map((error) => lines[Number(/line=(\d+)/.exec(error)?.[1]) - 1] ?? '');
  for (const words of [
    'CORE.CALLS:',
    'can: [SELECT',
    'aggregation p(95)',
    'config:',
    'metadata-filter',
    'call: search_calls',
    'certificate',
    '/accounts',
  ]) {
    expect(
      annotated.some((line) => line.includes(words)),
      `an annotation on the line with ${words}`,
    ).toBe(true);
  }
});

test('a bad config is exit code 2, annotated at each of its mistakes', async () => {
  const step = await runAction({
    files: { 'infra-test.yml': 'version: 1\ncomponents:\n  a: { uses: snowflak }\n  b: { uses: http, wiht: {} }\n' },
  });
  expect(step.exitCode).toBe(2);
  expect(step.log).toMatch(/::error title=infra-test config,file=infra-test.yml,line=3,col=\d+::/);
  expect(step.log).toMatch(/::error title=infra-test config,file=infra-test.yml,line=4,col=\d+::/);
  expect(step.log).toContain('snowflake');
});

test('a dead endpoint is broken, exit code 3, diagnosed once', async () => {
  const step = await runAction({
    inputs: { environment: 'here' },
    files: {
      'infra-test.yml': `${local}components:\n  api: { uses: http, with: { url: "http://127.0.0.1:1/" }, checks: [request, { request: { path: /b } }] }\n`,
    },
  });
  expect(step.exitCode).toBe(3);
  expect(step.outputs).toMatchObject({ verdict: 'broken', broken: '1', skipped: '2' });
  expect(step.log).toContain('cannot reach api');
});

test('an unknown value of an input is exit code 2 and names what is allowed', async () => {
  const step = await runAction({ inputs: { layers: 'unit, integraton' }, files: example('quickstart') });
  expect(step.exitCode).toBe(2);
  expect(step.log).toContain('did you mean "integration"?');
});

test('mode plan lists checks and contacts nothing', async () => {
  const step = await runAction({ inputs: { mode: 'plan', components: 'vectors' }, files: example('quickstart') });
  expect(step.exitCode).toBe(0);
  expect(step.log).toContain('vectors.round-trip');
  expect(step.log).not.toContain('warehouse.query');
});

test('mode report judges a journal again', { timeout: 60_000 }, async () => {
  const first = await runAction({ inputs: { components: 'crm' }, files: example('quickstart') });
  const journal = readFileSync(join(first.workspace, '.infra-test', 'journal.ndjson'), 'utf8');
  const again = await runAction({ inputs: { mode: 'report' }, files: { '.infra-test/journal.ndjson': journal } });
  expect(again.exitCode).toBe(0);
  expect(again.outputs['total']).toBe(first.outputs['total']);
});

test('several configs give one run each in one report', { timeout: 60_000 }, async () => {
  const api = (name: string): string =>
    `version: 1\ncomponents:\n  ${name}: { uses: http, with: { url: "https://api.example.test/health" } }\n`;
  const step = await runAction({ inputs: { config: 'infra/*.yml' }, files: { 'infra/a.yml': api('one'), 'infra/b.yml': api('two') } });
  expect(step.exitCode).toBe(0);
  const results = JSON.parse(readFileSync(step.outputs['results'] as string, 'utf8')) as { runs: { configFile: string }[] };
  expect(results.runs.map((run) => run.configFile)).toEqual(['infra/a.yml', 'infra/b.yml']);
});

test('a secret is masked in the log before anything is contacted, and is in no report', async () => {
  await using server = await textServer('the token is s3cr3t-token-value');
  const step = await runAction({
    inputs: { environment: 'here' },
    env: { API_TOKEN: 's3cr3t-token-value' },
    files: {
      'infra-test.yml': `${local}components:\n  api: { uses: http, with: { url: "${server.url}", auth_token: "\${secret.API_TOKEN}" }, checks: [{ request: { expect: ["body == 'x'"] } }] }\n`,
    },
  });
  expect(step.exitCode).toBe(1);
  expect(step.log.indexOf('::add-mask::s3cr3t-token-value')).toBeGreaterThanOrEqual(0);
  expect(
    step.log
      .split('\n')
      .filter((line) => !line.startsWith('::add-mask::'))
      .join('\n'),
  ).not.toContain('s3cr3t-token-value');
  for (const name of ['results', 'report', 'summary'])
    expect(readFileSync(step.outputs[name] as string, 'utf8')).not.toContain('s3cr3t-token-value');
});

test('a run with http checks only loads no vendor SDK', async () => {
  await using server = await textServer('ok');
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-loads-'));
  const hook = join(directory, 'hook.mjs');
  const list = join(directory, 'loaded.txt');
  writeFileSync(
    hook,
    `import { registerHooks } from 'node:module'; import { appendFileSync } from 'node:fs';\nregisterHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context); } });\n`,
  );
  const loadedBy = async (component: string): Promise<string> => {
    writeFileSync(list, '');
    await runAction({
      inputs: { environment: 'here' },
      nodeArguments: ['--import', hook],
      files: { 'infra-test.yml': `${local}components: { x: ${component} }\n` },
    });
    const chunks = readFileSync(list, 'utf8')
      .split('\n')
      .filter((url) => url.startsWith('file:') && url.includes('/dist/'));
    return chunks.map((url) => readFileSync(new URL(url), 'utf8')).join('\n');
  };
  const marks = {
    snowflake: 'SNOWFLAKE_WIF_ALLOWED_HOST_SUFFIXES',
    pinecone: 'PINECONE_CONTROLLER_HOST',
    mcp: 'server/discover',
    artifact: 'github.actions.results.api.v1.ArtifactService',
  };
  const httpOnly = await loadedBy(`{ uses: http, with: { url: "${server.url}" } }`);
  for (const [name, mark] of Object.entries(marks)) expect(httpOnly.includes(mark), name).toBe(false);
  // The marks are real: the other components do load them.
  expect(
    (
      await loadedBy(
        '{ uses: pinecone, with: { api_key: "x1", controller_url: "http://127.0.0.1:1", index: a, dimension: 3 }, checks: [config] }',
      )
    ).includes(marks.pinecone),
  ).toBe(true);
  expect(
    (
      await loadedBy(
        '{ uses: snowflake, with: { account: a, access_url: "http://127.0.0.1:1", username: u, auth: password, password: "${env.HOME}" }, checks: [{ query: { name: a, sql: select 1 } }] }',
      )
    ).includes(marks.snowflake),
  ).toBe(true);
  expect((await loadedBy('{ uses: mcp, with: { url: "http://127.0.0.1:1/mcp" }, checks: [discover] }')).includes(marks.mcp)).toBe(true);
});

async function textServer(text: string): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_request, response) => response.end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
