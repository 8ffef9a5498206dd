import { asFields, asWhole, asWord } from './control-fields.ts';
import type { Fields } from './fields.ts';
import { invalid } from './refusal.ts';

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
  const mode = asWord(fields['mode'] ?? before.mode, 'read_capacity.mode', ['OnDemand', 'Dedicated'] as const);
  if (mode === 'Dedicated') {
    const known = before.mode === 'Dedicated' ? before : undefined;
    return parseDedicated(asFields(fields['dedicated'], 'read_capacity.dedicated'), known);
  }
  if (fields['dedicated'] === undefined || fields['dedicated'] === null) return { mode };
  throw invalid('read_capacity.dedicated requires the mode Dedicated');
}

/** `scaling` and `manual` go together: one without the other changes nothing, or is refused. */
function parseDedicated(fields: Fields, known: DedicatedCapacity | undefined): DedicatedCapacity {
  const nodeType = asWord(fields['node_type'] ?? known?.nodeType, 'read_capacity.dedicated.node_type', ['b1', 't1'] as const);
  const isScaled = fields['scaling'] !== undefined || known === undefined;
  if (!isScaled) return { ...known, nodeType };
  asWord(fields['scaling'], 'read_capacity.dedicated.scaling', ['Manual']);
  const manual = asFields(fields['manual'], 'read_capacity.dedicated.manual');
  return {
    mode: 'Dedicated',
    nodeType,
    replicas: count('replicas', manual['replicas'] ?? known?.replicas, 0),
    shards: count('shards', manual['shards'] ?? known?.shards, 1),
  };
}

/** In the newer shape what is not known yet is null; before, it has no such field. */
export function printReadCapacity(capacity: ReadCapacity, isReady: boolean, schemaShape: boolean): unknown {
  const unknown = schemaShape ? { current_replicas: null, current_shards: null } : {};
  if (capacity.mode === 'OnDemand') return { mode: 'OnDemand', status: { state: 'Ready', ...unknown } };
  const { mode, nodeType, replicas, shards } = capacity;
  const current = isReady ? { current_replicas: replicas, current_shards: shards } : unknown;
  const status = { state: isReady ? 'Ready' : 'Scaling', ...current };
  return { mode, dedicated: { node_type: nodeType, scaling: 'Manual', manual: { replicas, shards } }, status };
}

function count(name: string, value: unknown, least: number): number {
  const what = `read_capacity.dedicated.manual.${name}`;
  const given = asWhole(value, what);
  if (given >= least) return given;
  throw invalid(`${what} must be at least ${least}, got ${given}`);
}
