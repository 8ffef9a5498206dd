import component from '../../../src/components/pinecone/index.ts';
import { settings } from '../../../src/components/pinecone/settings.ts';
import { sampleVector } from '../../../src/components/pinecone/recall/sample-vector.ts';
import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';
import { startPinecone } from '../../../src/local/pinecone/start-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import type { Doors } from '../run-check.ts';

export const doors: Doors = { settings, component };

/** The embedded index with its 2,000 records. */
export async function startSeeded(...faults: readonly Fault[]): Promise<PineconeEndpoint> {
  return startPinecone({ world: generateWorld(7), faults });
}

export function declaredFor(endpoint: PineconeEndpoint): Readonly<Record<string, unknown>> {
  return { api_key: endpoint.apiKey, controller_url: endpoint.url, index: 'sophia-calls', dimension: 256, metric: 'cosine' };
}

const smallDimension = 16;
export const smallRecords = 150;

/** An endpoint that can be made to fail, with an index of few small records, so that many checks run on it in no time. */
export async function startSmall(): Promise<PineconeEndpoint> {
  const endpoint = await startPinecone({ admin: true });
  const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } };
  const index = {
    name: 'small',
    dimension: smallDimension,
    metric: 'cosine',
    spec,
    deletion_protection: 'enabled',
    tags: { team: 'calls' },
  };
  await send(endpoint, 'POST', '/indexes', index);
  const vectors = Array.from({ length: smallRecords }, (_, position) => smallRecord(`small-${String(position).padStart(3, '0')}`));
  await send(endpoint, 'POST', '/i/small/vectors/upsert', { vectors });
  return endpoint;
}

export function smallRecord(id: string, metadata: object = { part: id.slice(-1) }) {
  return { id, values: sampleVector(id, smallDimension), metadata };
}

export function declaredSmall(endpoint: PineconeEndpoint): Readonly<Record<string, unknown>> {
  return { api_key: endpoint.apiKey, controller_url: endpoint.url, index: 'small', dimension: smallDimension, metric: 'cosine' };
}

/** A request of the test itself, as the owner of the project. Throws when it is refused. */
export async function send(endpoint: PineconeEndpoint, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { 'api-key': endpoint.apiKey, 'x-pinecone-api-version': '2025-04', 'content-type': 'application/json' };
  const response = await fetch(endpoint.url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

export interface Inventory {
  readonly indexes: readonly string[];
  readonly backups: readonly string[];
  /** Of the index `small` or `sophia-calls`. */
  readonly namespaces: Readonly<Record<string, number>>;
}

/** Everything the project has, so that a test can see that nothing was left behind. */
export async function inventoryOf(endpoint: PineconeEndpoint): Promise<Inventory> {
  const { indexes } = (await send(endpoint, 'GET', '/indexes')) as { indexes: readonly { readonly name: string }[] };
  const { data } = (await send(endpoint, 'GET', '/backups')) as { data: readonly { readonly backup_id: string }[] };
  const own = indexes.find(({ name }) => !name.startsWith('infra-test-'))?.name;
  const statistics = (await send(endpoint, 'POST', `/i/${own}/describe_index_stats`, {})) as {
    readonly namespaces: Readonly<Record<string, { readonly vectorCount: number }>>;
  };
  const counts = Object.entries(statistics.namespaces).map(([name, { vectorCount }]) => [name, vectorCount] as const);
  return {
    indexes: indexes.map(({ name }) => name),
    backups: data.map(({ backup_id: id }) => id),
    namespaces: Object.fromEntries(counts),
  };
}
