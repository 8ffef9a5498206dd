import { describe, expect, test } from 'vitest';
import { registry } from '../../../src/components/registry.ts';
import { ConfigError } from '../../../src/config/config-error.ts';
import { atEndpoint } from '../../../src/config/endpoint.ts';
import { suiteFromText } from '../../../src/config/load.ts';
import type { Suite } from '../../../src/model/plan.ts';

const head = 'version: 1\ncomponents:\n  tools: { uses: mcp, with: { url: "https://tools.example.test/mcp" } }\n';

async function load(component: string): Promise<Suite> {
  return await suiteFromText(`${head}${component}`, 'infra-test.yml', { registry, variables: {} });
}

async function problemsOf(component: string): Promise<readonly string[]> {
  try {
    await load(component);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ source, message }) => `${source.line}:${source.column} ${message}`);
  }
  return [];
}

const agent = (settings: string, check = 'discovery') =>
  `  bot:\n    uses: agent\n    with: { ${settings} }\n    checks:\n      - ${check}\n`;
const chat = 'protocol: openai-chat, url: "https://a.test"';
const a2a = 'protocol: a2a, url: "https://a.test"';
const core = 'protocol: agentcore, url: "https://a.test"';
const viaTool = 'protocol: mcp, via: { component: tools, tool: ask }';

describe('settings', () => {
  test.each<[string, RegExp]>([
    [`protocol: openai, url: "https://a.test"`, /^6:23 expected .*"openai-chat".*got "openai"/],
    ['protocol: openai-chat', /^6:11 the key "url" is missing/],
    [`protocol: openai-chat, url: "ftp://a.test"`, /^6:41 expected an http or https url/],
    [`${a2a}, model: x`, /^6:58 model belongs to openai-chat, and the protocol is a2a/],
    [`${chat}, version: "1.0"`, /version belongs to a2a, and the protocol is openai-chat/],
    [`${chat}, request: { path: /x }`, /request belongs to http-json, agentcore, langgraph/],
    [`${a2a}, version: "0.2"`, /expected "1.0" or "0.3"|expected .*1\.0.*0\.3/],
    ['protocol: mcp', /protocol mcp needs via/],
    [`${viaTool}, url: "https://a.test"`, /url belongs to openai-chat, a2a/],
    ['protocol: http-json, url: "https://a.test", request: { path: /ask }', /protocol http-json needs request with path, body and answer/],
    [
      `protocol: http-json, url: "https://a.test", request: { path: ask, body: ["{question}"], answer: a }`,
      /^6:74 expected a path such as \/ask/,
    ],
    [
      `protocol: http-json, url: "https://a.test", request: { path: /ask, body: ["{question}"], answer: "a b" }`,
      /expected a path such as output\.text/,
    ],
    [`${chat}, token: "a b"`, /expected a bearer token/],
    [`${chat}, token: abc, headers: { Authorization: x }`, /token and a header Authorization say the same/],
    [`${chat}, budget: { cost: 1 }`, /budget\.cost needs prices/],
    [`${chat}, budget: { tokens: 0 }`, /expected at least 1/],
    [`${chat}, tokn: abc`, /unknown key "tokn"; did you mean "token"/],
  ])('%s', async (settings, message) => {
    expect((await problemsOf(agent(settings))).join('\n')).toMatch(message);
  });

  test('a token that is written down is a warning, and a secret', async () => {
    const suite = await load(agent(`${chat}, token: abcdefghijkl`));
    expect(suite.secrets).toContain('abcdefghijkl');
    expect(suite.warnings.join('\n')).toContain('"token" is a secret in plain sight');
  });
});

describe('checks', () => {
  test.each<[string, string, RegExp]>([
    [chat, 'ask: ""', /^8:14 expected a question/],
    [chat, 'ask', /the key "question" is missing/],
    [a2a, 'ask: { question: Hi, functions: [{ name: f }] }', /functions are offered over openai-chat only/],
    ['protocol: langgraph, url: "https://a.test"', 'ask: { question: Hi, after: [Ho] }', /runs without a thread have no conversation/],
    [core, 'streaming: Hi', /streaming is judged over openai-chat and a2a, and the protocol is agentcore/],
    [core, 'cancel: Hi', /can be cancelled over a2a and openai-chat/],
    [chat, 'streaming: { question: Hi, idle: soon }', /expected a duration such as/],
    [core, 'discovery: [x]', /agentcore lists nothing to require/],
    [chat, 'discovery: { security: [bearer] }', /security schemes are told by agent cards/],
    [
      'protocol: http-json, url: "https://a.test", request: { path: /a, body: ["{question}"], answer: a }',
      'discovery',
      /discovery of http-json needs health/,
    ],
    [viaTool, 'discovery', /belongs to the checks of its mcp component/],
    [viaTool, 'refuses-no-credentials', /the mcp component holds the credentials/],
    [chat, 'concurrency: { question: Hi, levels: [0] }', /expected at least 1/],
    [chat, 'concurrency: { question: Hi, levels: [65] }', /expected at most 64/],
    [chat, 'budget: Hi', /there is no cap to look at/],
    [chat, 'budget: { question: Hi, cost: 1 }', /cost needs prices/],
    [chat, 'tool-use: { question: Hi, tool: x }', /the key "log" is missing/],
    [chat, 'tool-use: { question: Hi, tool: x, log: { url: here } }', /expected an http or https url/],
    [chat, 'ask: { question: Hi }\n        expect: ["contains("]', /^9:/],
  ])('%s: %s', async (settings, check, message) => {
    expect((await problemsOf(agent(settings, check))).join('\n')).toMatch(message);
  });

  test('become ids, operations and targets', async () => {
    const suite = await load(
      `  bot:\n    uses: agent\n    needs: [tools]\n    with: { ${a2a} }\n    checks: [discovery, { ask: What is it? }, { latency: Hi }, { latency: { question: Hi, name: long } }, { concurrency: { question: Hi, levels: [2] } }]\n    slo: ["answer_long p(95) < 5s"]\n`,
    );
    expect(suite.checks.filter(({ component }) => component === 'bot').map(({ id }) => id)).toEqual([
      'bot.connection',
      'bot.discovery',
      'bot.ask.what_is_it',
      'bot.latency',
      'bot.latency.long',
      'bot.concurrency',
    ]);
    expect(suite.targets.filter(({ component }) => component === 'bot').map(({ text }) => text)).toEqual([
      'answer_long p(95) < 5s',
      'answer p(95) < 2s',
      'first_token p(95) < 2s',
      'first_token_long p(95) < 2s',
    ]);
  });
});

describe('questions in flows', () => {
  const flow = (step: string) =>
    `  bot: { uses: agent, with: { ${chat} } }\n  trip:\n    uses: flow\n    needs: [bot]\n    checks:\n      - steps: [${step}]\n`;

  test.each<[string, RegExp]>([
    ['{ use: bot, ask: "" }', /something that is not empty|at least/],
    ['{ use: bot, ask: Hi, get: /x }', /expected exactly one of .*ask/],
    ['{ use: bot, ask: "What of {told.text}?" }', /takes told\.text, and no name and no earlier step is called told/],
    ['{ use: bot, ask: "What of {this one}?" }', /this one is not a path/],
  ])('%s', async (step, message) => {
    expect((await problemsOf(flow(step))).join('\n')).toMatch(message);
  });

  test('are steps', async () => {
    expect(await problemsOf(flow('{ use: bot, ask: Hi, as: told }, { use: bot, ask: "What of {told.text}?" }'))).toEqual([]);
  });
});

describe('on the embedded stack', () => {
  const endpoints = [{ uses: 'agent', settings: { url: 'http://127.0.0.1:1', token: 'local' }, describe: '' }];

  test('every agent with a url is led to the embedded one, an agent that is a tool is left to its mcp component', async () => {
    const placed = async (settings: string, check: string) => {
      const { components } = await load(agent(settings, check));
      const component = components.find(({ name }) => name === 'bot');
      if (component === undefined) throw new Error('no bot');
      return (await atEndpoint(component, endpoints, registry)).settings;
    };
    expect(await placed(`${a2a}, token: real`, 'discovery')).toMatchObject({ url: 'http://127.0.0.1:1', token: 'local' });
    expect(await placed(chat, 'discovery')).toMatchObject({ protocol: 'openai-chat', url: 'http://127.0.0.1:1' });
    expect(await placed(viaTool, 'ask: Hi')).not.toHaveProperty('url');
  });
});
