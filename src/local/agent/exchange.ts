import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../listen.ts';

const bodyLimitBytes = 256 * 1024;

/** A request that is wrong by itself. The message is for the asker. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly status: 400 | 413;

  constructor(message: string, status: 400 | 413 = 400) {
    super(message);
    this.status = status;
  }
}

/** One request and its answer, with a signal that is aborted when the client leaves before the answer is complete. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.response = response;
    const controller = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) controller.abort(new Error('the client left'));
    });
    this.signal = controller.signal;
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** @throws BadRequest when it is too large */
  async readText(): Promise<string> {
    const bytes = await readBody(this.request, bodyLimitBytes);
    if (bytes === undefined) throw new BadRequest('The body is larger than 256 KiB.', 413);
    return bytes.toString('utf8');
  }

  /** @throws BadRequest when it is too large or no JSON object */
  async readObject(): Promise<Readonly<Record<string, unknown>>> {
    const value = parseJson(await this.readText());
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadRequest('The body is not a JSON object.');
    return value as Readonly<Record<string, unknown>>;
  }

  sendJson(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
    if (this.response.headersSent) return;
    this.response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  openStream(): void {
    this.response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  }

  /** One event. Waits while the client does not read. */
  async sendEvent(data: string): Promise<void> {
    if (this.signal.aborted || this.response.write(`data: ${data}\n\n`)) return;
    await once(this.response, 'drain', { signal: this.signal });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
}
