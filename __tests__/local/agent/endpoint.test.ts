import { ClientFactory, ClientFactoryOptions, DefaultAgentCardResolver, JsonRpcTransportFactory } from '@a2a-js/sdk/client';
import { DefaultExecutionEventBus, RequestContext, ServerCallContext } from '@a2a-js/sdk/server';
import { describe, expect, test } from 'vitest';
import { BrainExecutor } from '../../../src/local/agent/a2a-executor.ts';
import { Brain } from '../../../src/local/agent/brain.ts';
import { Conversations } from '../../../src/local/agent/conversations.ts';
import { intentOf } from '../../../src/local/agent/intent.ts';
import { startAgent } from '../../../src/local/agent/start-agent.ts';
import { ToolClient } from '../../../src/local/agent/tool-client.ts';
import type { AgentEndpoint } from '../../../src/local/agent/start-agent.ts';
import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';

const start = async (...faults: readonly Fault[]) =>
  await startAgent({ world: generateWorld(7), faults, mcpUrl: 'http://127.0.0.1:9/mcp' });
const refund = 'What is the refund window?';
const answer = 'The refund window is 30 days after the purchase.';

interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

async function send(agent: AgentEndpoint, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Sent> {
  const response = await fetch(`${agent.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${agent.key}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

const chat = (content: unknown, more: object = {}) => ({ model: 'no-model', messages: [{ role: 'user', content }], ...more });
const modern = { 'a2a-version': '1.0' };
const rpc = (method: string, params: unknown) => ({ jsonrpc: '2.0', id: 1, method, params });
const message = (text: string) => ({ message: { messageId: 'm', role: 'ROLE_USER', parts: [{ text }] } });

describe('A2A', () => {
  /** The SDK's client, led to one of the versions that the card offers. */
  const clientFor = async (agent: AgentEndpoint, version: string) => {
    const authorized: typeof fetch = async (input, init) =>
      await fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), authorization: `Bearer ${agent.key}` } });
    const transports = [new JsonRpcTransportFactory({ fetchImpl: authorized, legacyCompat: { enabled: true } })];
    const factory = new ClientFactory(ClientFactoryOptions.createFrom(ClientFactoryOptions.default, { transports }));
    const card = await new DefaultAgentCardResolver().resolve(agent.url);
    const supportedInterfaces = card.supportedInterfaces.filter(({ protocolVersion }) => protocolVersion === version);
    return await factory.createFromAgentCard({ ...card, supportedInterfaces });
  };

  test.each(['1.0', '0.3'])("is spoken by the SDK's own client in version %s: message, stream, cancel", async (version) => {
    await using agent = await start();
    const client = await clientFor(agent, version);
    const part = (value: string) => ({ content: { $case: 'text' as const, value }, metadata: undefined, filename: '', mediaType: '' });
    const request = (text: string, returnImmediately = false) => ({
      tenant: '',
      message: {
        messageId: 'm',
        contextId: '',
        taskId: '',
        role: 1,
        parts: [part(text)],
        metadata: undefined,
        extensions: [],
        referenceTaskIds: [],
      },
      configuration: { acceptedOutputModes: [], taskPushNotificationConfig: undefined, historyLength: undefined, returnImmediately },
      metadata: undefined,
    });
    expect(JSON.stringify(await client.sendMessage(request(refund)))).toContain(answer);
    const events: string[] = [];
    for await (const event of client.sendMessageStream(request(refund))) events.push(event.payload?.$case ?? '');
    expect([events[0], events.at(-1)]).toEqual(['task', 'statusUpdate']);
    const begun = await client.sendMessage(request('Please take 25 seconds', true));
    const { status } = await client.cancelTask({ tenant: '', id: 'id' in begun ? begun.id : '', metadata: undefined });
    expect(status?.state).toBe(5);
  });

  test('the card is public, in both versions, and says that there is no model', async () => {
    await using agent = await start();
    const read = async (headers: Record<string, string>) =>
      await (await fetch(`${agent.url}/.well-known/agent-card.json`, { headers })).json();
    expect(await read(modern)).toMatchObject({
      name: 'infra-test agent (no model)',
      supportedInterfaces: [{ protocolVersion: '1.0' }, { protocolVersion: '0.3' }],
    });
    expect(await read({})).toMatchObject({
      protocolVersion: '0.3.0',
      url: `${agent.url}/a2a`,
      description: expect.stringContaining('no model'),
    });
  });

  test('every answer is labelled, errors come with HTTP 200', async () => {
    await using agent = await start();
    const told = await send(agent, '/a2a', rpc('SendMessage', message(refund)), modern);
    expect(told.json).toMatchObject({ result: { task: { metadata: { model: 'no-model', notice: expect.stringContaining('no model') } } } });
    const wrong = async (body: unknown, headers = modern) => await send(agent, '/a2a', body, headers);
    expect(await wrong(rpc('SendMessage', message('x')), { 'a2a-version': '2.0' })).toMatchObject({
      status: 200,
      json: { error: { code: -32009 } },
    });
    expect(await wrong(rpc('GetTask', { id: 'none' }))).toMatchObject({ status: 200, json: { error: { code: -32001 } } });
    expect(await wrong(rpc('Nothing', {}))).toMatchObject({ status: 200, json: { error: { code: -32601 } } });
    expect(await wrong('{bad')).toMatchObject({ status: 200, json: { error: { code: -32602 } } });
    // The other version's method under this one's name.
    expect(await wrong(rpc('message/send', message('x')))).toMatchObject({ json: { error: { code: -32601 } } });
    const failed = await send(agent, '/a2a', rpc('SendMessage', message('How many calls does account 7 have?')), modern);
    expect(failed.json).toMatchObject({ result: { task: { status: { state: 'TASK_STATE_FAILED' } } } });
    const long = await send(agent, '/a2a', rpc('SendMessage', message('x'.repeat(8001))), modern);
    expect(long.text).toContain('longer than 8,000 characters');
  });

  test('a cancelled task stops, once and for all', async () => {
    await using agent = await start();
    const waiting = send(agent, '/a2a', rpc('SendMessage', message('Please take 25 seconds')), modern);
    const { json } = await send(agent, '/a2a', rpc('ListTasks', {}), modern);
    const { tasks } = json['result'] as { tasks: readonly { id: string; status: { state: string } }[] };
    expect(tasks).toMatchObject([{ status: { state: 'TASK_STATE_WORKING' } }]);
    const cancelled = await send(agent, '/a2a', rpc('CancelTask', { id: tasks[0]?.id }), modern);
    expect(cancelled.json).toMatchObject({ result: { status: { state: 'TASK_STATE_CANCELED' } } });
    // Whoever waits for the answer is told.
    expect((await waiting).json).toMatchObject({ result: { task: { status: { state: 'TASK_STATE_CANCELED' } } } });
    const again = await send(agent, '/a2a', rpc('CancelTask', { id: tasks[0]?.id }), modern);
    expect(again.json).toMatchObject({ result: { status: { state: 'TASK_STATE_CANCELED' } } });
  });
});

test('what runs for a cancelled task ends with it', async () => {
  const bus = new DefaultExecutionEventBus();
  const states: unknown[] = [];
  bus.on('event', (event) => states.push(event.kind === 'statusUpdate' ? event.data.status?.state : event.kind));
  await using tools = new ToolClient('http://127.0.0.1:9/mcp');
  const executor = new BrainExecutor(new Brain({ world: generateWorld(7), faults: [], tools }), new Conversations());
  const part = { content: { $case: 'text' as const, value: 'Please take 30 seconds' }, metadata: undefined, filename: '', mediaType: '' };
  const asked = {
    messageId: 'm',
    contextId: 'c',
    taskId: 't',
    role: 1,
    parts: [part],
    metadata: undefined,
    extensions: [],
    referenceTaskIds: [],
  };
  const request = { tenant: '', message: asked, configuration: undefined, metadata: undefined };
  const running = executor.execute(new RequestContext(request, 't', 'c', new ServerCallContext()), bus);
  await executor.cancelTask('t', bus);
  // Otherwise this takes as long as the answer would have, and the test is over before.
  await running;
  expect(states).toEqual(['task', 5]);
});

describe('OpenAI chat', () => {
  test('models, a completion, and its label', async () => {
    await using agent = await start();
    expect((await send(agent, '/v1/models')).json).toMatchObject({ object: 'list', data: [{ id: 'no-model', object: 'model' }] });
    const { json } = await send(agent, '/v1/chat/completions', chat(refund));
    expect(json).toMatchObject({
      object: 'chat.completion',
      model: 'no-model',
      system_fingerprint: expect.stringContaining('no model'),
      choices: [{ message: { role: 'assistant', content: answer }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 5, completion_tokens: 9, total_tokens: 14 },
    });
  });

  test('a stream ends with its finish reason, its usage when asked for, and [DONE]', async () => {
    await using agent = await start();
    const events = async (more: object) => {
      const { text } = await send(agent, '/v1/chat/completions', chat(refund, { stream: true, ...more }));
      return text
        .trim()
        .split('\n\n')
        .map((event) => event.replace(/^data: /, ''));
    };
    const plain = await events({});
    expect(plain.at(-1)).toBe('[DONE]');
    expect(JSON.parse(plain.at(-2) ?? '')).toMatchObject({ choices: [{ delta: {}, finish_reason: 'stop' }] });
    const told = await events({ stream_options: { include_usage: true } });
    expect(JSON.parse(told.at(-2) ?? '')).toMatchObject({ choices: [], usage: { total_tokens: 14 } });
    expect(told).toHaveLength(plain.length + 1);
  });

  test('functions that are offered are called, others are not', async () => {
    await using agent = await start();
    const tools = [{ type: 'function', function: { name: 'get_weather' } }];
    const { json } = await send(agent, '/v1/chat/completions', chat('Call the function get_weather', { tools }));
    expect(json).toMatchObject({
      choices: [
        {
          message: { content: null, tool_calls: [{ type: 'function', function: { name: 'get_weather', arguments: '{}' } }] },
          finish_reason: 'tool_calls',
        },
      ],
    });
    expect((await send(agent, '/v1/chat/completions', chat('Call the function get_time', { tools }))).text).toContain(
      'You offer no function get_time.',
    );
  });

  test('what is wrong with a request is said with 400 or 413, a tool out of reach with 500', async () => {
    await using agent = await start();
    const status = async (body: unknown) => (await send(agent, '/v1/chat/completions', body)).status;
    expect(await status('{bad')).toBe(400);
    expect(await status([])).toBe(400);
    expect(await status({ model: 'other', messages: [] })).toBe(400);
    expect(await status({ model: 'no-model', messages: [] })).toBe(400);
    expect(await status(chat(''))).toBe(400);
    expect(await status(chat('x'.repeat(8001)))).toBe(400);
    expect(await status(chat('x'.repeat(300_000)))).toBe(413);
    expect(await status(chat('How many calls does account 7 have?'))).toBe(500);
  });
});

describe('who is answered', () => {
  const guarded = [
    ['/a2a', rpc('GetTask', { id: 'x' })],
    ['/v1/models', undefined],
    ['/v1/chat/completions', chat(refund)],
    ['/invocations', { prompt: refund }],
    ['/runs/wait', {}],
    ['/mcp', rpc('tools/list', {})],
  ] as const;

  test.each(guarded)('%s needs the key', async (path, body) => {
    await using agent = await start();
    for (const authorization of ['', 'Bearer wrong', `Basic ${agent.key}`, agent.key]) {
      const { status, headers } = await send(agent, path, body, { authorization });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
    await using open = await start('open-agent');
    expect((await send(open, path, body, { authorization: '' })).status).not.toBe(401);
  });

  test('a foreign Origin is refused, other paths and methods do not exist', async () => {
    await using agent = await start();
    expect((await send(agent, '/v1/models', undefined, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await send(agent, '/v1/models', undefined, { origin: agent.url })).status).toBe(200);
    expect((await send(agent, '/v2/models')).status).toBe(404);
    expect((await send(agent, '/v1/models', {})).status).toBe(404);
    expect((await send(agent, '/ping')).json).toMatchObject({ status: 'Healthy' });
    expect((await send(agent, '/ok')).json).toEqual({ ok: true });
  });
});

describe('questions', () => {
  test.each([
    ['What is the REFUND window?', { kind: 'fact', topic: 'refund' }],
    ['How many calls does account 7 have?', { kind: 'account', accountId: 7, wants: 'calls' }],
    ['What revenue does account 12 bring?', { kind: 'account', accountId: 12, wants: 'revenue' }],
    ['In which industry is account 3?', { kind: 'account', accountId: 3, wants: 'industry' }],
    ['account 9 as json', { kind: 'account', accountId: 9, wants: 'json' }],
    ['Which call is about pricing and seats?', { kind: 'search', text: 'pricing and seats' }],
    ['What was the last call recorded?', { kind: 'latest' }],
    ['Repeat the code n12ab', { kind: 'repeat', text: 'n12ab' }],
    ['Please take 250 ms', { kind: 'wait', milliseconds: 250 }],
    ['Please take 99999 seconds', { kind: 'wait', milliseconds: 30_000 }],
    ['What is the meaning of life?', { kind: 'unknown' }],
  ])('%s', (question, intent) => {
    expect(intentOf(question)).toEqual(intent);
  });

  test('long hostile questions are read before the deadline of this test', () => {
    for (const question of [
      'account '.repeat(1000),
      'how many calls '.repeat(500),
      'which call is about '.repeat(400),
      'repeat '.repeat(1000),
    ]) {
      expect(intentOf(question)).toHaveProperty('kind');
    }
  });
});
