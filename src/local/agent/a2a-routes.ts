import type * as protocolSdk from '@a2a-js/sdk';
import type * as legacySdk from '@a2a-js/sdk/compat/v0_3/server';
import type * as serverSdk from '@a2a-js/sdk/server';
import { loadEngine } from '../engine.ts';
import { agentCard, legacyCard } from './a2a-card.ts';
import { BrainExecutor, streamingKey } from './a2a-executor.ts';
import { BoundedTaskStore } from './bounded-task-store.ts';
import type { Brain } from './brain.ts';
import type { Conversations } from './conversations.ts';
import type { Exchange } from './exchange.ts';

const legacyVersion = '0.3';
const streamingMethods = ['SendStreamingMessage', 'message/stream'];

export interface A2aRoutes {
  showCard(exchange: Exchange): void;
  /** JSON-RPC of both versions: the header A2A-Version decides, and without it 0.3 is spoken. */
  answerRpc(exchange: Exchange): Promise<void>;
  stop(): void;
}

/** An A2A server on the SDK's own request handler. */
export async function createA2aRoutes(brain: Brain, conversations: Conversations, originOf: () => string): Promise<A2aRoutes> {
  const [protocol, sdk, legacy] = await Promise.all([
    loadEngine<typeof protocolSdk>('@a2a-js/sdk'),
    loadEngine<typeof serverSdk>('@a2a-js/sdk/server'),
    loadEngine<typeof legacySdk>('@a2a-js/sdk/compat/v0_3/server'),
  ]);
  const sdks = { protocol, server: sdk, legacy };
  const executor = new BrainExecutor(brain, conversations);
  let server: Server | undefined;
  const serverOnce = () => (server ??= createServer(sdks, executor, originOf()));
  return {
    showCard: (exchange) => {
      const isLegacy = versionOf(exchange) === legacyVersion;
      const card = isLegacy ? legacyCard(originOf()) : serverOnce().card;
      exchange.sendJson(200, card, { 'cache-control': 'public, max-age=3600', vary: 'A2A-Version' });
    },
    answerRpc: async (exchange) => await answerRpc(sdk, serverOnce(), exchange),
    stop: () => executor.stop(),
  };
}

type Handler = Pick<serverSdk.JsonRpcTransportHandler, 'handle'>;

interface Server {
  /** As JSON. */
  readonly card: unknown;
  /** Throws when the card does not offer the version. */
  readonly validateVersion: (version: string) => void;
  readonly modern: Handler;
  readonly legacy: Handler;
}

interface Sdks {
  readonly protocol: typeof protocolSdk;
  readonly server: typeof serverSdk;
  readonly legacy: typeof legacySdk;
}

function createServer({ protocol, server, legacy }: Sdks, executor: BrainExecutor, origin: string): Server {
  const card = agentCard(origin);
  const handler = new server.DefaultRequestHandler(card, new BoundedTaskStore(), executor);
  return {
    card: protocol.AgentCard.toJSON(card),
    validateVersion: (version) => server.validateVersion(version, card, 'JSONRPC'),
    modern: new server.JsonRpcTransportHandler(handler),
    legacy: new legacy.LegacyJsonRpcTransportHandler(handler),
  };
}

/** Errors of JSON-RPC come with HTTP 200, as the SDK's own server sends them. */
async function answerRpc(sdk: typeof serverSdk, server: Server, exchange: Exchange): Promise<void> {
  const version = versionOf(exchange);
  const body = await exchange.readText();
  try {
    server.validateVersion(version);
  } catch (error) {
    exchange.sendJson(200, { jsonrpc: '2.0', id: null, error: sdk.JsonRpcTransportHandler.mapToJSONRPCError(error) });
    return;
  }
  const state = new Map<string, unknown>([[streamingKey, streamingMethods.some((method) => body.includes(`"${method}"`))]]);
  const context = new sdk.ServerCallContext({ requestedVersion: version, user: new sdk.UnauthenticatedUser(), state });
  const handler = version === legacyVersion ? server.legacy : server.modern;
  const answer: unknown = await handler.handle(body, context);
  if (isStream(answer)) await sendStream(answer, exchange);
  else exchange.sendJson(200, answer);
}

async function sendStream(events: AsyncIterable<unknown>, exchange: Exchange): Promise<void> {
  exchange.openStream();
  for await (const event of events) {
    if (exchange.signal.aborted) return;
    await exchange.sendEvent(JSON.stringify(event));
  }
  exchange.response.end();
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

function versionOf(exchange: Exchange): string {
  return exchange.header('a2a-version') || legacyVersion;
}
