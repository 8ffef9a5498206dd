import type { Account, World } from '../data/world.ts';
import type { Fault } from '../faults.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  /** Sent as JSON; bytes are sent as they are. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Site {
  readonly world: World;
  readonly faults: readonly Fault[];
  /** Opens `/private`. */
  readonly token: string;
}

type Handler = (site: Site, request: HttpRequest, parameter: string) => HttpAnswer;

interface Route {
  readonly methods: readonly string[];
  /** The first group is the handler's parameter. */
  readonly path: RegExp;
  readonly handle: Handler;
}

const reads = ['GET', 'HEAD'];

/** What each host of the endpoint answers. */
const hosts: Readonly<Record<string, readonly Route[]>> = {
  'api.example.test': [
    { methods: reads, path: /^\/health$/, handle: () => ({ status: 200, body: { status: 'ok', version: '1.0.0' } }) },
    { methods: reads, path: /^\/accounts$/, handle: listAccounts },
    { methods: reads, path: /^\/accounts\/([^/]+)$/, handle: showAccount },
    { methods: reads, path: /^\/private$/, handle: showPrivate },
    { methods: ['POST'], path: /^\/echo$/, handle: echo },
  ],
  'status.example.test': [{ methods: reads, path: /^\/$/, handle: showStatus }],
};

export const hostNames: readonly string[] = Object.keys(hosts);

export function answerRequest(site: Site, host: string, request: HttpRequest): HttpAnswer {
  const here = (hosts[host] ?? []).filter((route) => route.path.test(request.url.pathname));
  const route = here.find(({ methods }) => methods.includes(request.method));
  if (route !== undefined) return route.handle(site, request, route.path.exec(request.url.pathname)?.[1] ?? '');
  if (here.length === 0) return refusal(404, 'not_found', `${host} has no ${request.method} ${request.url.pathname}.`);
  const allow = here.flatMap(({ methods }) => methods).join(', ');
  return { ...refusal(405, 'method_not_allowed', `${request.url.pathname} allows ${allow}, got ${request.method}.`), headers: { allow } };
}

export function refusal(status: number, code: string, message: string): HttpAnswer {
  return { status, body: { error: { code, message } } };
}

function listAccounts(site: Site, request: HttpRequest): HttpAnswer {
  if (site.faults.includes('api-500')) return refusal(500, 'internal', 'The account service is not available.');
  const text = request.url.searchParams.get('limit') ?? '20';
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > 200) {
    return refusal(400, 'invalid_limit', `limit must be a whole number from 1 to 200, got "${text}".`);
  }
  const accounts = site.world.accounts.slice(0, limit).map(printAccount);
  return { status: 200, body: { accounts, total: site.world.accounts.length } };
}

function showAccount(site: Site, _request: HttpRequest, id: string): HttpAnswer {
  const account = site.world.accounts.find(({ accountId }) => String(accountId) === id);
  if (account === undefined) return refusal(404, 'not_found', `There is no account ${id}.`);
  return { status: 200, body: printAccount(account) };
}

function showPrivate(site: Site, request: HttpRequest): HttpAnswer {
  if (request.headers['authorization'] === `Bearer ${site.token}`) return { status: 200, body: { private: true } };
  const challenge = { 'www-authenticate': 'Bearer realm="api.example.test"' };
  return { ...refusal(401, 'unauthorized', 'A valid bearer token is needed.'), headers: challenge };
}

function echo(_site: Site, request: HttpRequest): HttpAnswer {
  const type = request.headers['content-type'];
  return { status: 200, body: request.body, headers: { 'content-type': typeof type === 'string' ? type : 'application/octet-stream' } };
}

function showStatus(): HttpAnswer {
  const components = ['API', 'Search', 'Ingestion'].map((name) => ({ name, status: 'operational' }));
  return {
    status: 200,
    body: { page: { name: 'Sophia status' }, status: { indicator: 'none', description: 'All systems operational' }, components },
  };
}

function printAccount(account: Account) {
  return {
    account_id: account.accountId,
    name: account.name,
    industry: account.industry,
    arr_usd: account.arrUsd,
    created_at: account.createdAt.toISOString(),
  };
}
