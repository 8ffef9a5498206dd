import type { NewFinding } from '../../../model/outcome.ts';
import { isLoopbackHost } from '../../guarded-agent.ts';

type Document = Readonly<Record<string, unknown>>;

/** What RFC 9728 and MCP ask of the metadata of a protected server. */
export function judgeMetadata(document: Document, server: string, scopes: readonly string[]): readonly NewFinding[] {
  const { resource, authorization_servers: issuers, scopes_supported: supported, bearer_methods_supported: methods } = document;
  return [
    {
      subject: 'resource',
      expected: `${server}, or what it is below`,
      actual: shown(resource),
      met: typeof resource === 'string' && covers(resource, server),
    },
    judgeIssuers(issuers),
    ...(supported === undefined && scopes.length === 0 ? [] : [judgeScopes(supported, scopes)]),
    ...(methods === undefined ? [] : [judgeMethods(methods)]),
  ];
}

/** Servers that the document names and that can be asked. */
export function issuersOf({ authorization_servers: issuers }: Document): readonly string[] {
  return textsOf(issuers)?.filter(isSecureUrl) ?? [];
}

/** A client uses a document for the server itself and for what is below the resource: RFC 8707, RFC 9728 section 3.3. */
function covers(resource: string, server: string): boolean {
  if (!URL.canParse(resource)) return false;
  const [whole, part] = [new URL(resource), new URL(server)];
  const folder = whole.pathname.replace(/\/$/, '');
  const isBelow = part.pathname.replace(/\/$/, '') === folder || part.pathname.startsWith(`${folder}/`);
  return whole.origin === part.origin && whole.hash === '' && isBelow;
}

function judgeIssuers(issuers: unknown): NewFinding {
  const urls = textsOf(issuers);
  return {
    subject: 'authorization_servers',
    expected: 'at least one, each with https (or on loopback)',
    actual: shown(issuers),
    met: urls !== undefined && urls.length > 0 && urls.every(isSecureUrl),
  };
}

function judgeScopes(supported: unknown, wanted: readonly string[]): NewFinding {
  const names = textsOf(supported);
  return {
    subject: 'scopes_supported',
    expected: wanted.length === 0 ? 'a list of names' : `a list with ${wanted.join(', ')}`,
    actual: shown(supported),
    met: names !== undefined && wanted.every((scope) => names.includes(scope)),
  };
}

/** MCP takes tokens in the header only; in a query they are written into logs. */
function judgeMethods(methods: unknown): NewFinding {
  const names = textsOf(methods);
  return {
    subject: 'bearer_methods_supported',
    expected: 'header, and not query',
    actual: shown(methods),
    met: names?.includes('header') === true && !names.includes('query'),
  };
}

/** What RFC 8414 asks of the metadata that was found for an issuer. */
export function judgeIssuerMetadata(document: Document, issuer: string): readonly NewFinding[] {
  const { issuer: named, token_endpoint: tokenEndpoint } = document;
  return [
    {
      subject: `issuer of ${issuer}`,
      expected: issuer,
      actual: shown(named),
      met: typeof named === 'string' && named.replace(/\/$/, '') === issuer.replace(/\/$/, ''),
    },
    {
      subject: `token_endpoint of ${issuer}`,
      expected: 'https (or on loopback)',
      actual: shown(tokenEndpoint),
      met: typeof tokenEndpoint === 'string' && isSecureUrl(tokenEndpoint),
    },
  ];
}

function isSecureUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent');
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
