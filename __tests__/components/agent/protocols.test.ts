import { describe, expect, test } from 'vitest';
import mcpComponent from '../../../src/components/mcp/index.ts';
import { settings as mcpSettings } from '../../../src/components/mcp/settings.ts';
import { connectComponent } from '../run-check.ts';
import { declaredFor, doors, refund, spokenNames, startToolless, streamed } from './agents.ts';

describe.each(spokenNames)('%s', (name) => {
  test('connects, says what it is, and answers with usage and the words "no model"', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, declaredFor(agent, name));
    expect(connected.findings).toMatchObject([{ subject: 'agent', met: true }]);
    const answered = await connected.run('ask', { question: refund });
    expect(answered.error).toBeUndefined();
    expect(answered.unmet).toEqual([]);
    expect(answered.values).toMatchObject({
      text: 'The refund window is 30 days after the purchase.',
      value: 'The refund window is 30 days after the purchase.',
      tool_calls: [],
      usage: { input: 5, output: 9, total: 14 },
    });
    expect(answered.notes).toContain('answered by no-model');
    expect(answered.metrics).toMatchObject({ input_tokens: 5, output_tokens: 9 });
    // What it says is shown by conditions alone.
    expect(JSON.stringify(answered.findings)).not.toContain('30 days');
  });

  test('discovery is valid', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, declaredFor(agent, name));
    const { error, unmet, findings } = await connected.run('discovery');
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
  });

  test('strangers are refused, and found out when they are not', async () => {
    await using guarded = await startToolless();
    await using open = await startToolless('open-agent');
    for (const kind of ['refuses-no-credentials', 'refuses-wrong-credentials']) {
      await using one = await connectComponent(doors, declaredFor(guarded, name));
      const refused = await one.run(kind);
      expect(refused.error).toBeUndefined();
      expect(refused.unmet).toEqual([]);
      await using other = await connectComponent(doors, declaredFor(open, name));
      const { unmet } = await other.run(kind);
      expect(unmet.length).toBeGreaterThan(0);
      expect(unmet[0]).toMatchObject({ expected: 'status 401 or 403', actual: 'status 200' });
    }
  });

  test('an error inside of HTTP 200 is a refusal in the words of the agent', async () => {
    await using agent = await startToolless('agent-error-200');
    await using connected = await connectComponent(doors, declaredFor(agent, name));
    const { error } = await connected.run('ask', { question: refund });
    expect(error).toMatchObject({ name: 'Refusal', message: expect.stringContaining('the model behind this agent is overloaded') });
    expect((await connected.run('ask', { question: 'What are the support hours?' })).error).toBeUndefined();
  });

  test('wrong credentials in the config are a refusal', async () => {
    await using agent = await startToolless();
    const asked = async () => {
      await using connected = await connectComponent(doors, { ...declaredFor(agent, name), token: 'wrong' });
      const { error } = await connected.run('ask', { question: refund });
      if (error !== undefined) throw error;
    };
    await expect(asked()).rejects.toMatchObject({ name: 'Refusal', code: '401' });
  });
});

describe.each(streamed)('a stream over %s', (name) => {
  test('is well-formed, and its pieces are the answer', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, declaredFor(agent, name));
    const { error, unmet, values } = await connected.run('streaming', { question: refund, same_answer: true });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(values['text']).toBe('The refund window is 30 days after the purchase.');
    expect(values['events']).toBeGreaterThan(9);
    expect(values['usage']).toEqual({ input: 5, output: 9, total: 14 });
  });

  test('that is stuck ends at the idle deadline, after what had come', async () => {
    await using agent = await startToolless('stuck-stream');
    await using connected = await connectComponent(doors, declaredFor(agent, name));
    const { error, unmet, values } = await connected.run('streaming', { question: refund, idle: '300ms' });
    expect(error).toBeUndefined();
    expect(unmet[0]).toMatchObject({
      subject: 'stream',
      actual: expect.stringMatching(/^the stream is stuck: nothing came for 300ms after \d events/),
    });
    expect(values['text']).toBe('The refund ');
  });

  test('a question is cancelled', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, declaredFor(agent, name));
    const { error, unmet, findings } = await connected.run('cancel', {
      question: name === 'openai-chat' ? refund : 'Please take 20 seconds',
    });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toHaveLength(2);
  });

  test('latency is that of whole answers and of first pieces', async () => {
    await using agent = await startToolless();
    await using connected = await connectComponent(doors, declaredFor(agent, name));
    const { error, samples, draft } = await connected.run('latency', { question: refund }, { samples: 3 });
    expect(error).toBeUndefined();
    expect(samples['answer']).toHaveLength(3);
    expect(samples['first_token']).toHaveLength(3);
    expect(draft.operations).toEqual([
      { name: 'answer', target: 'answer p(95) < 2s' },
      { name: 'first_token', target: 'first_token p(95) < 2s' },
    ]);
  });
});

describe('conversations', () => {
  test.each(['openai-chat', 'a2a 1.0', 'a2a 0.3', 'agentcore'] as const)(
    '%s: an earlier turn is remembered, and only in its own',
    async (name) => {
      await using agent = await startToolless();
      await using connected = await connectComponent(doors, declaredFor(agent, name));
      const told = await connected.run('ask', { question: 'What is my name?', after: ['My name is Ada.'] });
      expect(told.error).toBeUndefined();
      expect(told.values['text']).toBe('Your name is Ada.');
      expect((await connected.run('ask', { question: 'What is my name?' })).values['text']).toBe('You did not tell me your name.');
    },
  );
});

describe('an agent that is a tool of an MCP server', () => {
  const via = { component: 'tools', tool: 'ask', answer: 'answer', usage: 'usage' };

  test('is asked through the mcp component that it needs', async () => {
    await using agent = await startToolless();
    await using mcp = await connectComponent(
      { settings: mcpSettings, component: mcpComponent },
      { url: `${agent.url}/mcp`, token: agent.key },
    );
    await using connected = await connectComponent(doors, { protocol: 'mcp', via }, { needs: { tools: mcp.capabilities } });
    const { error, values, notes } = await connected.run('ask', { question: refund });
    expect(error).toBeUndefined();
    expect(values).toMatchObject({ text: 'The refund window is 30 days after the purchase.', usage: { total: 14 } });
    expect(notes).toContain('answered by no-model');
    const { samples } = await connected.run('latency', { question: refund }, { samples: 2 });
    expect(Object.keys(samples)).toEqual(['answer']);
  });

  test('a tool that answers with an error is a refusal', async () => {
    await using agent = await startToolless('agent-error-200');
    await using mcp = await connectComponent(
      { settings: mcpSettings, component: mcpComponent },
      { url: `${agent.url}/mcp`, token: agent.key },
    );
    await using connected = await connectComponent(doors, { protocol: 'mcp', via }, { needs: { tools: mcp.capabilities } });
    expect((await connected.run('ask', { question: refund })).error).toMatchObject({
      name: 'Refusal',
      message: expect.stringContaining('overloaded'),
    });
  });

  test('a component that is not needed is named', async () => {
    await expect(connectComponent(doors, { protocol: 'mcp', via })).rejects.toThrow(
      "via.component is tools, which is no mcp component in the agent's needs (none)",
    );
  });
});
