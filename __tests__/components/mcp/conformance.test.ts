import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findSuite } from '../../../src/components/mcp/conformance/find-suite.ts';
import { judgeResults } from '../../../src/components/mcp/conformance/judge-results.ts';
import type { Result } from '../../../src/components/mcp/conformance/judge-results.ts';
import { applies, askedScenarios, scenarioNames, scenarios } from '../../../src/components/mcp/conformance/scenarios.ts';
import component from '../../../src/components/mcp/index.ts';
import { settings } from '../../../src/components/mcp/settings.ts';
import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';
import { startEverything } from '../../../src/local/mcp/start-everything.ts';
import { startMcp } from '../../../src/local/mcp/start-mcp.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';

const doors = { settings, component };
const world = generateWorld(7);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const suiteFolder = dirname(fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/package.json')));
const here = { configDirectory: root };

const startOurs = async (faults: readonly Fault[] = []) =>
  await startMcp({ world, faults, index: { url: 'http://127.0.0.1:9', apiKey: 'none', dimension: 256 } });

describe('the official scenarios', () => {
  test.each([
    ['legacy', 8],
    ['2026-07-28', 8],
  ])('our server passes those of the era %s, and none of its tools is called', async (protocol, count) => {
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, { url: server.url, protocol });
    const { error, unmet, findings, notes } = await mcp.run('conformance', {}, here);
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.length).toBeGreaterThan(10);
    expect(notes[0]).toMatch(new RegExp(`^@modelcontextprotocol/conformance \\S+, ${count} scenarios at MCP `));
    const log = await mcp.run('call', { tool: 'tool_log' });
    expect(log.values['result']).toEqual({ calls: [] });
  });

  test('the one that calls the first tool of a server runs only by name, and not where nothing may be written', async () => {
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, { url: server.url });
    const scenario = { scenarios: ['http-header-validation'] };
    const environment = { ...loopback, access: 'read-only' as const };
    expect((await mcp.run('conformance', scenario, { ...here, environment })).error).toMatchObject({ name: 'Skip' });
    const { unmet, error } = await mcp.run('conformance', scenario, here);
    expect([unmet, error]).toEqual([[], undefined]);
    const log = await mcp.run('call', { tool: 'tool_log' });
    expect(log.values['result']).toMatchObject({ calls: [{ sequence: 1, tool: 'ping', caller: 'conformance-test-client' }] });
  });

  test('a published server does not protect against DNS rebinding and answers 400 for a session that ended', async () => {
    await using server = await startEverything();
    await using mcp = await connectComponent(doors, { url: server.url });
    const { unmet } = await mcp.run('conformance', {}, here);
    expect(unmet.map(({ subject, actual }) => [subject, actual])).toEqual([
      ['dns-rebinding-protection: localhost-host-rebinding-rejected', 'Expected HTTP 4xx for invalid Host/Origin headers, got 200'],
      ['server-session-lifecycle: server-session-terminated-returns-404', 'Expected 404 on terminated session ID, got 400'],
    ]);
    const expected = await mcp.run(
      'conformance',
      {
        scenarios: ['dns-rebinding-protection', 'server-session-lifecycle', 'server-stateless'],
        expected_failures: {
          'server-session-lifecycle/server-session-terminated-returns-404': 'reported, not fixed yet',
          'dns-rebinding-protection': 'runs in a container',
          ping: 'never seen',
        },
      },
      here,
    );
    expect(expected.notes).toContain('server-stateless does not apply to this server (MCP 2025-11-25)');
    expect(expected.findings.filter(({ actual }) => actual.includes('(expected: '))).toHaveLength(2);
    expect(expected.unmet).toEqual([
      {
        subject: 'ping',
        expected: 'fails, as expected_failures says',
        actual: 'does not fail: take it out',
        met: false,
        severity: 'warn',
      },
    ]);
  });

  test('a server that answers every origin is found', async () => {
    await using server = await startOurs(['mcp-any-origin']);
    await using mcp = await connectComponent(doors, { url: server.url });
    const { unmet, findings } = await mcp.run('conformance', { scenarios: ['dns-rebinding-protection'] }, here);
    // The suite sends a foreign Host as well, which the server still refuses.
    expect([unmet, findings.length]).toEqual([[], 2]);
    expect((await mcp.run('refuses-foreign-origin')).unmet).toMatchObject([{ actual: 'status 200' }]);
  });
});

describe('without a run', () => {
  const empty = mkdtempSync(join(tmpdir(), 'infra-test-conformance-test-'));

  test('the reason is told: no suite, a server with a token, no scenario that applies', async () => {
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, { url: server.url });
    const path = process.env['PATH'];
    process.env['PATH'] = empty;
    try {
      expect((await mcp.run('conformance', {}, { configDirectory: empty })).error).toMatchObject({
        name: 'Skip',
        message: '@modelcontextprotocol/conformance is not installed (npm i -D @modelcontextprotocol/conformance@0.2.0-alpha.12)',
      });
    } finally {
      process.env['PATH'] = path;
    }
    const none = await mcp.run('conformance', { scenarios: ['ping'] }, here);
    expect(none.error).toMatchObject({ name: 'Skip', message: 'no scenario of the suite applies to this server (MCP 2026-07-28)' });
    await using guarded = await connectComponent(doors, { url: server.protectedUrl, token: server.tokens.good });
    expect((await guarded.run('conformance', {}, here)).error).toMatchObject({
      name: 'Skip',
      message: expect.stringMatching(/sends no headers/) as string,
    });
  });

  test('a run that takes too long is killed and broken, and one without results is told with its last words', async () => {
    const folder = join(empty, 'node_modules/@modelcontextprotocol/conformance');
    mkdirSync(folder, { recursive: true });
    const manifest = { name: '@modelcontextprotocol/conformance', version: '9.9.9', bin: { conformance: 'run.js' } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, { url: server.url });
    const scenario = { scenarios: ['caching'] };
    writeFileSync(join(folder, 'run.js'), "console.error('no such option'); process.exit(2);");
    expect((await mcp.run('conformance', scenario, { configDirectory: empty })).error).toMatchObject({
      message: 'the conformance suite 9.9.9 gave no results for caching: no such option',
    });
    writeFileSync(join(folder, 'run.js'), 'setInterval(() => {}, 1000);');
    const signal = AbortSignal.timeout(500);
    expect((await mcp.run('conformance', scenario, { configDirectory: empty, signal })).error).toMatchObject({
      name: 'TransportError',
      kind: 'timeout',
      message: 'the scenario caching had not ended in time',
    });
    rmSync(empty, { recursive: true });
  });

  test('the suite is found in the repository, or behind a link in the PATH, and another program of that name is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'infra-test-conformance-path-'));
    const [right, wrong] = [join(folder, 'right'), join(folder, 'wrong')];
    for (const one of [right, wrong]) mkdirSync(one);
    symlinkSync(join(suiteFolder, 'dist/index.js'), join(right, 'conformance'));
    writeFileSync(join(wrong, 'conformance'), '#!/bin/sh\n');
    chmodSync(join(wrong, 'conformance'), 0o755);
    const expected = { file: join(suiteFolder, 'dist/index.js'), version: expect.any(String) as string };
    expect(await findSuite(root, '')).toEqual(expected);
    expect(await findSuite(folder, [wrong, right].join(delimiter))).toEqual(expected);
    expect(await findSuite(folder, [wrong, dirname(folder)].join(delimiter))).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  test.each([
    [{ scenarios: ['tools-call-image'] }, /tools-call-image/],
    [{ scenarios: [] }, /expected a scenario/],
    [{ expected_failures: { 'no-such/check': 'x' } }, /expected scenario or scenario\/check/],
    [{ expected_failures: { ping: '' } }, /expected the reason/],
  ])('refuses the options %j', (options, message) => {
    expect(() => expand(doors, 'conformance', options, { url: 'http://x.test/mcp' })).toThrow(message);
  });

  test('needs a url', () => {
    expect(() => expand(doors, 'conformance', {}, { command: 'x' })).toThrow('conformance needs a url');
  });
});

describe('scenarios', () => {
  test('all have a name of the list, once', () => {
    expect(scenarios.map(({ name }) => name).toSorted()).toEqual([...scenarioNames].toSorted());
  });

  test.each([
    [
      { revision: '2025-11-25', capabilities: [], isOnLoopback: true },
      ['server-initialize', 'ping', 'dns-rebinding-protection', 'server-session-lifecycle', 'server-sse-multiple-streams'],
    ],
    [
      { revision: '2025-06-18', capabilities: ['tools'], isOnLoopback: false },
      ['server-initialize', 'ping', 'tools-list', 'server-session-lifecycle'],
    ],
    [{ revision: '2024-11-05', capabilities: ['tools'], isOnLoopback: true }, []],
    [
      { revision: '2026-07-28', capabilities: ['resources'], isOnLoopback: false },
      ['resources-list', 'server-sse-multiple-streams', 'server-stateless', 'caching', 'sep-2164-resource-not-found'],
    ],
  ])('of %j', (subject, names) => {
    expect(
      askedScenarios(undefined)
        .filter((scenario) => applies(scenario, subject))
        .map(({ name }) => name),
    ).toEqual(names);
  });
});

describe('results', () => {
  const result = (id: string, status: Result['status'], errorMessage = ''): Result => ({
    id,
    status,
    errorMessage,
    description: 'Does it',
  });
  const rules = { capabilities: ['tools'], expectedFailures: {} };

  test('become findings: warnings warn, what says nothing of this server is left out', () => {
    const judged = judgeResults(
      'caching',
      [
        result('a', 'SUCCESS'),
        result('b', 'FAILURE', 'two\n  lines'),
        result('c', 'WARNING', 'should'),
        result('d', 'INFO'),
        result('e', 'SKIPPED'),
        result('f', 'FAILURE', 'Not testable: no tool test_x'),
        result('sep-2575-server-sends-tools-list-changed-on-subscription', 'WARNING', 'none came'),
        result('sep-2549-prompts-list-caching-hints', 'FAILURE', '-32601'),
        result('sep-2549-tools-list-caching-hints', 'FAILURE', 'no hint'),
      ],
      rules,
    );
    expect(judged).toEqual({
      untestable: 2,
      met: [],
      findings: [
        { subject: 'caching: a', expected: 'Does it', actual: 'success', met: true },
        { subject: 'caching: b', expected: 'Does it', actual: 'two lines', met: false },
        { subject: 'caching: c', expected: 'Does it', actual: 'should', met: false, severity: 'warn' },
        { subject: 'caching: sep-2549-tools-list-caching-hints', expected: 'Does it', actual: 'no hint', met: false },
      ],
    });
  });
});
