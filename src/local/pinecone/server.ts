import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../../std/errors.ts';
import { FaultBoard } from '../admin/fault-board.ts';
import { isAdminUrl } from '../admin/refuse-stranger.ts';
import { closeServer, listenOnLoopback, readBody } from '../listen.ts';
import { answerAdmin } from './admin/admin-route.ts';
import { ColdStarts } from './faults/cold-starts.ts';
import { disturb } from './faults/disturb.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import { noKnobs } from './faults/knobs.ts';
import { plantedReply } from './faults/planted-reply.ts';
import { RequestLimits } from './faults/request-limits.ts';
import type { Organization } from './organization.ts';
import { PineconeRefusal, refusalReply } from './refusal.ts';
import type { Reply } from './route.ts';
import { addressOf } from './service.ts';
import type { Address, RawRequest } from './service.ts';

const bodyLimitBytes = 4_194_304;

/** The HTTP face of the service, and what goes wrong there when it was asked for. */
export class PineconeServer implements AsyncDisposable {
  readonly #http: Server;
  readonly #organization: Organization;
  readonly #adminToken: string | undefined;
  readonly #faults = new FaultBoard<FaultRule>();
  readonly #limits = new RequestLimits();
  readonly #coldStarts = new ColdStarts();
  #knobs = noKnobs;

  /** With a token, faults and knobs can be set and keys be issued over HTTP. */
  constructor(organization: Organization, adminToken: string | undefined) {
    this.#organization = organization;
    this.#adminToken = adminToken;
    this.#http = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
      const start = performance.now();
      void this.#reply(message, response).then((reply) => reply && send(response, reply, Math.round(performance.now() - start)));
    });
  }

  listen(port: number | undefined): Promise<number> {
    return listenOnLoopback(this.#http, port);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return closeServer(this.#http);
  }

  /** Undefined when no answer may be sent. Never rejects. */
  async #reply(message: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
    const { method = 'GET', url = '/' } = message;
    // A target such as `//` or `*` is no address of anything.
    if (!URL.canParse(url, 'http://127.0.0.1')) return refusalReply('word', new PineconeRefusal('missing', `There is no ${url}`));
    if (this.#adminToken !== undefined && isAdminUrl(url)) return this.#answerAdmin(message, this.#adminToken);
    const address = addressOf({ method, url, version: header(message, 'x-pinecone-api-version') });
    try {
      const raw = await readRequest(message);
      const fault = this.#faults.pick(
        ({ on, index }) => (on === undefined || on === address.kind) && (index === undefined || index === address.index),
      );
      const answer = (): Promise<Reply> => this.#answer(raw, address);
      return fault === undefined ? await answer() : await disturb(fault, { errorForm: address.errorForm, response, answer });
    } catch (error) {
      const known = error instanceof PineconeRefusal;
      return refusalReply(address.errorForm, known ? error : new PineconeRefusal('broken', errorMessage(error)));
    }
  }

  #answerAdmin(message: IncomingMessage, token: string): Promise<Reply> {
    return answerAdmin(message, {
      token,
      faults: this.#faults,
      knobs: () => this.#knobs,
      setKnobs: (settings) => {
        this.#knobs = settings;
        this.#organization.knobs = settings.knobs;
      },
      organization: this.#organization,
    });
  }

  async #answer(raw: RawRequest, { errorForm, kind, index }: Address): Promise<Reply> {
    const { limits, coldStart } = this.#organization.knobs;
    const retryAfterSeconds = this.#limits.refuse(limits, kind, index);
    if (retryAfterSeconds !== undefined) {
      return plantedReply(errorForm, 429, retryAfterSeconds, `Too many requests: the limit for ${kind} is ${limits?.[kind]} per second`);
    }
    const wait = index === '' ? 0 : this.#coldStarts.waitOf(coldStart, index);
    if (wait > 0) await sleep(wait);
    return await this.#organization.answer(raw);
  }
}

async function readRequest(message: IncomingMessage): Promise<RawRequest> {
  const body = await readBody(message, bodyLimitBytes);
  if (body === undefined) throw new PineconeRefusal('tooLarge', `Error, message length too large: the limit is: ${bodyLimitBytes} bytes`);
  return {
    method: message.method ?? 'GET',
    url: message.url ?? '/',
    apiKey: header(message, 'api-key'),
    version: header(message, 'x-pinecone-api-version'),
    body: body.toString(),
  };
}

function send(response: ServerResponse, reply: Reply, latencyMilliseconds: number): void {
  const { body } = reply;
  const common = { 'x-pinecone-request-latency-ms': String(latencyMilliseconds), ...reply.headers };
  if (body === undefined) {
    response.writeHead(reply.status, common).end();
    return;
  }
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body);
  response.writeHead(reply.status, {
    'content-type': isText ? 'text/plain' : 'application/json',
    'content-length': Buffer.byteLength(text),
    ...common,
  });
  response.end(text);
}

function header(message: IncomingMessage, name: string): string | undefined {
  const value = message.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
