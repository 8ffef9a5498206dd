import { setMaxListeners } from 'node:events';
import { Client, ProtocolError, SdkError, SdkErrorCode, SdkHttpError, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { CallToolResult, Tool, Transport, VersionNegotiationMode } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Network } from '../../std/address.ts';
import { Refusal, TransportError, errorMessage } from '../../std/errors.ts';
import { ForbiddenAddress } from '../guarded-agent.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import type { GuardedFetch } from './guarded-fetch.ts';
import { invalidPattern } from './invalid-pattern.ts';
import type { McpSettings } from './settings-schema.ts';

const resultLimitBytes = 1024 * 1024;
const closeTimeoutMilliseconds = 2000;
/** Ours end earlier: every call has a signal. The SDK's own default of 60 s would end long calls under another name. */
const sdkTimeoutMilliseconds = 3_600_000;

export interface ServerDescription {
  readonly name: string;
  readonly version: string;
  /** Revision agreed on, such as `2026-07-28`. */
  readonly protocol: string;
  readonly era: 'legacy' | 'modern';
  readonly capabilities: readonly string[];
}

export interface ToolDescription {
  readonly name: string;
  readonly inputSchema: unknown;
  readonly outputSchema?: unknown;
}

export interface ToolAnswer {
  readonly isError: boolean;
  /** Text parts, one after the other. */
  readonly text: string;
  /** Structured content where the tool gives it, else the text as JSON, else the text. */
  readonly result: unknown;
  readonly sizeBytes: number;
}

/** One open connection to a server. Errors are `Refusal` (it answered no) and `TransportError` (no usable answer). */
export class McpConnection implements AsyncDisposable {
  readonly settings: McpSettings;
  readonly network: Network;
  readonly server: ServerDescription;
  readonly #client: Client;
  readonly #transport: Transport;
  readonly #web: GuardedFetch | undefined;

  constructor(settings: McpSettings, network: Network, client: Client, transport: Transport, web: GuardedFetch | undefined) {
    this.settings = settings;
    this.network = network;
    this.#client = client;
    this.#transport = transport;
    this.#web = web;
    this.server = describeServer(client);
  }

  /** A second connection of the same settings. */
  async openAnother(signal: AbortSignal): Promise<McpConnection> {
    return await openMcp(this.settings, this.network, signal);
  }

  /** All pages. Empty when the server offers no tools. */
  async listTools(signal: AbortSignal): Promise<readonly ToolDescription[]> {
    if (!this.server.capabilities.includes('tools')) return [];
    const { tools } = await answered('tools/list', signal, this.#client.listTools({}, requestOptions(signal)));
    return tools;
  }

  /** With `definition` (an entry of `listTools`) the SDK also holds the answer against the tool's output schema. */
  async callTool(
    tool: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    definition?: ToolDescription,
  ): Promise<ToolAnswer> {
    const options = { ...requestOptions(signal), ...(definition && { toolDefinition: definition as Tool }) };
    const result = await answered(`tool ${tool}`, signal, this.#client.callTool({ name: tool, arguments: { ...args } }, options));
    return toolAnswer(tool, result);
  }

  /** Validity of a tool's schema, see `judgeSchema`. */
  judgeSchema(schema: unknown): SchemaJudgement {
    return judgeSchema(schema);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await closeAll(this.#client, this.#transport, this.#web);
  }
}

/** Connects and shakes hands. A stdio server is started for it and stopped with it. */
export async function openMcp(settings: McpSettings, network: Network, signal: AbortSignal): Promise<McpConnection> {
  const mode = negotiationMode(settings);
  const client = new Client({ name: 'infra-test', version: '1' }, { versionNegotiation: { mode } });
  const { transport, web, lastWords } = createTransport(settings, network);
  try {
    const where = settings.url === undefined ? `the server ${settings.command}` : new URL(settings.url).host;
    await answered(`handshake with ${where}`, signal, client.connect(transport, requestOptions(signal)), lastWords);
    return new McpConnection(settings, network, client, transport, web);
  } catch (error) {
    await closeAll(client, transport, web);
    throw error;
  }
}

function negotiationMode({ url, protocol }: McpSettings): VersionNegotiationMode {
  // On stdio `auto` starts a second process for its probe, and waits for a mute one until the time is over.
  if (protocol === undefined) return url === undefined ? 'legacy' : 'auto';
  return protocol === 'auto' || protocol === 'legacy' ? protocol : { pin: protocol };
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
    requestInit: { headers: settings.headers ?? {} },
    onInsufficientScope: 'throw',
    // A broken stream is found by the next call; reconnecting behind its back would hide it.
    reconnectionOptions: { maxRetries: 0, initialReconnectionDelay: 1000, maxReconnectionDelay: 1000, reconnectionDelayGrowFactor: 1 },
  });
  return { transport, web, lastWords: () => '' };
}

function createStdioTransport({ command = '', args = [], env = {} }: McpSettings): Wire {
  const transport = new StdioClientTransport({ command, args: [...args], env: { ...env }, stderr: 'pipe' });
  let words = '';
  transport.stderr?.on('data', (chunk: Buffer) => (words = `${words}${chunk.toString('utf8')}`.slice(-300)));
  return { transport, lastWords: () => words.trim() };
}

async function closeAll(client: Client, transport: Transport, web: GuardedFetch | undefined): Promise<void> {
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(timeout.resolve, closeTimeoutMilliseconds);
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

function toolAnswer(tool: string, { content, structuredContent, isError }: CallToolResult): ToolAnswer {
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  const sizeBytes = Buffer.byteLength(JSON.stringify([content, structuredContent ?? null]));
  if (sizeBytes > resultLimitBytes) throw new Refusal('RESULT_TOO_LARGE', `tool ${tool} answered more than 1 MiB`);
  return { isError: isError === true, text, result: structuredContent ?? parseJson(text), sizeBytes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Waits for the SDK, but not longer than the signal allows, and says what its errors mean. */
async function answered<T>(what: string, signal: AbortSignal, work: Promise<T>, lastWords: () => string = () => ''): Promise<T> {
  const abort = Promise.withResolvers<never>();
  const late = () => new TransportError('timeout', `${what}: no answer in time`, { cause: signal.reason });
  const stop = () => abort.reject(late());
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, abort.promise]);
  } catch (error) {
    // The SDK's own word for an abort may come first.
    throw signal.aborted ? late() : meaningOf(error, what, lastWords());
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
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

/** The SDK wraps what our fetch threw, once or twice. */
function ownError(error: unknown): Error | undefined {
  if (error instanceof TransportError || error instanceof Refusal || error instanceof ForbiddenAddress) return error;
  return error instanceof Error && error.cause !== undefined ? ownError(error.cause) : undefined;
}

const ajvOptions = { strict: false, logger: false } as const;
const dialects: Readonly<Record<string, { readonly title: string; readonly ajv: () => Ajv }>> = {
  'http://json-schema.org/draft-07/schema': { title: 'draft-07', ajv: once(() => new Ajv(ajvOptions)) },
  'https://json-schema.org/draft/2020-12/schema': { title: '2020-12', ajv: once(() => new Ajv2020(ajvOptions)) },
};
const defaultDialect = 'https://json-schema.org/draft/2020-12/schema';

export interface SchemaJudgement {
  readonly dialect: string;
  readonly problem?: string;
}

/**
 * Holds a schema against the meta-schema of the dialect it declares (2020-12 when it declares none, as MCP says). The schema
 * is not compiled: that would run code made from a stranger's text.
 */
function judgeSchema(schema: unknown): SchemaJudgement {
  if (typeof schema !== 'object' || schema === null) return { dialect: '2020-12', problem: 'not an object' };
  const declared = '$schema' in schema ? String(schema.$schema).replace(/#$/, '') : defaultDialect;
  const dialect = dialects[declared];
  if (dialect === undefined) return { dialect: declared, problem: `written in the dialect ${declared}, which is not known here` };
  const ajv = dialect.ajv();
  if (ajv.validateSchema(schema) === true) {
    const pattern = invalidPattern(schema);
    return { dialect: dialect.title, ...(pattern !== undefined && { problem: `${JSON.stringify(pattern)} is no regular expression` }) };
  }
  const [first] = ajv.errors ?? [];
  return { dialect: dialect.title, problem: `${first?.instancePath || 'the schema'} ${first?.message ?? 'is not valid'}` };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
