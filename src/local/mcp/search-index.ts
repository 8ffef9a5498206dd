export interface IndexAddress {
  /** Of the index, with its scheme. */
  readonly url: string;
  readonly apiKey: string;
  readonly dimension: number;
}

export interface FoundRecord {
  readonly id: string;
  readonly score: number;
}

const timeoutMilliseconds = 10_000;

/**
 * Asks a Pinecone index over HTTP, without its SDK: this process would load it for this one call.
 * @throws an Error with the status and the index's words when it refuses
 */
export async function searchIndex(address: IndexAddress, vector: readonly number[], topK: number): Promise<readonly FoundRecord[]> {
  const response = await fetch(`${address.url}/query`, {
    method: 'POST',
    headers: { 'api-key': address.apiKey, 'content-type': 'application/json', 'x-pinecone-api-version': '2026-07' },
    body: JSON.stringify({ vector, topK }),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The vector index answered ${response.status}: ${text.slice(0, 300)}`);
  const { matches } = JSON.parse(text) as { readonly matches: readonly FoundRecord[] };
  return matches;
}
