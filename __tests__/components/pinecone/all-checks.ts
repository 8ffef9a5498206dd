/** Keys that the checks are given, each of which should be what its name says. */
export interface Keys {
  readonly viewer: string;
  readonly stranger: string;
}

/** The load asks for another number of neighbours than the others, so that faults can tell it apart. */
export const loadTopK = 7;

/** Every kind on the small index but `transport`, which has nothing to say of plain HTTP on loopback. */
export function allChecks({ viewer, stranger }: Keys): readonly (readonly [kind: string, options: unknown])[] {
  return [
    ['config', { deletion_protection: 'enabled', region: 'us-east-1', index_tags: { team: 'calls' } }],
    ['create', { within: '800ms' }],
    ['round-trip', { within: '800ms' }],
    ['freshness', { rounds: 2, within: '60ms' }],
    ['listing', { records: 12, page: 5, within: '800ms' }],
    ['metadata-filter', { within: '800ms' }],
    ['namespaces', { within: '800ms' }],
    ['refuses-wrong-key', {}],
    ['read-only-key', { api_key: viewer }],
    ['roles', { keys: { viewer: { api_key: viewer, role: 'DataPlaneViewer' } } }],
    ['other-project', { api_key: stranger }],
    ['protection', {}],
    ['query-latency', { top_k: 6 }],
    ['recall', { k: 9, queries: 30 }],
    ['batch-upsert', { sizes: [1, 20], within: '800ms' }],
    ['load', { rate: 100, calls: 12, top_k: loadTopK }],
    ['scaling', { clients: [1, 2] }],
    ['units', {}],
    ['cost', { max_month: 0.00001 }],
    ['export-restore', { within: '800ms' }],
    ['backup', { within: '800ms' }],
  ];
}
