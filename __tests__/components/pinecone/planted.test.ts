import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { errorMessage } from '../../../src/std/errors.ts';
import { connectComponent } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';
import { startPlantingProxy } from './planting-proxy.ts';
import type { Fault, Sent } from './planting-proxy.ts';

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSeeded();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

/** The load asks for another number of neighbours than the others, so that faults can tell it apart. */
const loadTopK = 7;

const checks: readonly (readonly [kind: string, options: unknown])[] = [
  ['config', { deletion_protection: 'disabled', region: 'us-east-1' }],
  ['round-trip', { within: '1s' }],
  ['metadata-filter', {}],
  ['refuses-wrong-key', {}],
  ['query-latency', { top_k: 6 }],
  ['recall', { k: 9, queries: 40 }],
  ['batch-upsert', { sizes: [1, 20] }],
  ['load', { rate: 100, calls: 30, top_k: loadTopK }],
  ['scaling', { clients: [1, 2] }],
  ['namespaces', {}],
  ['units', {}],
  ['cost', { max_month: 1 }],
  ['export-restore', {}],
  ['backup', { within: '1s' }],
];

/** Kinds that are red, with the error where one ended them. */
async function redThrough(fault: Fault): Promise<readonly string[]> {
  await using proxy = await startPlantingProxy(endpoint, fault);
  await using connected = await connectComponent(doors, { ...declaredFor(endpoint), controller_url: proxy.url });
  const red: string[] = [];
  for (const [kind, options] of checks) {
    const { unmet, error } = await connected.run(kind, options, { samples: 4, warmup: 1 });
    if (error !== undefined) red.push(`${kind}: ${errorMessage(error)}`);
    else if (unmet.length > 0) red.push(kind);
  }
  expect(proxy.backups.size).toBe(0);
  return red;
}

interface Matches {
  readonly matches: readonly { readonly id: string; readonly score: number }[];
  readonly usage: { readonly readUnits: number };
}

const asked = ({ path, body }: Sent, topK: number): boolean =>
  path.endsWith('/query') && body?.['topK'] === topK && body['filter'] === undefined;
const isUnitsFetch = ({ path, ids }: Sent): boolean => path.endsWith('/vectors/fetch') && ids.length === 100;

const isExportCopy = ({ path, isRestored }: Sent): boolean => path.startsWith('/i/infra-test-') && !isRestored;

function onQuery(topK: number, change: (answer: Matches) => unknown): Fault {
  return { change: (sent, body) => (asked(sent, topK) ? change(body) : undefined) };
}

function onFetch(
  id: string,
  change: (record: Record<string, unknown>) => Record<string, unknown> | undefined,
  isThere: (sent: Sent) => boolean = () => true,
): Fault {
  return {
    change: (sent, body: { vectors: Record<string, Record<string, unknown>> }) => {
      const record = sent.path.endsWith('/vectors/fetch') && isThere(sent) ? body.vectors[id] : undefined;
      if (record === undefined) return undefined;
      const { [id]: _old, ...others } = body.vectors;
      const changed = change(record);
      return { ...body, vectors: changed === undefined ? others : { ...others, [id]: changed } };
    },
  };
}

function onStatistics(change: (body: Record<string, unknown>) => unknown): Fault {
  return { change: (sent, body) => (sent.path.endsWith('/describe_index_stats') ? change(body) : undefined) };
}

function deletesEverywhere(): Fault {
  let isDeleted = false;
  return {
    change: (sent, body) => {
      const ids = sent.body?.['ids'];
      if (sent.path.endsWith('/vectors/delete') && Array.isArray(ids) && ids.includes('tenant-0')) isDeleted = true;
      return isDeleted && sent.ids.includes('tenant-1') ? { ...(body as object), vectors: {} } : undefined;
    },
  };
}

function limitsEveryThird(): Fault {
  let queries = 0;
  const limited = { status: 429, body: { message: 'too many requests' }, headers: { 'retry-after': '0' } };
  return { answer: (sent) => (asked(sent, loadTopK) && queries++ % 3 === 0 ? limited : undefined) };
}

test('nothing is red without a fault', { timeout: 60_000 }, async () => {
  expect(await redThrough({})).toEqual([]);
});

test.each<{ what: string; fault: Fault | (() => Fault); red: string }>([
  {
    what: 'protection was switched on',
    fault: {
      change: ({ method, path }, body: object) =>
        method === 'GET' && path === '/indexes/sophia-calls' ? { ...body, deletion_protection: 'enabled' } : undefined,
    },
    red: 'config',
  },
  {
    what: 'other values come back',
    fault: onFetch('round-trip-b', (record) => ({ ...record, values: (record['values'] as number[]).toReversed() })),
    red: 'round-trip',
  },
  {
    what: 'a filter leaves records out',
    fault: {
      change: ({ path, body: sent }, body: Matches) =>
        path.endsWith('/query') && JSON.stringify(sent).includes('"$ne"') ? { ...body, matches: body.matches.slice(1) } : undefined,
    },
    red: 'metadata-filter',
  },
  { what: 'any key is accepted', fault: () => ({ key: endpoint.apiKey }), red: 'refuses-wrong-key' },
  { what: 'the nearest are not found', fault: onQuery(9, (body) => ({ ...body, matches: body.matches.slice(2) })), red: 'recall' },
  {
    what: 'one record fills the answer',
    fault: onQuery(9, (body) => ({ ...body, matches: body.matches.map(() => body.matches[0]) })),
    red: 'recall',
  },
  { what: 'a record of a batch is lost', fault: onFetch('upsert-19', () => undefined), red: 'batch-upsert' },
  { what: 'the service limits', fault: limitsEveryThird, red: 'load' },
  { what: 'the index is nearly full', fault: onStatistics((body) => ({ ...body, indexFullness: 0.97 })), red: 'scaling' },
  {
    what: 'a namespace shows records of another',
    fault: onQuery(100, (body) => ({ ...body, matches: [...body.matches, { id: 'call-00001', score: 0.1 }] })),
    red: 'namespaces',
  },
  { what: 'a deletion reaches other namespaces', fault: deletesEverywhere, red: 'namespaces' },
  { what: 'queries are billed too high', fault: onQuery(10, (body) => ({ ...body, usage: { readUnits: 12 } })), red: 'units' },
  {
    what: 'fetches do not tell their units',
    fault: { change: (sent, { usage: _usage, ...body }: Record<string, unknown>) => (isUnitsFetch(sent) ? body : undefined) },
    red: 'units',
  },
  {
    what: 'the index has grown a thousandfold',
    fault: onStatistics((body) => ({ ...body, namespaces: { __default__: { vectorCount: 5_000_000 } }, totalVectorCount: 5_000_000 })),
    red: 'cost',
  },
  {
    what: 'the copy of an export lost a field',
    fault: onFetch('call-00007', ({ metadata: _metadata, ...record }) => record, isExportCopy),
    red: 'export-restore',
  },
  { what: 'a backup holds nothing', fault: { keep: () => [] }, red: 'backup' },
  { what: 'a backup lost a record', fault: { keep: (records) => records.slice(1) }, red: 'backup' },
  { what: 'a backup lost metadata', fault: { keep: (records) => records.map(({ id, values }) => ({ id, values })) }, red: 'backup' },
  {
    what: 'a backup holds other values',
    fault: { keep: (records) => records.map((record) => ({ ...record, values: record.values.toReversed() })) },
    red: 'backup',
  },
  { what: 'a backup is never ready', fault: { backupState: 'Initializing' }, red: 'backup' },
  { what: 'a restore fails', fault: { jobState: 'Failed' }, red: 'backup' },
])('$what: $red alone is red', { timeout: 60_000 }, async ({ fault, red }) => {
  expect(await redThrough(typeof fault === 'function' ? fault() : fault)).toEqual([red]);
});
