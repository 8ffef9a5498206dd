import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { listenTcp } from '../http/servers.ts';
import { connectComponent, loopback } from '../run-check.ts';
import { doors } from './agents.ts';
import { completion, models, startOddA2a, startOddAgent, startOddChat } from './odd-agent.ts';
import type { OddAnswer } from './odd-agent.ts';

const usage = { prompt_tokens: 1, completion_tokens: 1 };
const question = { question: 'Hello?' };

async function askChat(answer: OddAnswer, settings: object = {}) {
  await using agent = await startOddChat(answer);
  await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url, ...settings });
  return await connected.run('ask', question);
}

describe('an answer over openai-chat that is none, behind HTTP 200', () => {
  test.each<[string, OddAnswer, RegExp]>([
    [
      'an error object',
      { body: { error: { code: 'overloaded', message: 'try later' } } },
      /200 with an error in its body: overloaded: try later/,
    ],
    ['an error text', { body: { error: 'no credit left' } }, /an error in its body: error: no credit left/],
    ['an error beside choices', { body: completion('Hi', { error: { message: 'half' } }) }, /error in its body/],
    ['no choices', { body: { object: 'chat.completion', choices: [] } }, /no choices\[0\]\.message/],
    ['an empty text', { body: completion('') }, /^the answer is empty/],
    ['white space', { body: completion(' \n') }, /^the answer is empty/],
    ['no content', { body: completion(null) }, /^the answer is empty/],
    ['a cut answer', { body: completion('The answer is', {}, 'length') }, /not whole: finish_reason is length/],
    ['a filtered answer', { body: completion('The answer', {}, 'content_filter') }, /finish_reason is content_filter/],
    ['no finish reason', { body: completion('Hi', {}, null) }, /finish_reason is none/],
    ['an error as a text', { body: completion('Error: rate limit of the model') }, /is an error: it begins with "error:"/],
    ['a stack trace', { body: completion('Traceback (most recent call last):\n  File') }, /it begins with "traceback/],
    ['a framework that gave up', { body: completion('Agent stopped due to iteration limit.') }, /it begins with "agent stopped due to"/],
    ['a page', { body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } }, /200 with text\/html where JSON was expected/],
    ['nothing', { body: '', headers: {} }, /an empty body where JSON was expected/],
    ['a list', { body: '[]' }, /no choices/],
  ])('%s', async (_, answer, message) => {
    const { error, values } = await askChat(answer);
    expect(error).toMatchObject({ name: 'Refusal', message: expect.stringMatching(message) });
    expect(values).not.toHaveProperty('text');
  });

  test('a marker of the config', async () => {
    const answer = { body: completion('Sorry, the service is in maintenance mode.', { usage }) };
    expect((await askChat(answer)).error).toBeUndefined();
    expect((await askChat(answer, { error_markers: ['maintenance mode'] })).error).toMatchObject({
      message: 'the answer is an error: it contains "maintenance mode"',
    });
  });

  test('a word of an error in the middle of an answer is none', async () => {
    expect((await askChat({ body: completion('An "error: 42" means that the disk is full.') })).error).toBeUndefined();
  });
});

describe('statuses and silence', () => {
  test.each<[string, OddAnswer, object]>([
    [
      '401',
      { status: 401, body: { error: { message: 'bad key' } } },
      { name: 'Refusal', code: '401', message: expect.stringMatching(/answered 401: bad key$/) },
    ],
    ['404', { status: 404, body: 'no such page' }, { name: 'Refusal', code: '404', message: expect.stringMatching(/no such page$/) }],
    ['429', { status: 429, headers: { 'retry-after': '2' } }, { name: 'TransportError', kind: '429', retryAfterMilliseconds: 2000 }],
    ['503', { status: 503 }, { name: 'TransportError', kind: '5xx' }],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://elsewhere.test/' } },
      { name: 'Refusal', message: expect.stringMatching(/redirect to http:\/\/elsewhere\.test\/ that is not followed/) },
    ],
  ])('%s', async (_, answer, error) => {
    expect((await askChat(answer)).error).toMatchObject(error);
  });

  test('an agent that never answers ends with the signal', async () => {
    await using agent = await startOddChat(() => undefined);
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url, model: 'odd-1' });
    const { error } = await connected.run('ask', question, { signal: AbortSignal.timeout(200) });
    expect(error).toMatchObject({ name: 'TransportError', kind: 'timeout', message: 'POST /v1/chat/completions: no answer in time' });
  });

  test('an answer that stops in the middle ends with the signal', async () => {
    await using agent = await startOddChat({ body: '{"choices": [', staysOpen: true });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url, model: 'odd-1' });
    const { error } = await connected.run('ask', question, { signal: AbortSignal.timeout(200) });
    expect(error).toMatchObject({ name: 'TransportError', kind: 'timeout' });
  });

  test('a connection that is cut in the middle of an answer', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{';
    await using cutting = await listenTcp((socket) =>
      socket.once('data', () => socket.write(head, () => setImmediate(() => socket.destroy()))),
    );
    await expect(connectComponent(doors, { protocol: 'openai-chat', url: `http://${cutting.at}` })).rejects.toMatchObject({
      name: 'TransportError',
      kind: 'network',
      message: expect.stringContaining('GET /v1/models'),
    });
  });

  test('nobody listens; an address that may not be called', async () => {
    await using silent = await listenTcp((socket) => socket.destroy());
    await expect(connectComponent(doors, { protocol: 'openai-chat', url: `http://${silent.at}` })).rejects.toMatchObject({
      kind: 'network',
    });
    await expect(connectComponent(doors, { protocol: 'openai-chat', url: 'http://127.0.0.1:9' })).rejects.toMatchObject({
      kind: 'network',
      message: expect.stringContaining('nothing listens there'),
    });
    const environment = { ...loopback, network: 'public' as const };
    await expect(connectComponent(doors, { protocol: 'openai-chat', url: 'http://127.0.0.1:9' }, { environment })).rejects.toMatchObject({
      name: 'ForbiddenAddress',
    });
    await expect(connectComponent(doors, { protocol: 'a2a', url: 'http://169.254.169.254' })).rejects.toMatchObject({
      name: 'ForbiddenAddress',
    });
  });
});

describe('a stream over openai-chat that is not well-formed', () => {
  const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
    id: 'c1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...more,
  });
  const done = 'data: [DONE]\n\n';
  const hello = [chunk({ content: 'Hel' }), chunk({ content: 'lo' })];

  test.each<[string, readonly unknown[], RegExp]>([
    ['no terminator', [...hello, chunk({}, 'stop')], /ended without \[DONE\]/],
    ['no finish reason', [...hello, done], /0 finish reasons instead of one/],
    ['two finish reasons', [...hello, chunk({}, 'stop'), chunk({}, 'stop'), done], /2 finish reasons/],
    ['cut', [...hello, chunk({}, 'length'), done], /finish_reason is length/],
    ['text after the end', [...hello, chunk({}, 'stop'), chunk({ content: '!' }), done], /event 4 brings text after the finish reason/],
    ['events after the terminator', [...hello, chunk({}, 'stop'), done, chunk({ content: '!' })], /event 5 came after \[DONE\]/],
    ['an event that is no JSON', ['data: {"choices":\n\n', ...hello, chunk({}, 'stop'), done], /event 1 is no chunk/],
    ['another shape', [{ message: 'hi' }, ...hello, chunk({}, 'stop'), done], /event 1 is no chunk of a completion/],
    ['a line of no field', ['oops: 1\n\n', ...hello, chunk({}, 'stop'), done], /not one of an event stream \(unknown-field\): "oops: 1"/],
    ['an event without its end', [...hello, chunk({}, 'stop'), 'data: [DONE]'], /ended in the middle of an event/],
    ['chunks of two answers', [...hello, chunk({}, 'stop', { id: 'c2' }), done], /2 different ids/],
    ['no text', [chunk({}, 'stop'), done], /no piece of text came/],
    [
      'an error as a text',
      [chunk({ content: 'Traceback (most ' }), chunk({ content: 'recent call last):' }), chunk({}, 'stop'), done],
      /it begins with "traceback/,
    ],
  ])('%s', async (_, events, problem) => {
    await using agent = await startOddChat({ events });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
    const { error, unmet } = await connected.run('streaming', question);
    expect(error).toBeUndefined();
    expect(unmet.map(({ actual }) => actual).join('\n')).toMatch(problem);
  });

  test('another content type', async () => {
    await using agent = await startOddChat({ events: [...hello, chunk({}, 'stop'), done], headers: { 'content-type': 'text/plain' } });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
    expect((await connected.run('streaming', question)).unmet).toMatchObject([
      { actual: 'the content type is text/plain instead of text/event-stream' },
    ]);
  });

  test('an error inside of it, an error in place of it, a whole answer in place of it', async () => {
    const run = async (answer: OddAnswer) => {
      await using agent = await startOddChat(answer);
      await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
      return (await connected.run('streaming', question)).error;
    };
    expect(await run({ events: [...hello, { error: { message: 'model died' } }] })).toMatchObject({
      name: 'Refusal',
      message: 'event 3 of the stream is an error: error: model died',
    });
    expect(await run({ body: { error: { message: 'no streams' } } })).toMatchObject({
      name: 'Refusal',
      message: expect.stringContaining('no streams'),
    });
    expect(await run({ body: completion('Hello') })).toMatchObject({ code: 'NO_STREAM' });
  });

  test('other text than without a stream', async () => {
    await using agent = await startOddChat(({ body }) =>
      body['stream'] === true ? { events: [...hello, chunk({}, 'stop'), done] } : { body: completion('Goodbye') },
    );
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url });
    expect((await connected.run('streaming', { ...question, same_answer: true })).unmet).toMatchObject([{ actual: 'another text' }]);
  });
});

describe('a2a', () => {
  const task = (state: string, more: object = {}) => ({ id: 't1', contextId: 'x1', status: { state }, ...more });
  const artifact = { artifactId: 'a', parts: [{ text: 'Hello' }] };

  async function askA2a(answer: (method: string) => unknown) {
    await using agent = await startOddA2a(({ body }) => ({ body: answer(String(body['method'])) }));
    await using connected = await connectComponent(doors, { protocol: 'a2a', url: agent.url });
    return await connected.run('ask', question);
  }

  test.each<[string, unknown, RegExp]>([
    ['an error of JSON-RPC', { error: { code: -32603, message: 'out of tokens' } }, /error in its body: -32603: out of tokens/],
    ['neither result nor error', {}, /without result and error/],
    ['the id of another call', { id: 'other', result: { task: task('TASK_STATE_COMPLETED') } }, /id of another call/],
    ['no JSON-RPC', { jsonrpc: '1.0', result: {} }, /not answered in JSON-RPC 2.0/],
    ['neither task nor message', { result: { statusUpdate: {} } }, /neither a task nor a message/],
    ['a failed task', { result: { task: task('TASK_STATE_FAILED') } }, /the task ended as failed$/],
    ['a rejected task', { result: { task: task('TASK_STATE_REJECTED') } }, /ended as rejected/],
    ['a task that asks back', { result: { task: task('TASK_STATE_INPUT_REQUIRED') } }, /ended as input-required/],
    ['a completed task without text', { result: { task: task('TASK_STATE_COMPLETED') } }, /the answer is empty/],
  ])('%s', async (_, member, message) => {
    expect((await askA2a(() => member)).error).toMatchObject({ name: 'Refusal', message: expect.stringMatching(message) });
  });

  test('a message is an answer, structured parts are json, and a task that goes on is waited for', async () => {
    const message = { result: { message: { messageId: 'm', role: 'ROLE_AGENT', parts: [{ text: 'Hi' }, { data: { a: 1 } }] } } };
    expect((await askA2a(() => message)).values).toMatchObject({ text: 'Hi', json: { a: 1 }, finish: 'message' });
    const structured = { result: { message: { messageId: 'm', role: 'ROLE_AGENT', parts: [{ data: { a: 1 } }] } } };
    expect((await askA2a(() => structured)).values).toMatchObject({ text: '{"a":1}', json: { a: 1 } });
    let polls = 0;
    const { values, error } = await askA2a((method) => {
      if (method === 'SendMessage') return { result: { task: task('TASK_STATE_SUBMITTED') } };
      polls += 1;
      return { result: task(polls < 2 ? 'TASK_STATE_WORKING' : 'TASK_STATE_COMPLETED', { artifacts: [artifact] }) };
    });
    expect(error).toBeUndefined();
    expect(values).toMatchObject({ text: 'Hello', finish: 'completed' });
    expect(polls).toBe(2);
  });

  test.each<[string, object, string]>([
    ['no skills', { skills: undefined }, 'skills'],
    ['a skill without tags', { skills: [{ id: 'a', name: 'A', description: '' }] }, 'skills.0.tags'],
    ['no name', { name: '' }, 'name'],
    ['no modes', { defaultOutputModes: undefined }, 'defaultOutputModes'],
    ['no capabilities', { capabilities: undefined }, 'capabilities'],
  ])('a card with %s is found', async (_, card, place) => {
    await using agent = await startOddA2a(() => ({ body: {} }), card);
    await using connected = await connectComponent(doors, { protocol: 'a2a', url: agent.url });
    const { unmet } = await connected.run('discovery');
    expect(unmet).toMatchObject([{ subject: 'agent card', actual: expect.stringContaining(`${place}: `) }]);
  });

  test('what is required of a card is looked for', async () => {
    await using agent = await startOddA2a(() => ({ body: {} }), { securitySchemes: { key: { apiKeySecurityScheme: { name: 'x' } } } });
    await using connected = await connectComponent(doors, { protocol: 'a2a', url: agent.url });
    expect((await connected.run('discovery', { require: ['talk'], security: ['key'] })).unmet).toEqual([]);
    expect((await connected.run('discovery', { require: ['sing'], security: ['bearer'] })).unmet).toMatchObject([
      { subject: 'sing', actual: 'not among talk' },
      { subject: 'security scheme bearer', actual: 'not among key' },
    ]);
  });

  test('an interface on another origin gets no credentials', async () => {
    const elsewhere = { supportedInterfaces: [{ url: 'https://elsewhere.test/rpc', protocolBinding: 'JSONRPC', protocolVersion: '1.0' }] };
    await using agent = await startOddA2a(() => ({ body: {} }), elsewhere);
    await expect(connectComponent(doors, { protocol: 'a2a', url: agent.url, token: 'abc' })).rejects.toMatchObject({
      code: 'OTHER_ORIGIN',
      message: expect.stringContaining('https://elsewhere.test'),
    });
  });

  test('a path that is another host to a url parser gets no credentials either', async () => {
    await using agent = await startOddA2a(() => ({ body: {} }));
    await expect(connectComponent(doors, { protocol: 'a2a', url: agent.url, card_path: '//elsewhere.test/card' })).rejects.toMatchObject({
      code: 'OTHER_ORIGIN',
    });
    expect(agent.requests).toEqual([]);
  });

  test('a card that offers nothing that is spoken here', async () => {
    const grpc = { supportedInterfaces: [{ url: '/grpc', protocolBinding: 'GRPC', protocolVersion: '1.0' }] };
    await using agent = await startOddA2a(() => ({ body: {} }), grpc);
    await expect(connectComponent(doors, { protocol: 'a2a', url: agent.url })).rejects.toMatchObject({
      message: 'the card offers GRPC 1.0, and this speaks JSONRPC in version 1.0 or 0.3',
    });
    await using modern = await startOddA2a(() => ({ body: {} }));
    await expect(connectComponent(doors, { protocol: 'a2a', version: '0.3', url: modern.url })).rejects.toMatchObject({
      code: 'NO_INTERFACE',
    });
  });

  const begun = { result: { task: task('TASK_STATE_WORKING') } };
  const piece = (text: string, append: boolean) => ({
    result: { artifactUpdate: { taskId: 't1', contextId: 'x1', artifact: { artifactId: 'a', parts: [{ text }] }, append } },
  });
  const over = (state: string) => ({
    result: { statusUpdate: { taskId: 't1', contextId: 'x1', status: { state: `TASK_STATE_${state}` } } },
  });

  test.each<[string, readonly unknown[], RegExp]>([
    ['that does not begin with the task', [piece('Hello', false), begun, over('COMPLETED')], /does not begin with a task or a message/],
    [
      'that goes on after the end',
      [begun, piece('Hello', false), over('COMPLETED'), piece('!', true)],
      /event 4 came after the end \(completed\)/,
    ],
    ['without an end', [begun, piece('Hello', false)], /ended while the task was working/],
    ['of a task that fails', [begun, over('FAILED')], /the task ended as failed/],
    ['that adds to nothing', [begun, piece('Hello', true), over('COMPLETED')], /adds to an artifact that was not begun/],
    [
      'of another task',
      [begun, { result: { artifactUpdate: { taskId: 't2', artifact: { artifactId: 'a', parts: [] } } } }, over('COMPLETED')],
      /event 2 belongs to another task/,
    ],
    ['with something unknown', [begun, { result: { surprise: {} } }, over('COMPLETED')], /event 2 is none of task/],
    ['without text', [begun, over('COMPLETED')], /no piece of text came/],
    ['whose pieces are not the answer', [begun, piece('Hel', false), over('COMPLETED')], /the pieces do not add up/],
  ])('a stream %s', async (_, events, problem) => {
    const final = { result: task('TASK_STATE_COMPLETED', { artifacts: [artifact] }) };
    await using agent = await startOddA2a(({ body }) => (body['method'] === 'SendStreamingMessage' ? { events } : { body: final }));
    await using connected = await connectComponent(doors, { protocol: 'a2a', url: agent.url });
    const { error, unmet } = await connected.run('streaming', question);
    expect(error).toBeUndefined();
    expect(unmet.map(({ actual }) => actual).join('\n')).toMatch(problem);
  });

  test('a cancel that is not one', async () => {
    const run = async (states: Readonly<Record<string, string>>) => {
      await using agent = await startOddA2a(({ body }) => {
        const state = task(states[String(body['method'])] ?? '');
        return { body: { result: body['method'] === 'SendMessage' ? { task: state } : state } };
      });
      await using connected = await connectComponent(doors, { protocol: 'a2a', url: agent.url });
      return await connected.run('cancel', question);
    };
    const working = 'TASK_STATE_WORKING';
    const canceled = 'TASK_STATE_CANCELED';
    expect((await run({ SendMessage: working, CancelTask: canceled, GetTask: canceled })).unmet).toEqual([]);
    expect((await run({ SendMessage: working, CancelTask: working, GetTask: working })).unmet).toHaveLength(2);
    // It says so, and goes on.
    expect((await run({ SendMessage: working, CancelTask: canceled, GetTask: 'TASK_STATE_COMPLETED' })).unmet).toMatchObject([
      { subject: 'the task afterwards', actual: 'completed' },
    ]);
    expect((await run({ SendMessage: 'TASK_STATE_COMPLETED' })).error).toMatchObject({
      message: expect.stringContaining('ask what takes longer'),
    });
  });
});

describe('http-json', () => {
  const settings = {
    protocol: 'http-json',
    request: { path: '/ask', body: { q: '{question}', id: '{conversation}' }, answer: 'out[0].text' },
  };

  test('the body is filled, and the answer is found at its path', async () => {
    await using agent = await startOddAgent(() => ({ body: { out: [{ text: '{"n": 5}' }] } }));
    await using connected = await connectComponent(doors, { ...settings, url: `${agent.url}/base/` });
    const { values } = await connected.run('ask', { question: 'Say "{conversation}"' });
    expect(values).toMatchObject({ text: '{"n": 5}', json: { n: 5 } });
    expect(agent.requests).toMatchObject([
      { method: 'POST', path: '/base/ask', body: { q: 'Say "{conversation}"', id: expect.stringMatching(/^[\da-f-]{36}$/) } },
    ]);
  });

  test('a question in the path is percent-encoded, and a request that never says it is none', async () => {
    await using agent = await startOddAgent(() => ({ body: { text: 'yes' } }));
    const asking = (more: object) => ({ protocol: 'http-json', url: agent.url, request: { answer: 'text', ...more } });
    await using connected = await connectComponent(doors, asking({ method: 'GET', path: '/ask?q={question}' }));
    expect((await connected.run('ask', { question: 'a&b=/c?' })).values).toMatchObject({ text: 'yes' });
    expect(agent.requests).toMatchObject([{ method: 'GET', path: '/ask?q=a%26b%3D%2Fc%3F' }]);
    const problemsOf = (more: object) => v.safeParse(doors.settings.with, asking(more)).issues?.map(({ message }) => message);
    expect(problemsOf({ method: 'GET', path: '/ask' })).toEqual([expect.stringContaining('never says {question}')]);
    expect(problemsOf({ path: '/ask', body: { q: 'hello' } })).toEqual([expect.stringContaining('never says {question}')]);
    expect(problemsOf({ method: 'GET', path: '/{question}', body: {} })).toEqual([expect.stringContaining('a GET has no body')]);
  });

  test('no answer at the path; an error where the answer is; LangGraph and AgentCore in their own words', async () => {
    const run = async (body: unknown, declared: object = settings) => {
      await using agent = await startOddAgent(() => ({ body }));
      await using connected = await connectComponent(doors, { ...declared, url: agent.url });
      const { error } = await connected.run('ask', question);
      return error;
    };
    expect(await run({ out: [] })).toMatchObject({ code: 'NO_ANSWER', message: 'POST /ask answered without out[0].text' });
    expect(await run({ status: 'error', message: 'broken chain' })).toMatchObject({ message: expect.stringContaining('broken chain') });
    expect(await run({ errors: [{ message: 'bad field' }] })).toMatchObject({ message: expect.stringContaining('bad field') });
    const langgraph = { protocol: 'langgraph', health: '/anything' };
    expect(await run({ __error__: { error: 'GraphRecursionError', message: 'too deep' } }, langgraph)).toMatchObject({
      code: 'GraphRecursionError',
      message: expect.stringContaining('too deep'),
    });
  });

  test('an agent that is not well', async () => {
    const discover = async (protocol: string, body: unknown, status = 200) => {
      let answered = false;
      // Well while the component connects.
      await using agent = await startOddAgent(() => {
        const first = !answered;
        answered = true;
        return first ? { body: { status: 'Healthy', ok: true } } : { body, status };
      });
      await using connected = await connectComponent(doors, { protocol, url: agent.url });
      return (await connected.run('discovery')).unmet;
    };
    expect(await discover('agentcore', { status: 'Unhealthy' })).toMatchObject([{ expected: 'status 200 with Healthy or HealthyBusy' }]);
    expect(await discover('agentcore', { status: 'HealthyBusy' })).toEqual([]);
    expect(await discover('langgraph', { ok: false })).toMatchObject([{ subject: 'GET /ok', actual: 'status 200 with {"ok":false}' }]);
    expect(await discover('langgraph', { ok: true }, 404)).toMatchObject([{ actual: 'status 404 with {"ok":true}' }]);
  });
});

describe('what leaves and what comes back', () => {
  test('redirects are not followed, strangers do not get the headers of the config', async () => {
    await using agent = await startOddChat({ body: completion('Hi') });
    await using connected = await connectComponent(doors, {
      protocol: 'openai-chat',
      url: agent.url,
      headers: { 'x-api-key': 'secret-of-the-config' },
    });
    await connected.run('refuses-no-credentials');
    await connected.run('refuses-wrong-credentials');
    const [, ...asStrangers] = agent.requests;
    expect(asStrangers).toHaveLength(4);
    for (const { headers } of asStrangers) expect(headers).not.toHaveProperty('x-api-key');
    expect(asStrangers[2]?.headers.authorization).toMatch(/^Bearer infra-test-/);
  });

  test('a credential in an answer is a finding without its value, whatever asked for it', async () => {
    const secret = `ghp_${'a1B2'.repeat(10)}`;
    await using agent = await startOddChat({ body: completion(`Use ${secret} to log in.`) });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url, token: 'token-of-the-config' });
    for (const [kind, options] of [
      ['ask', question],
      ['concurrency', { ...question, levels: [2] }],
    ] as const) {
      const { unmet, findings } = await connected.run(kind, options);
      expect(unmet).toMatchObject([{ subject: 'the answer', expected: 'no credentials', actual: 'a token of a known vendor at text' }]);
      expect(JSON.stringify(findings)).not.toContain(secret);
    }
  });

  test('the token of the config that an answer repeats', async () => {
    await using agent = await startOddChat({ body: completion('You sent token-of-the-config.') });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url, token: 'token-of-the-config' });
    expect((await connected.run('ask', question)).unmet).toMatchObject([{ actual: 'the value of the access token at text' }]);
  });

  test('a credential in an error, and in an answer to a flow', async () => {
    const secret = `ghp_${'a1B2'.repeat(10)}`;
    await using refusing = await startOddChat({ body: { error: { message: `no access with ${secret}` } } });
    await using connected = await connectComponent(doors, { protocol: 'openai-chat', url: refusing.url });
    expect((await connected.run('ask', question)).unmet).toMatchObject([{ subject: 'the error of the agent' }]);
    await using leaking = await startOddChat({ body: completion(`Use ${secret}.`) });
    await using asked = await connectComponent(doors, { protocol: 'openai-chat', url: leaking.url });
    const answer = asked.capabilities.agent?.ask('Hello?', AbortSignal.timeout(5000));
    await expect(answer).rejects.toMatchObject({ code: 'leak', message: 'the answer has a token of a known vendor at text' });
  });

  test('a stream that is cut off where its usage comes last leaves the budget in force', async () => {
    const chunk = (delta: object) => ({ id: 'c1', model: 'odd-1', choices: [{ index: 0, delta, finish_reason: null }] });
    await using agent = await startOddChat(({ body }) =>
      body['stream'] === true ? { events: [chunk({ content: 'Hel' })], staysOpen: true } : { body: completion('Hi', { usage }) },
    );
    const settings = { protocol: 'openai-chat', url: agent.url, budget: { tokens: 1000 } };
    await using connected = await connectComponent(doors, settings);
    expect((await connected.run('latency', question)).error).toBeUndefined();
    expect((await connected.run('ask', question)).error).toBeUndefined();
  });

  test('functions are offered, and calls of them are told', async () => {
    const call = { id: 'x', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Berlin"}' } };
    const message = { role: 'assistant', content: null, tool_calls: [call] };
    await using agent = await startOddChat({ body: { choices: [{ message, finish_reason: 'tool_calls' }] } });
    await using connected = await connectComponent(doors, {
      protocol: 'openai-chat',
      url: agent.url,
      system: 'Be short.',
      max_output_tokens: 50,
    });
    const { values, error, findings } = await connected.run('ask', { ...question, functions: [{ name: 'get_weather', parameters: {} }] });
    expect(error).toBeUndefined();
    expect(values['tool_calls']).toEqual([{ name: 'get_weather', arguments: { city: 'Berlin' } }]);
    expect(findings).toMatchObject([{ actual: 'calls of get_weather' }]);
    expect(agent.requests.at(-1)?.body).toMatchObject({
      model: 'odd-1',
      max_completion_tokens: 50,
      messages: [{ role: 'system', content: 'Be short.' }, { role: 'user' }],
      tools: [{ type: 'function', function: { name: 'get_weather' } }],
    });
  });

  test('models: missing ids, a model that is not listed, a base path that stays', async () => {
    await using agent = await startOddAgent(({ path }) => ({ body: path === '/openai/v2/models' ? { data: [{ id: 'a' }, {}] } : models }));
    await using nested = await connectComponent(doors, { protocol: 'openai-chat', url: `${agent.url}/openai/v2` });
    expect((await nested.run('discovery', { require: ['b'] })).unmet).toMatchObject([
      { subject: 'list of models', actual: 'a list with an entry that has no id' },
      { subject: 'b', actual: 'not among a' },
    ]);
    await using other = await connectComponent(doors, { protocol: 'openai-chat', url: agent.url, model: 'gone' });
    expect((await other.run('discovery')).unmet).toMatchObject([{ subject: 'model gone', actual: 'listed are odd-1' }]);
  });
});
