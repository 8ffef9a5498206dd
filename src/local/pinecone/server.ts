import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../../std/errors.ts';
import { FaultBoard } from '../admin/fault-board.ts';
import { adminPath } from '../admin/refuse-stranger.ts';
import { closeServer, listenOnLoopback, readBody } from '../listen.ts';
import { answerAdmin } from './admin/admin-route.ts';
import { ColdStarts } from './faults/cold-starts.ts';
import { disturb } from './faults/disturb.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import { plantedReply } from './faults/planted-reply.ts';
import { RequestLimits } from './faults/request-limits.ts';
import { inMoment, newMoment } from './moment.ts';
import type { DataFile } from './persistence/data-file.ts';
import { PineconeRefusal, refusalReply } from './refusal.ts';
import type { Reply } from './route.ts';
import { addressOf } from './service.ts';
import type { Address, RawRequest, Service } from './service.ts';

export interface ServerOptions {
  /** With a token, faults and knobs can be set over HTTP. */
  readonly token: string | undefined;
  /** Keeps what is written. */
  readonly file: DataFile | undefined;
}

const bodyLimitBytes = 4_194_304;

/** The HTTP face of the service, and what goes wrong there when it was asked for. */
export class PineconeServer implements AsyncDisposable {
  readonly #http: Server;
  readonly #service: Service;
  readonly #options: ServerOptions;
  readonly #faults = new FaultBoard<FaultRule>();
  readonly #limits = new RequestLimits();
  readonly #coldStarts = new ColdStarts();

  constructor(service: Service, options: ServerOptions) {
    this.#service = service;
    this.#options = options;
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
    const { token } = this.#options;
    const service = this.#service;
    if (token !== undefined && message.url?.startsWith(`${adminPath}/`)) {
      const setKnobs = (knobs: Service['knobs']): void => {
        service.knobs = knobs;
      };
      return answerAdmin(message, { token, faults: this.#faults, knobs: () => service.knobs, setKnobs });
    }
    const address = addressOf(message.method ?? 'GET', message.url ?? '/');
    try {
      const raw = await readRequest(message);
      const fault = this.#faults.pick(
        ({ on, index }) => (on === undefined || on === address.kind) && (index === undefined || index === address.index),
      );
      const answer = (): Promise<Reply> => this.#answer(raw, address);
      return fault === undefined ? await answer() : await disturb(fault, { plane: address.plane, response, answer });
    } catch (error) {
      const known = error instanceof PineconeRefusal;
      return refusalReply(address.plane, known ? error : new PineconeRefusal('broken', errorMessage(error)));
    }
  }

  async #answer(raw: RawRequest, { plane, kind, index }: Address): Promise<Reply> {
    const { limits, coldStart, backupLagMilliseconds, backupDurationMilliseconds } = this.#service.knobs;
    const retryAfterSeconds = this.#limits.refuse(limits, kind, index);
    if (retryAfterSeconds !== undefined) {
      return plantedReply(plane, 429, retryAfterSeconds, `Too many requests: the limit for ${kind} is ${limits?.[kind]} per second`);
    }
    const wait = index === '' ? 0 : this.#coldStarts.waitOf(coldStart, index);
    if (wait > 0) await sleep(wait);
    const moment = newMoment();
    const { reply, wrote } = inMoment(moment, () => this.#service.answer(raw));
    const timing = {
      ...(backupLagMilliseconds && { backupLagMilliseconds }),
      ...(backupDurationMilliseconds && { backupDurationMilliseconds }),
    };
    if (wrote) await this.#keep({ moment, request: raw, status: reply.status, knobs: timing });
    return reply;
  }

  /** @throws PineconeRefusal when the disk does not take it */
  async #keep(write: Parameters<DataFile['add']>[0]): Promise<void> {
    const { file } = this.#options;
    try {
      await file?.add(write);
    } catch (cause) {
      throw new PineconeRefusal('broken', `Keeping the write in ${file?.path}: ${errorMessage(cause)}; it is done but not kept`);
    }
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
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body ?? {});
  response.writeHead(reply.status, {
    'content-type': isText ? 'text/plain' : 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-pinecone-request-latency-ms': String(latencyMilliseconds),
    ...reply.headers,
  });
  response.end(text);
}

function header(message: IncomingMessage, name: string): string | undefined {
  const value = message.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
