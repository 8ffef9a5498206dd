import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { Refusal } from '../../std/errors.ts';
import type { Network } from '../../std/address.ts';
import { bareHost, refuseForbiddenHost } from '../guarded-agent.ts';
import { exchange } from './exchange.ts';
import type { Phases, WireAnswer, WireRequest } from './exchange.ts';
import { openConnection } from './open-connection.ts';
import { createRouteAgent } from './route.ts';
import type { Route } from './route.ts';
import type { HttpSettings } from './settings-schema.ts';

const mostRedirects = 5;

export interface RequestInput {
  readonly method: string;
  /** Path on the origin, or empty for the component's own url. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly auth: 'none' | 'token';
}

export interface TimedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, else text. */
  readonly body: unknown;
  /** Summed over the redirects that were followed. */
  readonly phases: Phases;
  readonly certificateEndsAtMilliseconds?: number;
  /** Where a redirect leads that was not followed, because it leaves the origin. */
  readonly foreignRedirect?: string;
}

/** Requests to one origin. Credentials never leave it: a redirect to another origin is an answer, not a way to go. */
export class HttpConnection implements AsyncDisposable {
  readonly url: URL;
  readonly settings: HttpSettings;
  readonly route: Route;
  readonly #fresh: Agent;
  readonly #kept: Agent;

  constructor(settings: HttpSettings, network: Network) {
    this.url = new URL(settings.url);
    this.settings = settings;
    this.route = {
      network,
      ...(settings.connect_to !== undefined && { connectTo: splitHostPort(settings.connect_to) }),
      ...(settings.ca !== undefined && { ca: settings.ca }),
    };
    refuseForbiddenHost(this.route.connectTo?.host ?? this.url.hostname, network);
    this.#fresh = createRouteAgent(this.route, this.url, false);
    this.#kept = createRouteAgent(this.route, this.url, true);
  }

  /** One request over a fresh connection, so that all phases are timed; `keepAlive` reuses connections instead. */
  async request(input: RequestInput, signal: AbortSignal, keepAlive = false): Promise<TimedAnswer> {
    const agent = keepAlive ? this.#kept : this.#fresh;
    let wire = this.#wireRequest(input);
    let answer = await exchange(this.route, wire, agent, signal);
    let phases = answer.phases;
    for (let hop = 0; isRedirect(answer); hop++) {
      const next = new URL(answer.headers['location'] ?? '', wire.url);
      if (next.origin !== wire.url.origin) return { ...timedAnswer(answer, phases), foreignRedirect: next.origin };
      if (hop === mostRedirects) throw new Refusal('TOO_MANY_REDIRECTS', `${input.method} ${this.url.origin} redirects more than 5 times`);
      wire = followRedirect(wire, answer.status, next);
      answer = await exchange(this.route, wire, agent, signal);
      phases = addPhases(phases, answer.phases);
    }
    return timedAnswer(answer, phases);
  }

  /** Connects as far as TLS without judging the certificate, and sends nothing. */
  async open<T>(signal: AbortSignal, look: (socket: Socket) => T): Promise<T> {
    return await openConnection(this.route, this.url, this.#fresh, signal, look);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#fresh.destroy();
    this.#kept.destroy();
  }

  #wireRequest(input: RequestInput): WireRequest {
    const { body } = input;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const token = input.auth === 'token' ? this.settings.auth_token : undefined;
    return {
      method: input.method,
      url: input.path === '' ? this.url : new URL(input.path, this.url),
      headers: lowerCaseKeys({
        accept: '*/*',
        'user-agent': 'infra-test',
        ...(text !== undefined && typeof body !== 'string' && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...input.headers,
      }),
      ...(text !== undefined && { body: text }),
    };
  }
}

function isRedirect({ status, headers }: WireAnswer): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headers['location'] !== undefined && URL.canParse(headers['location'], 'http://x');
}

/** RFC 9110 15.4: 303 becomes GET, and so do 301 and 302 after POST, as all clients do. */
function followRedirect(wire: WireRequest, status: number, url: URL): WireRequest {
  const becomesGet = (status === 303 && wire.method !== 'HEAD') || (status < 303 && wire.method === 'POST');
  if (!becomesGet) return { ...wire, url };
  const { body: _, ...rest } = wire;
  return { ...rest, method: 'GET', url };
}

function timedAnswer(answer: WireAnswer, phases: Phases): TimedAnswer {
  const { text: _, ...rest } = answer;
  return { ...rest, body: parseBody(answer), phases };
}

function parseBody({ headers, text }: WireAnswer): unknown {
  if (!/[/+]json\b/i.test(headers['content-type'] ?? '')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Said to be JSON and is not: conditions on its parts find no data, conditions on the text still work.
    return text;
  }
}

function addPhases(one: Phases, two: Phases): Phases {
  const names = ['dns', 'tcp', 'tls', 'ttfb', 'total'] as const;
  const sums = names.flatMap((name) => {
    const parts = [one[name], two[name]].filter((part) => part !== undefined);
    return parts.length === 0 ? [] : [[name, parts.reduce((sum, part) => sum + part, 0)]];
  });
  return Object.fromEntries(sums) as Phases;
}

function lowerCaseKeys(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function splitHostPort(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  return { host: bareHost(text.slice(0, colon)), port: Number(text.slice(colon + 1)) };
}
