import type { EndpointAccess, StackEndpoint } from '../model/stack.ts';

/** How programs other than ours connect to an embedded MCP server. */
export interface McpConnect {
  readonly url: string;
  /** Sent as `Authorization: Bearer`; absent: the server is open. */
  readonly token?: string;
  /** Gets more tokens. */
  readonly oauthClient?: NonNullable<EndpointAccess['oauthClient']>;
  /** As desktop and editor clients are configured. */
  readonly mcpServers: Readonly<Record<string, object>>;
}

/** Undefined for another kind of endpoint. */
export function mcpConnect({ uses, host = '', settings, access }: StackEndpoint): McpConnect | undefined {
  if (uses !== 'mcp') return undefined;
  const { url = '', token } = settings as { readonly url?: string; readonly token?: string };
  const headers = token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } };
  return {
    url,
    ...(token !== undefined && { token }),
    ...(access?.oauthClient && { oauthClient: access.oauthClient }),
    mcpServers: { [host.split('.')[0] ?? '']: { type: 'http', url, ...headers } },
  };
}

/** For people: a program to copy, and where tokens come from. */
export function mcpGuide({ url, token, oauthClient, mcpServers }: McpConnect): string {
  const options = token === undefined ? '' : ', { requestInit: { headers: { Authorization: `Bearer ${process.env.TOKEN}` } } }';
  return [
    '  Node, with npm install @modelcontextprotocol/client:',
    `    import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
    const client = new Client({ name: 'my-program', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new StreamableHTTPClientTransport(new URL(${JSON.stringify(url)})${options}));
    console.log((await client.listTools()).tools.map((tool) => tool.name));
    await client.close();`,
    ...(oauthClient
      ? [`  a token: curl -u ${oauthClient.id}:${oauthClient.secret} -d grant_type=client_credentials ${oauthClient.tokenUrl}`]
      : []),
    ...(token === undefined ? [`  Desktop and editor clients: ${JSON.stringify({ mcpServers })}`] : []),
  ].join('\n');
}
