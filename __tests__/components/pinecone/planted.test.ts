import { expect, test } from 'vitest';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { errorMessage } from '../../../src/std/errors.ts';
import { connectComponent } from '../run-check.ts';
import { administer } from './administer.ts';
import { allChecks, loadTopK } from './all-checks.ts';
import type { Keys } from './all-checks.ts';
import { declaredSmall, doors, inventoryOf, send, startSmall } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie } from './lying-proxy.ts';

interface Planted {
  readonly what: string;
  /** What a proxy changes in answers. */
  readonly lie?: Lie;
  /** Set on the endpoint's own admin route. */
  readonly knobs?: object;
  /** Done to the project. */
  readonly change?: (endpoint: PineconeEndpoint) => Promise<unknown>;
  readonly keys?: (endpoint: PineconeEndpoint) => Partial<Keys>;
  /** Every request is made with the owner's key. */
  readonly isOpen?: boolean;
  /** The checks that must be red, and no others. */
  readonly red: readonly string[];
}

/** Kinds that are red, with the error where one ended them. */
async function redWith({ lie, knobs, change, keys, isOpen = false }: Omit<Planted, 'what' | 'red'>): Promise<readonly string[]> {
  await using endpoint = await startSmall();
  await change?.(endpoint);
  await using administrator = administer(endpoint);
  if (knobs !== undefined) await administrator.turn(knobs);
  const options = { passesHeaders: true, ...(isOpen ? { apiKey: endpoint.apiKey } : {}) };
  await using proxy = await startLyingProxy(endpoint.url, lie ?? (() => undefined), options);
  await using connected = await connectComponent(doors, {
    ...declaredSmall(endpoint),
    ...(lie === undefined && !isOpen ? {} : { controller_url: proxy.url }),
  });
  const before = await inventoryOf(endpoint);
  const right = { viewer: endpoint.issueKey('DataPlaneViewer'), stranger: endpoint.issueKey('ProjectEditor', 'other') };
  const red: string[] = [];
  for (const [kind, declared] of allChecks({ ...right, ...keys?.(endpoint) })) {
    const { unmet, error } = await connected.run(kind, declared, { samples: 4, warmup: 1 });
    if (error !== undefined) red.push(`${kind}: ${errorMessage(error)}`);
    else if (unmet.some(({ severity }) => severity !== 'warn')) red.push(kind);
  }
  expect(await inventoryOf(endpoint)).toEqual(before);
  return red;
}

interface Matches {
  readonly matches: readonly { readonly id: string; readonly score: number }[];
}

/** Changes the parsed answers to requests whose path ends so. */
const onAnswer =
  <Body>(end: string, change: (body: Body, request: Parameters<Lie>[2], path: string) => object | undefined): Lie =>
  (path, body, request) => {
    if (!path.endsWith(end)) return undefined;
    const changed = change(JSON.parse(body) as Body, request, path);
    return changed === undefined ? undefined : JSON.stringify(changed);
  };

const isAsked = (body: string, topK: number): boolean => {
  const asked = JSON.parse(body) as { readonly topK: number; readonly filter?: object };
  return asked.topK === topK && asked.filter === undefined;
};

const onQuery = (topK: number, change: (answer: Matches) => object): Lie =>
  onAnswer<Matches>('/query', (answer, { body }) => (isAsked(body, topK) ? change(answer) : undefined));

type Fields = Readonly<Record<string, unknown>>;

const onRecord = (id: string, change: (record: Fields) => Fields | undefined, isThere: (path: string) => boolean = () => true): Lie =>
  onAnswer<{ readonly vectors: Readonly<Record<string, Fields>> }>('/vectors/fetch', (body, _request, path) => {
    const { [id]: record, ...others } = body.vectors;
    if (record === undefined || !isThere(path)) return undefined;
    const changed = change(record);
    return { ...body, vectors: changed === undefined ? others : { ...others, [id]: changed } };
  });

const isCopy = (path: string): boolean => path.includes('/infra-test-');

const deletesEverywhere = (): Lie => {
  let isDeleted = false;
  return (path, body, request) => {
    if (path.endsWith('/vectors/delete') && request.body.includes('tenant-0')) isDeleted = true;
    const isOfOther = path.endsWith('/vectors/fetch') && request.query.getAll('ids').includes('tenant-1');
    return isDeleted && isOfOther ? JSON.stringify({ ...(JSON.parse(body) as object), vectors: {} }) : undefined;
  };
};

const limitsEveryThird = (): Lie => {
  let queries = 0;
  const limited = { status: 429, body: '{"message":"too many requests"}', headers: { 'retry-after': '0' } };
  return (path, _body, request) =>
    path.endsWith('/query') && isAsked(request.body, loadTopK) && queries++ % 3 === 0 ? limited : undefined;
};

const staysAfterDeletion = (): Lie => {
  let last = '';
  return (path, body) => {
    if (path.endsWith('/vectors/fetch') && body.includes('"round-trip-a"')) last = body;
    return path.endsWith('/vectors/fetch') && body.includes('"vectors":{}') && last !== '' ? last : undefined;
  };
};

test('nothing is red without a fault', async () => {
  expect(await redWith({})).toEqual([]);
});

test.each<Planted>([
  {
    what: 'protection was switched off',
    change: (endpoint) => send(endpoint, 'PATCH', '/indexes/small', { deletion_protection: 'disabled' }),
    red: ['config', 'protection'],
  },
  { what: 'a tag was changed', change: (endpoint) => send(endpoint, 'PATCH', '/indexes/small', { tags: { team: 'x' } }), red: ['config'] },
  {
    what: 'new indexes are put elsewhere',
    lie: (path, body) => (path.startsWith('/indexes/infra-test-') ? body.replaceAll('us-east-1', 'eu-west-1') : undefined),
    red: ['create', 'export-restore', 'backup'],
  },
  { what: 'new indexes are never ready', knobs: { index_init: '1h' }, red: ['create', 'export-restore'] },
  {
    what: 'other values come back',
    lie: onRecord('round-trip-b', (record) => ({ ...record, values: (record['values'] as number[]).toReversed() })),
    red: ['round-trip'],
  },
  { what: 'deleted records stay', lie: staysAfterDeletion(), red: ['round-trip', 'namespaces'] },
  { what: 'writes show late', knobs: { freshness: { min: '120ms', max: '130ms' } }, red: ['freshness'] },
  {
    what: 'an update drops other metadata',
    lie: onRecord('fresh-1', (record) => ({ ...record, metadata: { version: 2 } })),
    red: ['freshness'],
  },
  {
    what: 'a page repeats an id',
    lie: onAnswer<{ readonly vectors: readonly { readonly id: string }[] }>('/vectors/list', ({ vectors, ...body }) =>
      vectors[0]?.id === 'listed-0000' ? { ...body, vectors: [vectors[0], ...vectors] } : undefined,
    ),
    red: ['listing'],
  },
  {
    what: 'a filter leaves records out',
    lie: onAnswer<Matches>('/query', (body, { body: sent }) =>
      sent.includes('"$ne"') ? { ...body, matches: body.matches.slice(1) } : undefined,
    ),
    red: ['metadata-filter'],
  },
  {
    what: 'any key is accepted',
    isOpen: true,
    red: ['refuses-wrong-key', 'read-only-key', 'roles', 'other-project'],
  },
  {
    what: 'the key for reading can write',
    keys: (endpoint) => ({ viewer: endpoint.issueKey('DataPlaneEditor') }),
    red: ['read-only-key', 'roles'],
  },
  {
    what: "the other project's key is of this project",
    keys: (endpoint) => ({ stranger: endpoint.issueKey('ProjectViewer') }),
    red: ['other-project'],
  },
  { what: 'the nearest are not found', lie: onQuery(9, (body) => ({ ...body, matches: body.matches.slice(2) })), red: ['recall'] },
  {
    what: 'one record fills the answer',
    lie: onQuery(9, (body) => ({ ...body, matches: body.matches.map(() => body.matches[0]) })),
    red: ['recall'],
  },
  { what: 'a record of a batch is lost', lie: onRecord('upsert-19', () => undefined), red: ['batch-upsert'] },
  { what: 'the service limits', lie: limitsEveryThird(), red: ['load'] },
  {
    what: 'the index is nearly full',
    lie: onAnswer<object>('/describe_index_stats', (body) => ({ ...body, indexFullness: 0.97 })),
    red: ['scaling'],
  },
  {
    what: 'a namespace shows records of another',
    lie: onQuery(100, (body) => ({ ...body, matches: [...body.matches, { id: 'small-001', score: 0.1 }] })),
    red: ['namespaces'],
  },
  { what: 'a deletion reaches other namespaces', lie: deletesEverywhere(), red: ['namespaces'] },
  { what: 'queries are billed too high', lie: onQuery(10, (body) => ({ ...body, usage: { readUnits: 12 } })), red: ['units'] },
  {
    what: 'fetches do not tell their units',
    lie: onAnswer<Fields>('/vectors/fetch', ({ usage: _usage, ...body }, { query }) =>
      query.getAll('ids').length === 100 ? body : undefined,
    ),
    red: ['units'],
  },
  {
    what: 'the records have grown a hundredfold',
    lie: onAnswer<{ readonly vectors: Readonly<Record<string, Fields>> }>('/vectors/fetch', (body) => {
      const grown = Object.entries(body.vectors).map(([id, record]) => [id, { ...record, metadata: { text: 'x'.repeat(10_000) } }]);
      return Object.keys(body.vectors).some((id) => id.startsWith('small-'))
        ? { ...body, vectors: Object.fromEntries(grown) as object }
        : undefined;
    }),
    red: ['cost'],
  },
  {
    what: 'copies lose a field',
    lie: onRecord('small-007', ({ metadata: _metadata, ...record }) => record, isCopy),
    red: ['export-restore', 'backup'],
  },
  { what: 'a backup holds nothing', knobs: { backup_lag: '15m' }, red: ['backup'] },
  { what: 'a backup is never ready', knobs: { backup_duration: '1h' }, red: ['backup'] },
  {
    what: 'a restore fails',
    lie: (path, body) => (path.startsWith('/restore-jobs/') ? body.replace('"Completed"', '"Failed"') : undefined),
    red: ['backup'],
  },
])('$what: $red are red, and nothing else', async ({ red, ...planted }) => {
  expect(await redWith(planted)).toEqual(red);
});
