import { randomUUID } from 'node:crypto';
import type { Brain } from './brain.ts';
import { BadRequest } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { modelName, notice } from './label.ts';
import { AgentTrouble } from './question.ts';
import type { Question, Told, Usage } from './question.ts';
import { requireText } from './texts.ts';

/** GET /v1/models, as OpenAI's API answers it. */
export function listModels(exchange: Exchange): void {
  const model = { id: modelName, object: 'model', created: 0, owned_by: notice };
  exchange.sendJson(200, { object: 'list', data: [model] });
}

export interface ChatOptions {
  readonly brain: Brain;
  /** Errors are told with HTTP 200. */
  readonly hidesErrors: boolean;
}

/** POST /v1/chat/completions, as OpenAI's API answers it. */
export async function completeChat({ brain, hidesErrors }: ChatOptions, exchange: Exchange): Promise<void> {
  try {
    const body = await exchange.readObject();
    const question = questionIn(body, exchange.signal);
    const told = await brain.answer(question);
    if (body['stream'] === true) await streamChat(brain, told, body, exchange);
    else exchange.sendJson(200, completion(told));
  } catch (error) {
    if (!(error instanceof AgentTrouble)) throw error;
    exchange.sendJson(hidesErrors ? 200 : 500, { error: { message: error.message, type: 'server_error', code: 'agent_trouble' } });
  }
}

export function refuseChat(exchange: Exchange, status: number, message: string): void {
  exchange.sendJson(status, { error: { message, type: 'invalid_request_error', code: null } });
}

interface Message {
  readonly role?: unknown;
  readonly content?: unknown;
}

function questionIn(body: Readonly<Record<string, unknown>>, signal: AbortSignal): Question {
  const { model, messages, tools } = body;
  if (model !== modelName) throw new BadRequest(`There is no model ${JSON.stringify(model)}, only ${modelName}.`);
  if (!Array.isArray(messages)) throw new BadRequest('messages is not a list.');
  const said = (messages as readonly Message[]).filter((message) => message?.role === 'user');
  const texts = said.map(({ content }) => requireText(content, 'The content of a message'));
  const text = texts.at(-1);
  if (text === undefined) throw new BadRequest('messages has nothing from the user.');
  return { text, earlier: texts.slice(0, -1), functions: functionNames(tools), signal };
}

function functionNames(tools: unknown): readonly string[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: { readonly function?: { readonly name?: unknown } } | null) =>
    typeof tool?.function?.name === 'string' ? [tool.function.name] : [],
  );
}

function completion({ text, calls, usage }: Told): object {
  const message = {
    role: 'assistant',
    content: calls.length === 0 ? text : null,
    ...(calls.length > 0 && { tool_calls: toolCalls(calls) }),
  };
  return {
    ...header('chat.completion'),
    choices: [{ index: 0, message, finish_reason: calls.length === 0 ? 'stop' : 'tool_calls' }],
    usage: wireUsage(usage),
  };
}

async function streamChat(brain: Brain, told: Told, body: Readonly<Record<string, unknown>>, exchange: Exchange): Promise<void> {
  const shared = header('chat.completion.chunk');
  const send = async (part: object) => await exchange.sendEvent(JSON.stringify({ ...shared, ...part }));
  exchange.openStream();
  await send({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] });
  for await (const piece of brain.stream(told, exchange.signal)) {
    await send({ choices: [{ index: 0, delta: { content: piece }, finish_reason: null }] });
  }
  const calls = toolCalls(told.calls).map((call, index) => ({ index, ...call }));
  if (calls.length > 0) await send({ choices: [{ index: 0, delta: { tool_calls: calls }, finish_reason: null }] });
  await send({ choices: [{ index: 0, delta: {}, finish_reason: calls.length === 0 ? 'stop' : 'tool_calls' }] });
  if (wantsUsage(body['stream_options'])) await send({ choices: [], usage: wireUsage(told.usage) });
  await exchange.sendEvent('[DONE]');
  exchange.response.end();
}

function header(object: string): object {
  return { id: `chatcmpl-${randomUUID()}`, object, created: Math.floor(Date.now() / 1000), model: modelName, system_fingerprint: notice };
}

function toolCalls(calls: Told['calls']) {
  return calls.map(({ name, arguments: args }, index) => ({
    id: `call_${index}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }));
}

function wireUsage({ input, output }: Usage): object {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function wantsUsage(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'include_usage' in options && options.include_usage === true;
}
