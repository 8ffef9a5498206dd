import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startScripted, text } from '../components/mcp/scripted-server.ts';
import { encodings } from '../std/encodings.ts';
import { folderWith, runCli } from './run-cli.ts';
import type { CliResult } from './run-cli.ts';

/** Every text that a run left, by its name. */
function outputsOf(folder: string, { stdout, stderr }: CliResult): ReadonlyMap<string, string> {
  const directory = join(folder, '.infra-test');
  const files = readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')] as const);
  return new Map([...files, ['stdout', stdout], ['stderr', stderr]]);
}

test('credentials in what a server answers are found, and reach no file and no line of a run', async () => {
  // Without the looks of a credential, so that nothing but what was seen of the output can keep it back.
  const named = 'purple-monkey-dishwasher';
  const token = `ghp_${'a1B2'.repeat(9)}`;
  const header = 'tangerine-umbrella-carousel';
  const blob = Buffer.from(JSON.stringify({ api_key: named })).toString('base64');
  await using server = await startScripted({
    tools: [{ name: 'env', inputSchema: { type: 'object' } }],
    resources: [],
    prompts: [],
    call: () => ({ ...text(JSON.stringify({ DB_PASSWORD: named, note: `use ${token}`, you: header })), isError: false }),
    read: (uri) => ({ contents: [{ uri, blob }] }),
    prompt: () => ({ messages: [{ role: 'user', content: { type: 'text', text: `DB_PASSWORD=${named}` } }] }),
  });
  const config = `version: 1
environments: { local: { stack: live, network: loopback, access: read-write } }
components:
  tools:
    uses: mcp
    with: { url: '${server.url}', headers: { X-Api-Key: '\${secret.HEADER}' } }
    checks:
      - call: env
        expect: ["result.DB_PASSWORD == 'x'", "text == 'x'", "result.note == 'x'", "result.you == 'x'"]
      - generated-calls: { allow: [env], runs: 3 }
      - call-latency: { tool: env }
        samples: 3
      - read: 'x:y'
        expect: ["text == 'x'"]
      - prompt: p
        expect: ["text == 'x'"]
`;
  const folder = folderWith({ 'infra-test.yml': config });
  const result = await runCli(['run'], folder, { HEADER: header });
  expect(result.exitCode, result.stderr.slice(-500)).toBe(1);
  const outputs = outputsOf(folder, result);
  for (const [name, output] of outputs) {
    for (const [encoding, encode] of Object.entries(encodings)) {
      for (const value of [named, token, header]) expect(output.includes(encode(value)), `${encoding} of ${value} in ${name}`).toBe(false);
    }
  }
  const results = outputs.get('results.json') ?? '';
  for (const words of [
    'a value with the name of a secret at content[0].text.DB_PASSWORD',
    'a token of a known vendor at content[0].text.note',
    'the value of header X-Api-Key at content[0].text.you',
    'leak in call 1',
    'a value with the name of a secret at messages[0].content.text.DB_PASSWORD',
    'at contents[0].blob',
  ]) {
    expect(results, words).toContain(words);
  }
});

test('a snapshot is recorded on a terminal, beside the config, and compared with from then on', async () => {
  await using server = await startScripted({ tools: [{ name: 'a', inputSchema: { type: 'object' } }] });
  const config = `version: 1
environments: { local: { stack: live, network: loopback } }
components:
  tools:
    uses: mcp
    with: { url: '${server.url}' }
    checks: [{ schema-drift: tools.snapshot.json }]
`;
  const folder = folderWith({ 'infra/infra-test.yml': config });
  const args = ['run', '--config', 'infra/infra-test.yml'];
  const missing = await runCli(args, folder);
  expect(missing.exitCode).toBe(1);
  expect(missing.stdout).toContain('infra-test run --check tools.schema-drift --update-snapshots');
  const recorded = await runCli([...args, '--update-snapshots'], folder);
  expect(recorded.exitCode, recorded.stdout).toBe(0);
  expect(existsSync(join(folder, 'infra', 'tools.snapshot.json'))).toBe(true);
  expect((await runCli(args, folder)).exitCode).toBe(0);
  server.script = { tools: [{ name: 'a', description: 'New words.', inputSchema: { type: 'object' } }] };
  const reworded = await runCli(args, folder);
  expect(reworded.exitCode).toBe(0);
  expect(reworded.stdout).toContain('only words, which models follow');
  server.script = { tools: [] };
  const changed = await runCli(args, folder);
  expect(changed.exitCode).toBe(1);
  expect(changed.stdout).toContain('tool a: expected listed, got removed (breaking for callers)');
});

test('a snapshot outside of the folder of the config is a bad config, with line and column', async () => {
  const folder = folderWith({
    'infra-test.yml':
      "version: 1\ncomponents:\n  tools:\n    uses: mcp\n    with: { url: 'http://x.test/mcp' }\n    checks: [{ schema-drift: ../x.json }]\n",
  });
  const { exitCode, stderr } = await runCli(['validate'], folder);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/infra-test\.yml:6:\d+: .*expected a file in the folder of the config/);
});
