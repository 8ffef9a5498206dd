import { dataRoutes } from '../../../src/local/pinecone/data-plane.ts';
import type { IndexConfig } from '../../../src/local/pinecone/index-model.ts';
import { PineconeRefusal } from '../../../src/local/pinecone/refusal.ts';
import { findRoute } from '../../../src/local/pinecone/route.ts';
import type { Reply } from '../../../src/local/pinecone/route.ts';
import { VectorIndex } from '../../../src/local/pinecone/vector-index.ts';
import { VectorMemory } from '../../../src/local/pinecone/vector-memory.ts';

const plain: IndexConfig = {
  name: 'x',
  dimension: 3,
  metric: 'cosine',
  cloud: 'aws',
  region: 'us-east-1',
  deletionProtection: 'disabled',
  tags: {},
};

/** An index without a server: what its routes answer, thousands of times a second. */
export function indexWithoutServer(config: Partial<IndexConfig> = {}) {
  const index = new VectorIndex(new VectorMemory(), { ...plain, ...config });
  /** A body that is a string is sent as it is. */
  const reply = (method: 'GET' | 'POST' | 'DELETE', path: string, body: unknown = ''): Reply => {
    const url = new URL(path, 'http://index');
    const found = findRoute(dataRoutes, method, url.pathname);
    if (found === undefined) throw new Error(`No route ${method} ${path}`);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return found.route.handle(index, { method, query: url.searchParams, parameters: found.parameters, version: '2026-07', body: text });
  };
  return {
    index,
    reply,
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the test says what it reads
    get: <Body>(path: string) => reply('GET', path).body as Body,
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the test says what it reads
    post: <Body>(path: string, body: unknown) => reply('POST', path, body).body as Body,
    /** The refusal's words; fails when there is none. */
    refusal: (path: string, body: unknown): string => {
      try {
        reply('POST', path, body);
      } catch (error) {
        if (error instanceof PineconeRefusal) return `${error.code}: ${error.message}`;
        throw error;
      }
      throw new Error(`POST ${path} was not refused`);
    },
  };
}
