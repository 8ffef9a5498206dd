import { Pinecone } from '@pinecone-database/pinecone';
import type { Index, LegacyCreateIndexOptions, RecordMetadata, ScoredPineconeRecord } from '@pinecone-database/pinecone';
import type { VectorMatch, VectorQuery, VectorRecord } from '../../model/capability.ts';
import { Refusal } from '../../std/errors.ts';
import { indexConfig } from './index-config.ts';
import type { IndexConfig } from './index-config.ts';
import { callClient, instrumentedFetch } from './instrumented-fetch.ts';
import { defaultNamespace } from './vector-index.ts';
import type { ControlPlane, PineconeClient, VectorIndex } from './vector-index.ts';

/** Both make the client print requests to our output, the second one with the API key in it. */
for (const name of ['PINECONE_DEBUG', 'PINECONE_DEBUG_CURL']) delete process.env[name];

/** Sends nothing yet. */
export function createClient(apiKey: string, controllerUrl: string | undefined): PineconeClient {
  const sdk = new Pinecone({
    apiKey,
    ...(controllerUrl === undefined ? {} : { controllerHostUrl: controllerUrl }),
    fetchApi: instrumentedFetch,
    maxRetries: 0,
    sourceTag: 'infra_test',
  });
  // Always by host: by name, the client would prefer the private host, and keep the host of a deleted index.
  return { control: controlPlane(sdk), index: (host) => vectorIndex(sdk.index({ host })) };
}

function controlPlane(sdk: Pinecone): ControlPlane {
  return {
    async describe(name, signal) {
      const { value } = await callClient(signal, `describing index ${name}`, () => sdk.describeIndex(name));
      return indexConfig(value);
    },
    async createLike(config, name, signal) {
      await callClient(signal, `creating index ${name}`, () => sdk.createIndex({ name, ...createOptions(config) }));
    },
    async remove(name, signal) {
      await unlessGone(() => callClient(signal, `deleting index ${name}`, () => sdk.deleteIndex(name)));
    },
  };
}

function createOptions({ dimension, metric, cloud, region }: IndexConfig): Omit<LegacyCreateIndexOptions, 'name'> {
  return {
    ...(dimension === undefined ? {} : { dimension }),
    metric: metric === 'euclidean' || metric === 'dotproduct' ? metric : 'cosine',
    spec: { serverless: { cloud: cloud ?? '', region: region ?? '' } },
    deletionProtection: 'disabled',
    // For whoever finds it after a lost run.
    tags: { 'created-by': 'infra-test' },
    waitUntilReady: false,
  };
}

function vectorIndex(index: Index): VectorIndex {
  return {
    async upsert(records, namespace, signal) {
      const write = () => index.upsert({ records: records.map(sdkRecord), namespace });
      await callClient(signal, `writing ${records.length} records to namespace ${namespace}`, write);
    },
    async query(query, signal) {
      const { value, serverMilliseconds } = await callClient(signal, 'querying', () => index.query(sdkQuery(query)));
      return { matches: value.matches.map(match), serverMilliseconds };
    },
    async fetch(ids, namespace, signal) {
      const { value } = await callClient(signal, `fetching ${ids.length} records`, () => index.fetch({ ids: [...ids], namespace }));
      return Object.values(value.records).map(record);
    },
    async listPage(namespace, pageSize, from, signal) {
      const options = { namespace, limit: pageSize, ...(from === undefined ? {} : { paginationToken: from }) };
      const { value } = await callClient(signal, `listing ids of namespace ${namespace}`, () => index.listPaginated(options));
      return { ids: (value.vectors ?? []).flatMap(({ id }) => (id === undefined ? [] : [id])), next: value.pagination?.next || undefined };
    },
    async remove(ids, namespace, signal) {
      await callClient(signal, `deleting ${ids.length} records`, () => index.deleteMany({ ids: [...ids], namespace }));
    },
    async removeNamespace(namespace, signal) {
      await unlessGone(() => callClient(signal, `deleting namespace ${namespace}`, () => index.deleteNamespace(namespace)));
    },
    async count(namespace, signal) {
      const { value } = await callClient(signal, 'counting records', () => index.describeIndexStats());
      const namespaces = value.namespaces ?? {};
      // Older versions of the service call the default namespace "".
      const found = namespaces[namespace] ?? (namespace === defaultNamespace ? namespaces[''] : undefined);
      return found?.recordCount ?? 0;
    },
  };
}

async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof Refusal && error.code === '404')) throw error;
  }
}

function sdkRecord({ id, values, metadata }: VectorRecord) {
  // The service judges metadata; its reason is better than a guess of ours.
  return { id, values: [...values], ...(metadata === undefined ? {} : { metadata: metadata as RecordMetadata }) };
}

function sdkQuery({ vector, id, topK, filter, namespace = defaultNamespace }: VectorQuery) {
  const shared = { topK, namespace, includeMetadata: true, ...(filter === undefined ? {} : { filter }) };
  return vector === undefined ? { ...shared, id: id ?? '' } : { ...shared, vector: [...vector] };
}

function match({ id, score, metadata }: ScoredPineconeRecord): VectorMatch {
  return { id, score: score ?? Number.NaN, ...(metadata === undefined ? {} : { metadata }) };
}

function record({ id, values, metadata }: ScoredPineconeRecord): VectorRecord {
  return { id, values: values ?? [], ...(metadata === undefined ? {} : { metadata }) };
}
