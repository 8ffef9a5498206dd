import type { CheckContext } from '../../model/component.ts';
import { denseDimension } from './shape/dense-dimension.ts';
import { sampleVector } from './recall/sample-vector.ts';
import { scratchPrefix } from './scratch/scratch-name.ts';
import type { PineconeClient, PineconeConnection } from './vector-index.ts';

export const keyActions = [
  'list-indexes',
  'describe-index',
  'create-index',
  'delete-index',
  'statistics',
  'list-ids',
  'fetch',
  'query',
  'upsert',
  'update',
  'delete',
] as const;
export type KeyAction = (typeof keyActions)[number];

export const keyRoles = [
  'ProjectEditor',
  'ProjectViewer',
  'ControlPlaneEditor',
  'ControlPlaneViewer',
  'DataPlaneEditor',
  'DataPlaneViewer',
] as const;
export type KeyRole = (typeof keyRoles)[number];

const controlReads: readonly KeyAction[] = ['list-indexes', 'describe-index'];
const controlWrites: readonly KeyAction[] = ['create-index', 'delete-index'];
const dataReads: readonly KeyAction[] = ['statistics', 'list-ids', 'fetch', 'query'];
const dataWrites: readonly KeyAction[] = ['upsert', 'update', 'delete'];

/** What each role of an API key may do: https://docs.pinecone.io/guides/production/security-overview#api-keys */
export const allowedActions: Readonly<Record<KeyRole, readonly KeyAction[]>> = {
  ProjectEditor: keyActions,
  ProjectViewer: [...controlReads, ...dataReads],
  ControlPlaneEditor: [...controlReads, ...controlWrites],
  ControlPlaneViewer: controlReads,
  DataPlaneEditor: [...dataReads, ...dataWrites],
  DataPlaneViewer: dataReads,
};

/**
 * Tries one action with a key. What would change something goes to a scratch namespace or a scratch index, in the ledger before
 * it is sent, so that nothing of the project changes even where the key may do more than it should.
 */
export function keyAttempt(
  action: KeyAction,
  key: PineconeClient,
  connection: PineconeConnection,
  context: CheckContext,
): () => Promise<unknown> {
  const { config, namespace } = connection;
  const { signal } = context;
  const records = key.index(config.host);
  const scratch = <T>(kind: 'index' | 'namespace', make: (name: string) => Promise<T>) => {
    const name = context.uniqueName(scratchPrefix, '-');
    return context.create({ kind, name }, () => make(name));
  };
  const vector = () => sampleVector(`key ${action}`, denseDimension(config));
  const attempts: Readonly<Record<KeyAction, () => Promise<unknown>>> = {
    'list-indexes': () => key.control.list(signal),
    'describe-index': () => key.control.describe(config.name, signal),
    'create-index': () => scratch('index', (name) => key.control.createLike(config, name, signal)),
    // Of an index that does not exist: refused for the key, or not found.
    'delete-index': () => key.control.remove(context.uniqueName(scratchPrefix, '-'), signal),
    statistics: () => records.statistics(signal),
    'list-ids': () => records.listPage(namespace, 1, undefined, signal),
    fetch: () => records.fetch(['no-such-record'], namespace, signal),
    query: () => records.query({ vector: vector(), topK: 1, namespace }, signal),
    upsert: () => scratch('namespace', (name) => records.upsert([{ id: 'key', values: vector() }], name, signal)),
    update: () => scratch('namespace', (name) => records.update({ id: 'no-such-record', metadata: { key: true } }, name, signal)),
    delete: () => scratch('namespace', (name) => records.remove(['no-such-record'], name, signal)),
  };
  return attempts[action];
}
