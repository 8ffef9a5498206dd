import type { VectorCapability } from '../../model/capability.ts';
import type { PineconeConnection } from './vector-index.ts';

/** Vectors for flows; where no namespace is named, the one of the settings. */
export function vectorCapability({ index, namespace }: PineconeConnection): VectorCapability {
  return {
    upsert: async (records, named, signal) => void (await index.upsert(records, named ?? namespace, signal)),
    query: async (query, signal) => (await index.query({ ...query, namespace: query.namespace ?? namespace }, signal)).matches,
    find: async (ids, named, signal) => (await index.fetch(ids, named ?? namespace, signal)).map(({ id }) => id),
    remove: async (ids, named, signal) => void (await index.remove(ids, named ?? namespace, signal)),
  };
}
