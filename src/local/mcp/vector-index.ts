export interface IndexAddress {
  /** Of the index, with its scheme. */
  readonly url: string;
  /** May write records. */
  readonly apiKey: string;
  readonly dimension: number;
}

export interface FoundRecord {
  readonly id: string;
  readonly score: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface IndexRecord {
  readonly id: string;
  readonly values: readonly number[];
  readonly metadata: Readonly<Record<string, string | number>>;
}

const timeoutMilliseconds = 10_000;

/**
 * A Pinecone index over HTTP, without its SDK: this process would load it for these few calls. Each call throws an Error with
 * the status and the index's words when it is refused.
 */
export class VectorIndex {
  readonly dimension: number;
  readonly #address: IndexAddress;

  constructor(address: IndexAddress) {
    this.#address = address;
    this.dimension = address.dimension;
  }

  async search(vector: readonly number[], topK: number): Promise<readonly FoundRecord[]> {
    const { matches } = (await this.#ask('/query', { vector, topK, includeMetadata: true })) as {
      readonly matches: readonly FoundRecord[];
    };
    return matches;
  }

  async upsert(record: IndexRecord): Promise<void> {
    await this.#ask('/vectors/upsert', { vectors: [record] });
  }

  async delete(id: string): Promise<void> {
    await this.#ask('/vectors/delete', { ids: [id] });
  }

  async recordCount(): Promise<number> {
    const { totalVectorCount } = (await this.#ask('/describe_index_stats', {})) as { readonly totalVectorCount: number };
    return totalVectorCount;
  }

  async #ask(path: string, body: object): Promise<unknown> {
    const { url, apiKey } = this.#address;
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'api-key': apiKey, 'content-type': 'application/json', 'x-pinecone-api-version': '2026-07' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The vector index answered ${response.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text) as unknown;
  }
}
