import { randomUUID } from 'node:crypto';
import type { McpHandlerRequestOptions, McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { ServerSdk } from './register-tools.ts';

export interface SessionOptions {
  /** A session that is used no more is ended after this time. */
  readonly idleMilliseconds: number;
  /** With one more, the session that was used longest ago is ended. */
  readonly mostSessions: number;
  readonly bodyLimitBytes: number;
  /** A session is forgotten after its first request. */
  readonly forgets: boolean;
}

interface Session {
  readonly server: McpServer;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** The client whose token opened it; others do not find it. */
  readonly client: string | undefined;
  usedAt: number;
  posts: number;
}

/** Posts of a session that forgets: the notification that ends the handshake, and one request. */
const postsBeforeItForgets = 2;

/** Sessions of the protocol before 2026-07-28, over streamable HTTP. */
export class LegacySessions implements AsyncDisposable {
  readonly #sdk: ServerSdk;
  readonly #newServer: () => McpServer;
  readonly #options: SessionOptions;
  /** In the order of their last use. */
  readonly #sessions = new Map<string, Session>();
  readonly #sweep: NodeJS.Timeout;

  constructor(sdk: ServerSdk, newServer: () => McpServer, options: SessionOptions) {
    this.#sdk = sdk;
    this.#newServer = newServer;
    this.#options = options;
    this.#sweep = setInterval(() => this.#endIdle(), Math.max(options.idleMilliseconds / 4, 10)).unref();
  }

  get count(): number {
    return this.#sessions.size;
  }

  async answer(request: Request, options: McpHandlerRequestOptions = {}): Promise<Response> {
    const id = request.headers.get('mcp-session-id');
    if (id === null) return await this.#open(request, options);
    const session = this.#sessions.get(id);
    if (session === undefined || session.client !== options.authInfo?.clientId) return sessionNotFound();
    if (request.method === 'POST') session.posts += 1;
    if (this.#options.forgets && session.posts > postsBeforeItForgets) {
      await this.#end(id);
      return sessionNotFound();
    }
    session.usedAt = Date.now();
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    return await session.transport.handleRequest(request, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.all([...this.#sessions.keys()].map((id) => this.#end(id)));
  }

  /** The transport refuses everything but the handshake by itself, and then no session begins. */
  async #open(request: Request, options: McpHandlerRequestOptions): Promise<Response> {
    const server = this.#newServer();
    const transport = new this.#sdk.WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      maxRequestBodySize: this.#options.bodyLimitBytes,
      onsessioninitialized: async (id) => {
        const [oldest] = this.#sessions.keys();
        if (oldest !== undefined && this.#sessions.size >= this.#options.mostSessions) await this.#end(oldest);
        this.#sessions.set(id, { server, transport, client: options.authInfo?.clientId, usedAt: Date.now(), posts: 0 });
      },
      onsessionclosed: (id) => void this.#sessions.delete(id),
    });
    await server.connect(transport);
    const response = await transport.handleRequest(request, options);
    if (transport.sessionId === undefined) await server.close();
    return response;
  }

  #endIdle(): void {
    const oldest = Date.now() - this.#options.idleMilliseconds;
    for (const [id, { usedAt }] of this.#sessions) {
      if (usedAt < oldest) void this.#end(id);
    }
  }

  async #end(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    await session?.server.close();
  }
}

function sessionNotFound(): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }, { status: 404 });
}
