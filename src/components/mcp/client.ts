import { setMaxListeners } from 'node:events';
import { Client, ProtocolError, SdkError, SdkErrorCode, SdkHttpError, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Tool, Transport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Network } from '../../std/address.ts';
import { Refusal, TransportError, errorMessage } from '../../std/errors.ts';
import { createGuardedFetch } from '../guarded-fetch.ts';
import type { GuardedFetch } from '../guarded-fetch.ts';
import { allPages } from './lists/all-pages.ts';
import { OutputWatch } from '../output-watch.ts';
import { ownError } from './session/own-error.ts';
import { negotiationMode } from './session/negotiation-mode.ts';
import { requestHeaders } from './session/request-headers.ts';
import { resourceAnswer } from './answers/resource-answer.ts';
import type { ResourceAnswer } from './answers/resource-answer.ts';
import { missingRuntime } from './runtime/missing-runtime.ts';
import type { ServerRuntime } from './runtime/server-runtime.ts';
import { promptAnswer } from './answers/prompt-answer.ts';
import type { PromptAnswer } from './answers/prompt-answer.ts';
import { listMethods } from './lists/server-lists.ts';
import type { ListName, Listed, ServerLists, ToolDescription } from './lists/server-lists.ts';
import type { ServerDescription } from './session/server-description.ts';
import type { McpSettings } from './settings-schema.ts';
import { toolAnswer } from './answers/tool-answer.ts';
import type { ToolAnswer } from './answers/tool-answer.ts';
import { withinSignal } from './session/within-signal.ts';

const unknownRuntime = 'nothing is known of what runs the server (with: runtime)';
const closeTimeoutMilliseconds = 2000;
/** The SDK ends a program's stdin, sends SIGTERM after 2 s and SIGKILL after 2 more: given up before that, the program would stay. */
const processCloseTimeoutMilliseconds = 4500;
/** Ours end earlier: every call has a signal. The SDK's own default of 60 s would end long calls under another name. */
const sdkTimeoutMilliseconds = 3_600_000;
/** The tool wants arguments in headers, which only those who know its schema can send (2026-07-28). */
const headerMismatch = '-32020';

/** What all views of one connection share. */
interface Link {
  readonly client: Client;
  readonly transport: Transport;
  readonly web: GuardedFetch | undefined;
  /** Descriptions from the last `tools/list`. */
  readonly tools: Map<string, ToolDescription>;
  runtime: ServerRuntime;
}

/** A result, and the same as text. */
interface Answered<Result> {
  readonly result: Result;
  readonly json: string;
}

/** One open connection to a server. Errors are `Refusal` (it answered no) and `TransportError` (no usable answer). */
export class McpConnection implements AsyncDisposable {
  readonly settings: McpSettings;
  readonly network: Network;
  readonly server: ServerDescription;
  /** Sees every output of the server. */
  readonly watch: OutputWatch;
  readonly #link: Link;

  constructor(settings: McpSettings, network: Network, link: Link, watch: OutputWatch) {
    this.settings = settings;
    this.network = network;
    this.#link = link;
    this.watch = watch;
    this.server = describeServer(link.client);
  }

  /** The session of the older protocol over HTTP, where the server keeps one. */
  get sessionId(): string | undefined {
    const { transport } = this.#link;
    return transport instanceof StreamableHTTPClientTransport ? transport.sessionId : undefined;
  }

  /** What runs the server. The first connection of a component knows it and lets go of it when it is closed. */
  get runtime(): ServerRuntime {
    return this.#link.runtime;
  }

  runsOn(runtime: ServerRuntime): void {
    this.#link.runtime = runtime;
  }

  /** The same connection, whose outputs another watch sees. It is closed by closing this one. */
  watchedBy(watch: OutputWatch): McpConnection {
    return new McpConnection(this.settings, this.network, this.#link, watch);
  }

  /** A second connection of the same settings. */
  async openAnother(signal: AbortSignal): Promise<McpConnection> {
    return await openMcp(this.settings, this.network, signal, this.watch);
  }

  /** `server/discover`, which servers of 2026-07-28 have. */
  async discover(signal: AbortSignal): Promise<void> {
    await answered('server/discover', signal, this.#link.client.discover(requestOptions(signal)));
  }

  /** All pages; nothing when the server does not offer such a list. */
  async list<Name extends ListName>(name: Name, signal: AbortSignal): Promise<Listed<ServerLists[Name]>> {
    const { method, capability } = listMethods[name];
    if (!this.server.capabilities.includes(capability)) return { items: [], pages: 0 };
    // Not the client's own walk: it leaves out tools that it could not call, and a cached list hides a change.
    return await allPages(method, async (cursor) => {
      const request = this.#link.client.request({ method, params: cursor === undefined ? {} : { cursor } }, requestOptions(signal));
      const page = (await answered(method, signal, request)) as unknown as Readonly<Record<Name, readonly ServerLists[Name][]>>;
      return { items: page[name], nextCursor: (page as { readonly nextCursor?: string }).nextCursor };
    });
  }

  async listTools(signal: AbortSignal): Promise<readonly ToolDescription[]> {
    const { items } = await this.list('tools', signal);
    for (const tool of items) this.#link.tools.set(tool.name, tool);
    return items;
  }

  /** With `definition` (an entry of `listTools`) the answer is also held against the tool's output schema. */
  async callTool(
    tool: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    definition?: ToolDescription,
  ): Promise<ToolAnswer> {
    const call = async (known: ToolDescription | undefined) => {
      const options = { ...requestOptions(signal), toolDefinition: withoutOutputSchema(tool, known) };
      return await this.#ask(`tool ${tool}`, signal, this.#link.client.callTool({ name: tool, arguments: { ...args } }, options));
    };
    const known = definition ?? this.#link.tools.get(tool);
    const { result, json } = await call(known).catch(async (error: unknown) => {
      if (known !== undefined || !(error instanceof Refusal) || error.code !== headerMismatch) throw error;
      await this.listTools(signal);
      return await call(this.#link.tools.get(tool));
    });
    return toolAnswer(tool, result, json, definition);
  }

  async readResource(uri: string, signal: AbortSignal): Promise<ResourceAnswer> {
    const options = { ...requestOptions(signal), cacheMode: 'bypass' } as const;
    const { result } = await this.#ask(`resource ${uri}`, signal, this.#link.client.readResource({ uri }, options));
    return resourceAnswer(result);
  }

  async getPrompt(name: string, args: Readonly<Record<string, string>>, signal: AbortSignal): Promise<PromptAnswer> {
    const request = this.#link.client.getPrompt({ name, arguments: { ...args } }, requestOptions(signal));
    const { result } = await this.#ask(`prompt ${name}`, signal, request);
    return promptAnswer(result);
  }

  /** Whatever the server says passes the watch, its words in a refusal too. */
  async #ask<Result extends object>(subject: string, signal: AbortSignal, work: Promise<Result>): Promise<Answered<Result>> {
    try {
      const result = await answered(subject, signal, work);
      const json = JSON.stringify(result);
      this.watch.see(subject, result, json);
      return { result, json };
    } catch (error) {
      if (error instanceof Refusal) this.watch.see(subject, { error: error.message }, error.message);
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { client, transport, web, runtime } = this.#link;
    await closeAll(client, transport, web);
    await runtime[Symbol.asyncDispose]();
  }
}

/** Connects and shakes hands. A stdio server is started for it and stopped with it. */
export async function openMcp(
  settings: McpSettings,
  network: Network,
  signal: AbortSignal,
  watch: OutputWatch = OutputWatch.withoutRun(),
): Promise<McpConnection> {
  const mode = negotiationMode(settings);
  const client = new Client({ name: 'infra-test', version: '1' }, { versionNegotiation: { mode } });
  const { transport, web, lastWords } = createTransport(settings, network);
  try {
    const where = settings.url === undefined ? `the server ${settings.command}` : new URL(settings.url).host;
    await answered(`handshake with ${where}`, signal, client.connect(transport, requestOptions(signal)), () =>
      // What is secret goes before it is cut, or a part of that would stay.
      watch.redact(lastWords()).trim().slice(-300),
    );
    return new McpConnection(
      settings,
      network,
      { client, transport, web, tools: new Map(), runtime: missingRuntime(unknownRuntime) },
      watch,
    );
  } catch (error) {
    await closeAll(client, transport, web);
    throw error;
  }
}

interface Wire {
  readonly transport: Transport;
  readonly web?: GuardedFetch;
  readonly lastWords: () => string;
}

function createTransport(settings: McpSettings, network: Network): Wire {
  if (settings.url === undefined) return createStdioTransport(settings);
  const url = new URL(settings.url);
  const web = createGuardedFetch(url, network);
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: (address, init) => web.fetch(address, init),
    requestInit: { headers: { ...requestHeaders(settings) } },
    onInsufficientScope: 'throw',
    // A broken stream is found by the next call; reconnecting behind its back would hide it.
    reconnectionOptions: { maxRetries: 0, initialReconnectionDelay: 1000, maxReconnectionDelay: 1000, reconnectionDelayGrowFactor: 1 },
  });
  return { transport, web, lastWords: () => '' };
}

function createStdioTransport({ command = '', args = [], env = {} }: McpSettings): Wire {
  const transport = new StdioClientTransport({ command, args: [...args], env: { ...env }, stderr: 'pipe' });
  let words = '';
  transport.stderr?.on('data', (chunk: Buffer) => (words = `${words}${chunk.toString('utf8')}`.slice(-4000)));
  return { transport, lastWords: () => words };
}

async function closeAll(client: Client, transport: Transport, web: GuardedFetch | undefined): Promise<void> {
  const timeout = Promise.withResolvers<void>();
  const isProcess = transport instanceof StdioClientTransport;
  const timer = setTimeout(timeout.resolve, isProcess ? processCloseTimeoutMilliseconds : closeTimeoutMilliseconds);
  try {
    await Promise.race([closeGently(client, transport), timeout.promise]);
  } finally {
    clearTimeout(timer);
    web?.[Symbol.dispose]();
  }
}

async function closeGently(client: Client, transport: Transport): Promise<void> {
  try {
    // close() alone leaves the session on the server, where nobody ever ends it.
    if (transport instanceof StreamableHTTPClientTransport && transport.sessionId !== undefined) await transport.terminateSession();
  } catch {
    // The server is gone or does not end sessions: there is nothing more to give back.
  }
  await client.close().catch(() => undefined);
}

function requestOptions(signal: AbortSignal): { readonly signal: AbortSignal; readonly timeout: number } {
  // The SDK adds one listener for each call and Node warns at eleven.
  setMaxListeners(0, signal);
  return { signal, timeout: sdkTimeoutMilliseconds };
}

function describeServer(client: Client): ServerDescription {
  const { name = '', version = '' } = client.getServerVersion() ?? {};
  return {
    name,
    version,
    protocol: client.getNegotiatedProtocolVersion() ?? 'unknown',
    era: client.getProtocolEra() ?? 'legacy',
    capabilities: Object.keys(client.getServerCapabilities() ?? {}).sort(),
  };
}

/** Waits for the SDK, but not longer than the signal allows, and says what its errors mean. */
async function answered<T>(what: string, signal: AbortSignal, work: Promise<T>, lastWords: () => string = () => ''): Promise<T> {
  const told = work.catch((error: unknown) => {
    throw meaningOf(error, what, lastWords());
  });
  return await withinSignal(what, signal, told);
}

const transportCodes: readonly SdkErrorCode[] = [SdkErrorCode.ConnectionClosed, SdkErrorCode.SendFailed, SdkErrorCode.NotConnected];

function meaningOf(error: unknown, what: string, lastWords: string): Error {
  const inner = ownError(error);
  if (inner instanceof TransportError) {
    return new TransportError(inner.kind, `${what}: ${inner.message}`, { cause: error, ...retryAfter(inner) });
  }
  if (inner !== undefined) return inner;
  const message = `${what}: ${errorMessage(error)}${lastWords === '' ? '' : ` (its last words: ${lastWords})`}`;
  if (error instanceof ProtocolError) return new Refusal(String(error.code), message, { cause: error });
  if (error instanceof SdkHttpError) return new Refusal(String(error.status), message, { cause: error });
  if (!(error instanceof SdkError)) return new TransportError('network', message, { cause: error });
  if (error.code === SdkErrorCode.RequestTimeout) return new TransportError('timeout', message, { cause: error });
  if (transportCodes.includes(error.code)) return new TransportError('network', message, { cause: error });
  return new Refusal(error.code, message, { cause: error });
}

function retryAfter({ retryAfterMilliseconds }: TransportError): { retryAfterMilliseconds?: number } {
  return retryAfterMilliseconds === undefined ? {} : { retryAfterMilliseconds };
}

/** Without an output schema the SDK leaves the judgement to us, so that we see an output which it would refuse to hand over. */
function withoutOutputSchema(tool: string, definition: ToolDescription | undefined): Tool {
  const { outputSchema: _outputSchema, ...known } = definition ?? { name: tool, inputSchema: { type: 'object' } };
  return known as Tool;
}
