import component from '../../../src/components/pinecone/index.ts';
import { settings } from '../../../src/components/pinecone/settings.ts';
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
