import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { StreamableHTTPClientTransportOptions } from '@modelcontextprotocol/client';

export type Mode = 'legacy' | 'auto' | { readonly pin: string };

/** Both eras, as the client is asked for them. */
export const eras: readonly Mode[] = ['legacy', { pin: '2026-07-28' }];

export interface ConnectedClient extends AsyncDisposable {
  readonly client: Client;
  readonly transport: StreamableHTTPClientTransport;
}

export async function connectClient(url: string, mode: Mode, options: StreamableHTTPClientTransportOptions = {}): Promise<ConnectedClient> {
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL(url), options);
  await client.connect(transport);
  return { client, transport, [Symbol.asyncDispose]: () => client.close() };
}

export function textOf(result: { readonly content: readonly unknown[] }): string {
  return (result.content[0] as { readonly text: string }).text;
}
