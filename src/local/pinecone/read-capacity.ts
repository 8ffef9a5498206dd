import { asFields } from './index-labels.ts';
import { PineconeRefusal } from './refusal.ts';

export type ReadCapacity = { readonly mode: 'OnDemand' } | DedicatedCapacity;

/** Nodes that serve one index alone. */
export interface DedicatedCapacity {
  readonly mode: 'Dedicated';
  readonly nodeType: 'b1' | 't1';
  readonly replicas: number;
  readonly shards: number;
}

/** What is not given stays as it was. @throws PineconeRefusal for what the service refuses */
export function parseReadCapacity(value: unknown, before: ReadCapacity = { mode: 'OnDemand' }): ReadCapacity {
  if (value === undefined || value === null) return before;
  const fields = asFields(value, 'read_capacity');
  const mode = fields['mode'] ?? before.mode;
  if (mode === 'OnDemand') {
    if (fields['dedicated'] !== undefined && fields['dedicated'] !== null)
      throw invalid('read_capacity.dedicated requires the mode Dedicated');
    return { mode };
  }
  if (mode !== 'Dedicated') throw invalid(`read_capacity.mode must be OnDemand or Dedicated, got ${JSON.stringify(mode)}`);
  const known = before.mode === 'Dedicated' ? before : undefined;
  const dedicated = asFields(fields['dedicated'] ?? {}, 'read_capacity.dedicated');
  const nodeType = dedicated['node_type'] ?? known?.nodeType;
  if (nodeType !== 'b1' && nodeType !== 't1')
    throw invalid(`read_capacity.dedicated.node_type must be b1 or t1, got ${JSON.stringify(nodeType)}`);
  if ((dedicated['scaling'] ?? 'Manual') !== 'Manual') throw invalid('read_capacity.dedicated.scaling must be Manual');
  const manual = asFields(dedicated['manual'] ?? {}, 'read_capacity.dedicated.manual');
  return {
    mode,
    nodeType,
    replicas: count('replicas', manual['replicas'] ?? known?.replicas, 0),
    shards: count('shards', manual['shards'] ?? known?.shards, 1),
  };
}

export function printReadCapacity(capacity: ReadCapacity, isReady: boolean): unknown {
  const state = isReady ? 'Ready' : 'Scaling';
  if (capacity.mode === 'OnDemand') return { mode: 'OnDemand', status: { state: 'Ready', current_replicas: null, current_shards: null } };
  const { mode, nodeType, replicas, shards } = capacity;
  const current = { current_replicas: isReady ? replicas : null, current_shards: isReady ? shards : null };
  return { mode, dedicated: { node_type: nodeType, scaling: 'Manual', manual: { replicas, shards } }, status: { state, ...current } };
}

function count(name: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw invalid(`read_capacity.dedicated.manual.${name} must be a whole number from ${least}, got ${JSON.stringify(value)}`);
}

function invalid(message: string): PineconeRefusal {
  return new PineconeRefusal('invalid', message);
}
