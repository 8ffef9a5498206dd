import type { McpSettings } from '../settings-schema.ts';

/** Headers of every HTTP request to the server, its access token among them. */
export function requestHeaders({ headers, token }: McpSettings): Readonly<Record<string, string>> {
  return { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
}
