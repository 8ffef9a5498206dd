import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

export type CaseRequest = readonly [method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown];

export interface CaseAnswer {
  readonly status: number;
  readonly text: string;
}

/** Of what no client would send, too. A path that begins with `/@name` is below the address of that index; a text is sent as it is. */
export async function sendRequest(
  endpoint: PineconeEndpoint,
  [method, path, body]: CaseRequest,
  { apiKey = endpoint.apiKey, version }: { readonly apiKey?: string; readonly version: string | null },
): Promise<CaseAnswer> {
  const [, index, below] = /^\/@([^/]+)(.*)$/.exec(path) ?? [];
  const response = await fetch(index === undefined ? `${endpoint.url}${path}` : `${endpoint.hostOf(index)}${below}`, {
    method,
    headers: { 'api-key': apiKey, ...(version !== null && { 'x-pinecone-api-version': version }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** What earlier answers gave, by word: `{backup}` in a path. */
export class KeptFields {
  readonly #values = new Map<string, string>();

  keep({ text }: CaseAnswer, [word, field]: readonly [word: string, field: string]): void {
    this.#values.set(word, String((JSON.parse(text) as Record<string, unknown>)[field]));
  }

  into([method, path, body]: CaseRequest): CaseRequest {
    return [method, path.replaceAll(/\{(\w+)\}/g, (_, word: string) => this.#values.get(word) ?? word), body];
  }
}
