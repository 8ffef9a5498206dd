import { hasSchemaShape } from './api-version.ts';
import type { ApiVersion } from './api-version.ts';
import type { VectorIndex } from './vector-index.ts';

const bytesOfShard = 250e9;

/** How full the nodes of an index are, to one percent; an index on demand is never full. Storage is all that there is to fill here. */
export function printFullness(index: VectorIndex, version: ApiVersion): Readonly<Record<string, number>> {
  const { readCapacity } = index.config;
  if (readCapacity?.mode !== 'Dedicated') return { indexFullness: 0 };
  const bytes = index.namespaceNames.reduce((sum, name) => sum + index.existing(name).sizeBytes, 0);
  const share = Math.min(1, bytes / (readCapacity.shards * bytesOfShard));
  const storage: Readonly<Record<string, number>> = hasSchemaShape(version) ? { storageFullness: share } : { storage_fullness: share };
  return { indexFullness: Math.round(share * 100) / 100, ...(version >= '2025-10' && storage) };
}
