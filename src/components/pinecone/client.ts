import { randomBytes } from 'node:crypto';
import { Pinecone } from '@pinecone-database/pinecone';
import type { Index, LegacyCreateIndexOptions, RecordMetadata, ScoredPineconeRecord } from '@pinecone-database/pinecone';
import type { VectorMatch, VectorQuery, VectorRecord } from '../../model/capability.ts';
import { Refusal } from '../../std/errors.ts';
import { backupControl } from './backup/backup-control.ts';
import { indexConfig } from './shape/index-config.ts';
import type { IndexConfig } from './shape/index-config.ts';
import { createOnce } from './scratch/create-once.ts';
import { callClient, instrumentedFetch } from './wire/instrumented-fetch.ts';
import { leastWriteUnits, updateUnits, upsertUnits } from './units/unit-cost.ts';
import { countRead, countWrite, refuseBeyondBudget } from './units/unit-meter.ts';
import { defaultNamespace } from './vector-index.ts';
import type { ControlPlane, PineconeClient, RecordChange, VectorIndex } from './vector-index.ts';

/** Both make the client print requests to our output, the second one with the API key in it. */
for (const name of ['PINECONE_DEBUG', 'PINECONE_DEBUG_CURL']) delete process.env[name];

/** Names the very request that made an index, so that an index whose reply was lost is known for ours. */
const creationTag = 'infra-test-creation';

/** Sends nothing yet. Another version of the vendor's client may stand in for the one that is bundled. */
export function createClient(apiKey: string, controllerUrl: string | undefined, Sdk: typeof Pinecone = Pinecone): PineconeClient {
  const sdk = new Sdk({
    apiKey,
    ...(controllerUrl === undefined ? {} : { controllerHostUrl: controllerUrl }),
    fetchApi: instrumentedFetch,
    maxRetries: 0,
    sourceTag: 'infra_test',
  });
  // Always by host: by name, the client would prefer the private host, and keep the host of a deleted index.
  return {
    control: controlPlane(sdk),
    backups: backupControl(sdk, callClient, unlessGone),
    index: (host) => vectorIndex(sdk.index({ host })),
  };
}

function controlPlane(sdk: Pinecone): ControlPlane {
  return {
    async describe(name, signal) {
      const { value } = await callClient(signal, `describing index ${name}`, () => sdk.describeIndex(name));
      return indexConfig(value);
    },
    async list(signal) {
      const { value } = await callClient(signal, 'listing indexes', () => sdk.listIndexes());
      return (value.indexes ?? []).map(indexConfig);
    },
    async createLike(config, name, signal) {
      const creation = randomBytes(8).toString('hex');
      const create = async (): Promise<unknown> =>
        callClient(signal, `creating index ${name}`, () => sdk.createIndex({ name, ...createOptions(config, creation) }));
      await createOnce(create, async () => {
        const found = await this.describe(name, signal);
        return found.tags[creationTag] === creation ? found : undefined;
      });
    },
    async remove(name, signal) {
      await unlessGone(() => callClient(signal, `deleting index ${name}`, () => sdk.deleteIndex(name)));
    },
  };
}

function createOptions(
  { dimension, metric, vectorType, cloud, region }: IndexConfig,
  creation: string,
): Omit<LegacyCreateIndexOptions, 'name'> {
  return {
    ...(dimension === undefined ? {} : { dimension }),
    metric: metric === 'euclidean' || metric === 'dotproduct' ? metric : 'cosine',
    vectorType: vectorType === 'sparse' ? 'sparse' : 'dense',
    spec: { serverless: { cloud: cloud ?? '', region: region ?? '' } },
    deletionProtection: 'disabled',
    // For whoever finds it after a lost run.
    tags: { 'created-by': 'infra-test', [creationTag]: creation },
    waitUntilReady: false,
  };
}

function vectorIndex(index: Index): VectorIndex {
  return { ...writesTo(index), ...readsFrom(index) };
}

type Writes = 'upsert' | 'update' | 'remove' | 'removeNamespace';

function writesTo(index: Index): Pick<VectorIndex, Writes> {
  return {
    async upsert(records, namespace, signal) {
      refuseBeyondBudget();
      const write = () => index.upsert({ records: records.map(sdkRecord), namespace });
      const { requestLsn } = await callClient(signal, `writing ${records.length} records to namespace ${namespace}`, write);
      countWrite(upsertUnits(records));
      return { lsn: requestLsn };
    },
    async update(change, namespace, signal) {
      refuseBeyondBudget();
      const { requestLsn } = await callClient(signal, `updating record ${change.id}`, () =>
        index.update({ ...sdkChange(change), namespace }),
      );
      countWrite(updateUnits(change));
      return { lsn: requestLsn };
    },
    async remove(ids, namespace, signal) {
      const { requestLsn } = await callClient(signal, `deleting ${ids.length} records`, () =>
        index.deleteMany({ ids: [...ids], namespace }),
      );
      countWrite(leastWriteUnits);
      return { lsn: requestLsn };
    },
    async removeNamespace(namespace, signal) {
      await unlessGone(() => callClient(signal, `deleting namespace ${namespace}`, () => index.deleteNamespace(namespace)));
    },
  };
}

function readsFrom(index: Index): Omit<VectorIndex, Writes> {
  return {
    async query(query, signal) {
      refuseBeyondBudget();
      const { value, serverMilliseconds, maxIndexedLsn } = await callClient(signal, 'querying', () => index.query(sdkQuery(query)));
      countRead(value.usage?.readUnits);
      return { matches: value.matches.map(match), serverMilliseconds, maxIndexedLsn, readUnits: value.usage?.readUnits };
    },
    async fetch(ids, namespace, signal) {
      refuseBeyondBudget();
      const { value } = await callClient(signal, `fetching ${ids.length} records`, () => index.fetch({ ids: [...ids], namespace }));
      countRead(value.usage?.readUnits);
      return Object.values(value.records).map(record);
    },
    async listPage(namespace, pageSize, from, signal) {
      refuseBeyondBudget();
      const options = { namespace, limit: pageSize, ...(from === undefined ? {} : { paginationToken: from }) };
      const { value } = await callClient(signal, `listing ids of namespace ${namespace}`, () => index.listPaginated(options));
      countRead(value.usage?.readUnits);
      return { ids: (value.vectors ?? []).flatMap(({ id }) => (id === undefined ? [] : [id])), next: value.pagination?.next || undefined };
    },
    async count(namespace, signal) {
      const { namespaces } = await this.statistics(signal);
      return namespaces[namespace] ?? 0;
    },
    async statistics(signal) {
      const { value } = await callClient(signal, 'counting records', () => index.describeIndexStats());
      // Older versions of the service call the default namespace "".
      const counts = Object.entries(value.namespaces ?? {}).map(
        ([name, { recordCount }]) => [name || defaultNamespace, recordCount ?? 0] as const,
      );
      return {
        dimension: value.dimension ?? undefined,
        fullness: value.indexFullness,
        totalRecords: value.totalRecordCount ?? 0,
        namespaces: Object.fromEntries(counts),
      };
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

function sdkChange({ id, values, metadata }: RecordChange) {
  return {
    id,
    ...(values === undefined ? {} : { values: [...values] }),
    ...(metadata === undefined ? {} : { metadata: metadata as RecordMetadata }),
  };
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
