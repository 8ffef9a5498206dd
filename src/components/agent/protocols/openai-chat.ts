import { Refusal } from '../../../std/errors.ts';
import type { NewFinding } from '../../../model/outcome.ts';
import type { AgentHttp, HttpRequest } from '../agent-http.ts';
import { parseJson } from '../answer.ts';
import type { Answer, Question, ToolCall } from '../answer.ts';
import { asList, asRecord, asText } from '../as-record.ts';
import type { AgentProtocol, Cancellation, Discovery, Stranger, StreamOptions, StreamedAnswer } from '../protocol.ts';
import type { AgentSettings } from '../settings-schema.ts';
import { readUsage } from '../usage.ts';
import { cutBy } from './chat-finish.ts';
import { ChatStream } from './openai-chat-stream.ts';
import { readStream } from './read-stream.ts';
import { statusOf } from './status-of.ts';

/** The deadline of the check comes first. */
const longestIdleMilliseconds = 600_000;

/** OpenAI's chat completions, as many servers speak them: https://platform.openai.com/docs/api-reference/chat */
export class OpenAiChat implements AgentProtocol {
  readonly #http: AgentHttp;
  readonly #settings: AgentSettings;
  readonly #base: string;
  #model: string | undefined;

  constructor(http: AgentHttp, settings: AgentSettings) {
    this.#http = http;
    this.#settings = settings;
    this.#base = baseOf(settings.url ?? '');
    this.#model = settings.model;
  }

  async discover(signal: AbortSignal): Promise<Discovery> {
    const body = asRecord(await this.#http.json(this.#modelsRequest(), signal));
    const models = asList(body['data']).map((entry) => asText(asRecord(entry)['id']));
    const names = models.filter((id) => id !== undefined);
    const wanted = this.#settings.model;
    const findings: NewFinding[] = [
      {
        subject: 'list of models',
        expected: 'a list of models with ids',
        actual: listWords(body, models),
        met: names.length > 0 && names.length === models.length,
      },
    ];
    if (wanted !== undefined) {
      findings.push({
        subject: `model ${wanted}`,
        expected: 'listed',
        actual: `listed are ${names.join(', ') || 'none'}`,
        met: names.includes(wanted),
      });
    }
    return { words: `OpenAI chat with ${names.slice(0, 5).join(', ') || 'no models'}`, findings, names, values: { models: names } };
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const request = await this.#chatRequest(question, false, signal);
    const body = asRecord(await this.#http.json(request, signal));
    const choice = asRecord(asList(body['choices'])[0]);
    const message = asRecord(choice['message']);
    if (choice['message'] === undefined) throw new Refusal('NO_CHOICE', 'the completion has no choices[0].message');
    const finish = asText(choice['finish_reason']) ?? 'none';
    return chatAnswer({
      text: textOf(message['content']),
      toolCalls: toolCallsIn(message['tool_calls']),
      finish,
      usage: body['usage'],
      model: body['model'],
    });
  }

  async stream(question: Question, options: StreamOptions): Promise<StreamedAnswer> {
    const request = await this.#chatRequest(question, true, options.signal);
    return await readStream(this.#http, request, new ChatStream(), options);
  }

  async cancel(question: Question, signal: AbortSignal): Promise<Cancellation> {
    const begun = await this.stream(question, { signal, idleMilliseconds: longestIdleMilliseconds, untilFirstText: true });
    const { names = [] } = await this.discover(signal);
    return {
      findings: [
        {
          subject: 'a cancelled answer',
          expected: 'had begun when it was cut off',
          actual: begun.firstTextMilliseconds === undefined ? 'had no text' : 'had begun',
          met: begun.firstTextMilliseconds !== undefined,
        },
        { subject: 'the agent afterwards', expected: 'answers', actual: `lists ${names.length} models`, met: names.length > 0 },
      ],
      notes: ['this protocol has no word for whether the agent stopped working on the answer'],
    };
  }

  asStranger(headers: Readonly<Record<string, string>>): Stranger {
    const http = this.#http.withHeaders(headers);
    const models = this.#modelsRequest();
    const body = { model: this.#model ?? 'any', messages: [{ role: 'user', content: 'Hello' }], max_completion_tokens: 16 };
    const chat: HttpRequest = { ...this.#chat(), body };
    return {
      attempts: {
        'list the models': async (signal) => await statusOf(http, models, signal),
        'ask a question': async (signal) => await statusOf(http, chat, signal),
      },
      [Symbol.dispose]: () => http[Symbol.dispose](),
    };
  }

  [Symbol.dispose](): void {
    this.#http[Symbol.dispose]();
  }

  #modelsRequest(): HttpRequest {
    return { method: 'GET', url: new URL(`${this.#base}/models`) };
  }

  async #chatRequest(question: Question, stream: boolean, signal: AbortSignal): Promise<HttpRequest> {
    this.#model ??= await this.#firstModel(signal);
    const { system, max_output_tokens: limit } = this.#settings;
    const { functions = [] } = question;
    const messages = [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...question.earlier.flatMap((turn) => [
        { role: 'user', content: turn.question },
        { role: 'assistant', content: turn.answer.text },
      ]),
      { role: 'user', content: question.text },
    ];
    const tools = functions.map((definition) => ({ type: 'function', function: definition }));
    return {
      ...this.#chat(),
      headers: { accept: stream ? 'text/event-stream' : 'application/json' },
      body: {
        model: this.#model,
        messages,
        ...(tools.length > 0 && { tools }),
        ...(limit !== undefined && { max_completion_tokens: limit }),
        ...(stream && { stream: true, stream_options: { include_usage: true } }),
      },
    };
  }

  #chat(): HttpRequest {
    return { method: 'POST', url: new URL(`${this.#base}/chat/completions`) };
  }

  async #firstModel(signal: AbortSignal): Promise<string> {
    const { names = [] } = await this.discover(signal);
    if (names[0] === undefined) throw new Refusal('NO_MODEL', 'the agent lists no models: name one as `model`');
    return names[0];
  }
}

/** `https://host` is `https://host/v1`; a path that is declared stays. */
function baseOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname === '/' ? '/v1' : pathname.replace(/\/$/, '')}`;
}

function listWords(body: Readonly<Record<string, unknown>>, models: readonly unknown[]): string {
  if (!Array.isArray(body['data'])) return 'an answer without a list `data`';
  return models.includes(undefined) ? 'a list with an entry that has no id' : `${models.length} listed`;
}

interface ChatParts {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: string;
  readonly usage: unknown;
  readonly model: unknown;
}

function chatAnswer({ text, toolCalls, finish, usage: told, model }: ChatParts): Answer {
  const usage = readUsage(told);
  const json = parseJson(text);
  const answeredBy = asText(model);
  const shortfall = cutBy(finish);
  return {
    text,
    toolCalls,
    finish,
    ...(json !== undefined && { json }),
    ...(usage !== undefined && { usage }),
    ...(shortfall !== undefined && { shortfall }),
    ...(answeredBy !== undefined && { answeredBy }),
  };
}

/** A text, or a list of parts of which some are texts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return asList(content)
    .map((part) => asText(asRecord(part)['text']) ?? '')
    .join('');
}

function toolCallsIn(value: unknown): readonly ToolCall[] {
  return asList(value).map((entry) => {
    const { name, arguments: args } = asRecord(asRecord(entry)['function']);
    return { name: asText(name) ?? '', arguments: parseJson(asText(args) ?? '') ?? args };
  });
}
