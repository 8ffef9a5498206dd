import { describe, expect, test } from 'vitest';
import mcpComponent from '../../../src/components/mcp/index.ts';
import { settings as mcpSettings } from '../../../src/components/mcp/settings.ts';
import { startEndpoints } from '../../../src/local/stack.ts';
import { listenHttp } from '../http/servers.ts';
import { connectComponent } from '../run-check.ts';
import { declaredFor, doors, refund, startToolless } from './agents.ts';
import { completion, startOddChat } from './odd-agent.ts';

const repeat = 'Repeat the code {nonce}';

describe('ask', () => {
  const schema = { type: 'object', required: ['name', 'calls'], properties: { calls: { type: 'integer', minimum: 1 } } };

  test('an answer is held against a JSON Schema', async () => {
    const run = async (text: string, with_: object = schema) => {
      await using agent = await startOddChat({ body: completion(text) });
      await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
      return await connected.run('ask', { question: 'Account 7 as JSON', schema: with_ });
    };
    expect((await run('{"name": "A", "calls": 6}')).unmet).toEqual([]);
    expect((await run('{"name": "A", "calls": 0}')).unmet).toMatchObject([{ actual: '/calls must be >= 1' }]);
    expect((await run('{"calls": 6}')).unmet).toMatchObject([{ actual: "the value must have required property 'name'" }]);
    expect((await run('six calls')).unmet).toMatchObject([{ actual: 'the answer is no JSON' }]);
    expect((await run('{}', { type: 'strin' })).error).toMatchObject({ message: expect.stringContaining('the schema is no JSON Schema') });
  });

  test('prices make a cost', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, {
      ...declaredFor(agent, 'openai-chat'),
      prices: { input: 100_000, output: 200_000 },
    });
    const { values, metrics, notes } = await connected.run('ask', { question: refund });
    expect(values['cost']).toBeCloseTo(0.5 + 1.8);
    expect(metrics['cost']).toBeCloseTo(2.3);
    expect(notes).toContain('cost $2.30');
  });
});

describe('concurrency', () => {
  test('each gets its own answer', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, declaredFor(agent, 'a2a 1.0'));
    const { error, unmet, findings, samples } = await connected.run('concurrency', { question: repeat, levels: [1, 8], rounds: 2 });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject, actual }) => `${subject}: ${actual}`)).toEqual(['1 at once: 2 answers', '8 at once: 16 answers']);
    expect(samples['answer_at_8']).toHaveLength(16);
  });

  test.each(['openai-chat', 'a2a 1.0', 'agentcore'] as const)(
    '%s: mixed conversations are found, but not by one question',
    async (name) => {
      await using agent = await startToolless('mixed-conversations');
      await using connected = await connectComponent(doors, declaredFor(agent, name));
      const { unmet } = await connected.run('concurrency', { question: repeat, levels: [1, 4] });
      expect(unmet).toMatchObject([{ subject: '4 at once', actual: expect.stringContaining('the answer to another question') }]);
    },
  );

  test('an answer without its code, and errors of some, are counted', async () => {
    let asked = 0;
    await using agent = await startOddChat(() =>
      (asked += 1) % 2 === 0 ? { status: 400, body: { error: 'busy' } } : { body: completion('Yes.') },
    );
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url, model: 'odd-1' });
    const { unmet } = await connected.run('concurrency', { question: repeat, levels: [4] });
    expect(unmet).toMatchObject([{ expected: '4 answers, each its own', actual: expect.stringMatching(/^0 answers; 4 wrong: /) }]);
    const plain = await connected.run('concurrency', { question: 'Hello?', levels: [4] });
    expect(plain.unmet).toMatchObject([{ actual: expect.stringMatching(/^2 answers; 2 wrong: POST .* answered 400: busy/) }]);
  });
});

describe('budget', () => {
  const prices = { input: 1000, output: 2000 };

  test('a question within and above its caps', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, { ...declaredFor(agent, 'openai-chat'), prices });
    // 5 and 9 words: 14 tokens, $0.023.
    expect((await connected.run('budget', { question: refund, tokens: 14, cost: 0.024 })).unmet).toEqual([]);
    expect((await connected.run('budget', { question: refund, tokens: 13, cost: 0.02 })).unmet).toMatchObject([
      { subject: 'tokens of the question', expected: 'at most 13', actual: '14' },
      { subject: 'cost of the question', expected: 'at most $0.02', actual: '$0.023' },
    ]);
  });

  test('usage that is not told is a finding', async () => {
    await using agent = await startOddChat({ body: completion('Hi') });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
    expect((await connected.run('budget', { question: refund, tokens: 10 })).unmet).toMatchObject([
      { subject: 'usage', actual: 'not told' },
    ]);
  });

  test('nothing is asked that could exceed the budget of the run', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, { ...declaredFor(agent, 'agentcore'), budget: { tokens: 40 } });
    expect((await connected.run('ask', { question: refund })).error).toBeUndefined();
    const { error, samples } = await connected.run('latency', { question: refund }, { samples: 10, warmup: 0 });
    expect(error).toMatchObject({
      name: 'Skip',
      message: 'this run has used 28 tokens, a question may use 14, and budget.tokens is 40: nothing more is asked',
    });
    expect(samples['answer']).toHaveLength(1);
    expect((await connected.run('ask', { question: 'What are the support hours?' })).error).toMatchObject({ name: 'Skip' });
  });

  test('questions side by side know of each other, and the first one may be told to be large', async () => {
    await using agent = await startToolless();
    const declared = { ...declaredFor(agent, 'openai-chat'), budget: { tokens: 100, tokens_per_ask: 50 } };
    await using connected = await connectComponent(doors, declared);
    const { error } = await connected.run('concurrency', { question: repeat, levels: [3] });
    expect(error).toMatchObject({ name: 'Skip', message: expect.stringContaining('a question may use 150, and budget.tokens is 100') });
  });

  test('a cost, and an agent that does not tell its usage', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, { ...declaredFor(agent, 'openai-chat'), prices, budget: { cost: 0.03 } });
    expect((await connected.run('ask', { question: refund })).error).toBeUndefined();
    expect((await connected.run('ask', { question: refund })).error).toMatchObject({
      name: 'Skip',
      message: expect.stringContaining('budget.cost is $0.03'),
    });
    await using odd = await startOddChat({ body: completion('Hi') });
    await using untold = await connectComponent(doors, { protocol: 'openai-chat', url: odd.url, budget: { tokens: 1000 } });
    await untold.run('ask', { question: refund });
    expect((await untold.run('ask', { question: refund })).error).toMatchObject({
      name: 'Skip',
      message: expect.stringContaining('without telling its usage'),
    });
  });
});

describe('tool-use', () => {
  const question = 'How many calls does account 7 have?';
  const log = { component: 'tools', call: 'tool_log', args: { since: 0 }, entries: 'calls' };
  const args = { account_id: 7 };

  async function useTools(faults: readonly string[], options: object) {
    await using stack = await startEndpoints({ uses: ['mcp', 'agent'], seed: 7, faults });
    const of = (uses: string) => stack.endpoints.find((endpoint) => endpoint.uses === uses)?.settings ?? {};
    await using mcp = await connectComponent({ settings: mcpSettings, component: mcpComponent }, { url: of('mcp')['url'] });
    await using agent = await connectComponent(doors, { protocol: 'openai-chat', ...of('agent') }, { needs: { tools: mcp.capabilities } });
    return await agent.run('tool-use', { question, tool: 'account_summary', log, within: '500ms', ...options });
  }

  test("is proved by the tool's own log, with the arguments of the call", async () => {
    const { error, unmet, findings, values } = await useTools([], { args, forbid: ['record_call'] });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toMatchObject([
      { subject: 'tool account_summary', expected: 'its log shows a call with these arguments', actual: 'called once' },
      { subject: 'tool record_call', actual: 'called 0 times' },
    ]);
    expect(values).toMatchObject({ text: 'Account 7 (Harbor Group) has 6 calls.', calls: 1 });
  });

  test('an agent that answers from memory says the same, and is found out', async () => {
    const { error, unmet, values } = await useTools(['agent-without-tool'], { args });
    expect(error).toBeUndefined();
    expect(values['text']).toBe('Account 7 (Harbor Group) has 6 calls.');
    expect(unmet).toMatchObject([{ subject: 'tool account_summary', actual: 'no call within 500ms; nothing new in its log' }]);
  });

  test('other arguments and forbidden tools are found', async () => {
    const { unmet } = await useTools([], { args: { account_id: 8 }, forbid: ['account_summary'] });
    expect(unmet).toMatchObject([{ actual: 'called once with other arguments' }, { expected: 'not called', actual: 'called once' }]);
  });

  test('a log at a URL, line by line, that grows late; without arguments the proof is weaker', async () => {
    const lines = ['09:00 account_summary {"account_id":7}'];
    await using server = await listenHttp((_, response) => void response.end(lines.join('\n')));
    await using agent = await startOddChat(() => {
      setTimeout(() => lines.push('09:01 account_summary {"account_id":7}'), 150);
      return { body: completion('Six.') };
    });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
    const options = { question, tool: 'account_summary', log: { url: `http://${server.at}/log` } };
    const { unmet, findings, notes } = await connected.run('tool-use', options);
    expect(unmet).toEqual([]);
    expect(findings).toMatchObject([{ expected: 'its log shows a call', actual: 'called once' }]);
    expect(notes).toContain('a call by somebody else at the same time would look the same: declare args to tell them apart');
    expect((await connected.run('tool-use', { ...options, tool: 'account', within: '100ms' })).unmet).toHaveLength(1);
  });

  test('what the log told before the question proves nothing', async () => {
    await using server = await listenHttp((_, response) => void response.end('09:00 account_summary'));
    await using agent = await startOddChat({ body: completion('Six.') });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
    const options = { question, tool: 'account_summary', log: { url: `http://${server.at}/log` }, within: '100ms' };
    expect((await connected.run('tool-use', options)).unmet).toMatchObject([{ actual: 'no call within 100ms; nothing new in its log' }]);
  });

  test('a log that cannot be read', async () => {
    await using agent = await startOddChat({ body: completion('Six.') });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
    const run = async (place: object) => (await connected.run('tool-use', { question, tool: 'a', log: place })).error;
    expect(await run(log)).toMatchObject({ message: "log.component is tools, which is no mcp component in the agent's needs" });
    expect(await run({ url: `${agent.url}/v1/models` })).toMatchObject({ message: 'the tool log has no list' });
    expect(await run({ url: `${agent.url}/v1/models`, entries: 'rows' })).toMatchObject({ message: 'the tool log has no list at rows' });
    expect(await run({ url: 'http://127.0.0.1:9/log' })).toMatchObject({ name: 'TransportError' });
  });
});
