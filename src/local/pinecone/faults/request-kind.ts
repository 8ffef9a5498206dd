/** What a request is about. */
export const requestKinds = [
  'query', 'upsert', 'update', 'delete', 'fetch', 'list', 'stats', 'namespaces', 'records', 'documents',
  'create-index', 'index', 'backup', 'inference', 'other',
] as const; // prettier-ignore
export type RequestKind = (typeof requestKinds)[number];

const dataKinds: readonly (readonly [RegExp, RequestKind])[] = [
  [/^\/query$/, 'query'],
  [/^\/vectors\/upsert$/, 'upsert'],
  [/^\/vectors\/update$/, 'update'],
  [/^\/vectors\/delete$/, 'delete'],
  [/^\/vectors\/fetch/, 'fetch'],
  [/^\/vectors\/list$/, 'list'],
  [/^\/describe_index_stats$/, 'stats'],
  [/^\/records\//, 'records'],
  [/^\/namespaces\/[^/]+\/documents/, 'documents'],
  [/^\/namespaces/, 'namespaces'],
];

/** A path, without what says which index. */
export function requestKindOf(method: string, isData: boolean, path: string): RequestKind {
  if (isData) return dataKinds.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
  if (/backup|restore-jobs/.test(path)) return 'backup';
  if (/^\/(embed|rerank|models)/.test(path)) return 'inference';
  if (!path.startsWith('/indexes')) return 'other';
  return method === 'POST' ? 'create-index' : 'index';
}
