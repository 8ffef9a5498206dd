import { pause } from '../../../std/deadline.ts';
import { Refusal, TransportError } from '../../../std/errors.ts';
import type { NewFinding } from '../../../model/outcome.ts';
import type { AgentHttp, HttpRequest } from '../agent-http.ts';
import { questionOf } from '../answer.ts';
import type { Answer, Question } from '../answer.ts';
import { asRecord } from '../as-record.ts';
import type { AgentProtocol, Cancellation, Discovery, Stranger, StreamOptions, StreamedAnswer } from '../protocol.ts';
import type { AgentSettings } from '../settings-schema.ts';
import { chooseInterface, majorMinor, readCard } from './a2a-card.ts';
import type { AgentCard, AgentInterface } from './a2a-card.ts';
import { A2aStream } from './a2a-stream.ts';
import { answerOf, isOver, messageParams, methods, readEvent, readTask } from './a2a-wire.ts';
import type { A2aMessage, A2aTask, A2aVersion } from './a2a-wire.ts';
import { callRpc, rpcRequest } from './json-rpc.ts';
import type { RpcCall } from './json-rpc.ts';
import { readStream } from './read-stream.ts';
import { statusOf } from './status-of.ts';

const cardPath = '/.well-known/agent-card.json';
const pollMilliseconds = 200;

/** Agent2Agent over JSON-RPC, versions 1.0 and 0.3: https://a2a-protocol.org */
export class A2a implements AgentProtocol {
  readonly #http: AgentHttp;
  readonly #settings: AgentSettings;
  readonly #version: A2aVersion;
  readonly #endpoint: URL;

  private constructor(http: AgentHttp, settings: AgentSettings, version: A2aVersion, endpoint: URL) {
    this.#http = http;
    this.#settings = settings;
    this.#version = version;
    this.#endpoint = endpoint;
  }

  /** Fetches the card, because it says where and in which version the agent is spoken to. */
  static async open(http: AgentHttp, settings: AgentSettings, signal: AbortSignal): Promise<A2a> {
    const card = await fetchCard(http, settings, signal);
    const chosen = chooseInterface(card.interfaces, settings.version);
    const offers = card.interfaces.map(({ binding, version }) => `${binding} ${version}`).join(', ') || 'nothing';
    if (chosen === undefined) {
      throw new Refusal(
        'NO_INTERFACE',
        `the card offers ${offers}, and this speaks JSONRPC in version ${settings.version ?? '1.0 or 0.3'}`,
      );
    }
    return new A2a(http, settings, majorMinor(chosen.version) as A2aVersion, endpointOf(chosen, settings));
  }

  async discover(signal: AbortSignal): Promise<Discovery> {
    const card = await fetchCard(this.#http, this.#settings, signal);
    const { name, version, skills, interfaces, securitySchemes, streams } = card;
    const versions = [...new Set(interfaces.map((offer) => offer.version))];
    const findings: NewFinding[] = [
      {
        subject: 'agent card',
        expected: 'as its version says',
        actual: card.problems.join('; ') || 'valid',
        met: card.problems.length === 0,
      },
      {
        subject: 'interfaces',
        expected: 'on the origin of the url',
        actual: foreignWords(interfaces, this.#settings),
        met: foreignWords(interfaces, this.#settings) === 'all are',
      },
    ];
    return {
      words: `${name} ${version} speaks A2A ${this.#version}`,
      findings,
      names: skills,
      values: { name, version, versions, protocol: this.#version, skills, security: securitySchemes, streaming: streams },
    };
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const method = methods[this.#version].send;
    let event = readMessageOrTask(await this.#call(method, messageParams(this.#version, question, true), signal), method);
    while (event.kind === 'task' && !isOver(event.state)) {
      // An agent may answer before the task is over although it was asked to wait.
      await pause(pollMilliseconds, signal);
      event = await this.#getTask(event.id, signal);
    }
    return answerOf(event);
  }

  async stream(question: Question, options: StreamOptions): Promise<StreamedAnswer> {
    const call = this.#newCall(methods[this.#version].stream, messageParams(this.#version, question, true));
    const reader = new A2aStream(call);
    const request = rpcRequest(this.#endpoint, call, { ...this.#headers(), accept: 'text/event-stream' });
    const streamed = await readStream(this.#http, request, reader, options);
    if (options.untilFirstText === true || reader.taskId === undefined || streamed.problems.length > 0) return streamed;
    const { text } = answerOf(await this.#getTask(reader.taskId, options.signal));
    const problems = text === streamed.text ? [] : ['the pieces do not add up to the answer of the task'];
    return { ...streamed, problems };
  }

  async cancel(question: Question, signal: AbortSignal): Promise<Cancellation> {
    const { send, cancelTask } = methods[this.#version];
    const begun = readMessageOrTask(await this.#call(send, messageParams(this.#version, question, false), signal), send);
    if (begun.kind === 'message')
      throw new Error('the agent answered with a message, and only a task can be cancelled: ask what takes longer');
    if (isOver(begun.state)) throw new Error(`the task was ${begun.state} before it could be cancelled: ask what takes longer`);
    const cancelled = readTask(asRecord(await this.#call(cancelTask, { id: begun.id }, signal)));
    const later = await this.#getTask(begun.id, signal);
    return {
      findings: [
        {
          subject: cancelTask,
          expected: 'the task is canceled',
          actual: cancelled.state || 'no state',
          met: cancelled.state === 'canceled',
        },
        { subject: 'the task afterwards', expected: 'canceled', actual: later.state || 'no state', met: later.state === 'canceled' },
      ],
      notes: [],
    };
  }

  asStranger(headers: Readonly<Record<string, string>>): Stranger {
    const http = this.#http.withHeaders(headers);
    const call = this.#newCall(methods[this.#version].send, messageParams(this.#version, questionOf('Hello'), true));
    const request: HttpRequest = rpcRequest(this.#endpoint, call, this.#headers());
    return {
      attempts: { 'send a message': async (signal) => await statusOf(http, request, signal) },
      [Symbol.dispose]: () => http[Symbol.dispose](),
    };
  }

  [Symbol.dispose](): void {
    this.#http[Symbol.dispose]();
  }

  async #getTask(id: string, signal: AbortSignal): Promise<A2aTask> {
    return readTask(asRecord(await this.#call(methods[this.#version].getTask, { id }, signal)));
  }

  async #call(method: string, params: object, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted) throw new TransportError('timeout', `${method}: no answer in time`);
    return await callRpc(this.#http, this.#endpoint, this.#newCall(method, params), this.#headers(), signal);
  }

  #newCall(method: string, params: object): RpcCall {
    return { id: crypto.randomUUID(), method, params };
  }

  #headers(): Readonly<Record<string, string>> {
    return { 'a2a-version': this.#version };
  }
}

async function fetchCard(http: AgentHttp, settings: AgentSettings, signal: AbortSignal): Promise<AgentCard> {
  const url = new URL(settings.card_path ?? cardPath, settings.url);
  // A server of both versions writes the card for the one that is asked for.
  return readCard(await http.json({ method: 'GET', url, headers: { 'a2a-version': settings.version ?? '1.0' } }, signal));
}

/** Credentials belong to the origin that the config names. */
function endpointOf({ url }: AgentInterface, settings: AgentSettings): URL {
  const { origin } = new URL(settings.url ?? '');
  const endpoint = URL.canParse(url, origin) ? new URL(url, origin) : undefined;
  if (endpoint?.origin === origin) return endpoint;
  throw new Refusal(
    'OTHER_ORIGIN',
    `the card leads to ${endpoint?.origin ?? 'no address'}: name that as url, credentials are only sent to it`,
  );
}

function foreignWords(interfaces: readonly AgentInterface[], settings: AgentSettings): string {
  const { origin } = new URL(settings.url ?? '');
  const foreign = interfaces.filter(({ url }) => !URL.canParse(url, origin) || new URL(url, origin).origin !== origin);
  return foreign.length === 0 ? 'all are' : `${foreign.length} of ${interfaces.length} are elsewhere`;
}

function readMessageOrTask(result: unknown, method: string): A2aTask | A2aMessage {
  const event = readEvent(result);
  if (event?.kind === 'task' || event?.kind === 'message') return event;
  throw new Refusal('NO_ANSWER', `${method} was answered with neither a task nor a message`);
}
