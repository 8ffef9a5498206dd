import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  /** Parsed; undefined when there is none. */
  readonly body: Record<string, unknown> | undefined;
  /** Ids of a fetch. */
  readonly ids: readonly string[];
  readonly namespace: string;
  /** Whether it goes to an index that was restored from a backup. */
  readonly isRestored: boolean;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface StoredRecord {
  readonly id: string;
  readonly values: readonly number[];
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What is wrong with the service. Everything absent is right. */
export interface Fault {
  /** Instead of the endpoint's answer. */
  readonly answer?: (sent: Sent) => Reply | undefined;
  /** A change of its answer with status 200. */
  readonly change?: (sent: Sent, body: never) => unknown;
  /** Key with which everything is sent. */
  readonly key?: string;
  /** What a backup keeps of the records. */
  readonly keep?: (records: readonly StoredRecord[]) => readonly StoredRecord[];
  readonly backupState?: string;
  readonly jobState?: string;
}

export interface PlantingProxy extends AsyncDisposable {
  readonly url: string;
  /** Backups that are there now. */
  readonly backups: ReadonlyMap<string, unknown>;
}

const version = { 'x-pinecone-api-version': '2025-04', 'content-type': 'application/json' };

interface ListedPage {
  readonly vectors: readonly { readonly id: string }[];
  readonly pagination?: { readonly next?: string };
}

/** A real server before the endpoint, with a fault, and with backups of the default namespace of one index. */
export async function startPlantingProxy(endpoint: PineconeEndpoint, fault: Fault = {}): Promise<PlantingProxy> {
  const backups = new Map<string, { backup: Record<string, unknown>; records: readonly StoredRecord[] }>();
  const restored = new Set<string>();
  // The answers are the endpoint's, whose shapes other tests hold.
  const own = async <Answer>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<Answer> => {
    const init = {
      method,
      headers: { ...version, 'api-key': endpoint.apiKey },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return (await (await fetch(endpoint.url + path, init)).json()) as Answer;
  };

  const readAll = async (index: string): Promise<readonly StoredRecord[]> => {
    const records: StoredRecord[] = [];
    for (let token = ''; ;) {
      const page = await own<ListedPage>(`/i/${index}/vectors/list?limit=100${token && `&paginationToken=${encodeURIComponent(token)}`}`);
      const ids = page.vectors.map(({ id }) => `ids=${id}`).join('&');
      const { vectors } = await own<{ readonly vectors: Readonly<Record<string, StoredRecord>> }>(`/i/${index}/vectors/fetch?${ids}`);
      records.push(...Object.values(vectors));
      token = page.pagination?.next ?? '';
      if (token === '') return records;
    }
  };

  const createBackup = async (index: string, name: string): Promise<Reply> => {
    const records = (fault.keep ?? ((all) => all))(await readAll(index));
    const id = `backup-${backups.size + 1}`;
    const backup = {
      backup_id: id,
      source_index_name: index,
      source_index_id: 'source',
      name,
      status: fault.backupState ?? 'Ready',
      cloud: 'aws',
      region: 'us-east-1',
      record_count: records.length,
      namespace_count: 1,
      size_bytes: records.length * 1_000,
    };
    backups.set(id, { backup, records });
    return { status: 201, body: backup };
  };

  const restore = async (id: string, name: string): Promise<Reply> => {
    const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } };
    await own('/indexes', { name, dimension: 256, metric: 'cosine', spec, deletion_protection: 'disabled' });
    restored.add(name);
    const records = backups.get(id)?.records ?? [];
    for (let from = 0; from < records.length; from += 200) {
      await own(`/i/${name}/vectors/upsert`, { vectors: records.slice(from, from + 200) });
    }
    return { status: 202, body: { restore_job_id: `job-${id}`, index_id: name } };
  };

  const answerBackups = async ({ method, path, body }: Sent): Promise<Reply | undefined> => {
    const [, of, index = '', what] = path.split('/');
    if (of === 'indexes' && what === 'backups') {
      if (method === 'POST') return createBackup(index, String(body?.['name']));
      return { status: 200, body: { data: [...backups.values()].map(({ backup }) => backup) } };
    }
    if (of === 'restore-jobs') {
      const status = fault.jobState ?? 'Completed';
      const job = { restore_job_id: index, backup_id: 'b', target_index_name: 'i', target_index_id: 'i', status, percent_complete: 100 };
      return { status: 200, body: { ...job, created_at: '2026-01-01T00:00:00Z' } };
    }
    if (of !== 'backups') return undefined;
    if (method === 'POST') return restore(index, String(body?.['name']));
    if (method === 'DELETE') backups.delete(index);
    return method === 'DELETE' ? { status: 202, body: undefined } : { status: 200, body: backups.get(index)?.backup };
  };

  let url = '';
  const forward = async (request: IncomingMessage): Promise<Reply> => {
    const text = (await buffer(request)).toString();
    const parsed = new URL(request.url ?? '/', url);
    const key = String(request.headers['api-key']);
    const body = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown> & { readonly namespace?: string });
    const namespace = body?.namespace ?? parsed.searchParams.get('namespace') ?? '';
    const isRestored = restored.has(parsed.pathname.split('/')[2] ?? '');
    const ids = parsed.searchParams.getAll('ids');
    const sent: Sent = { method: request.method ?? '', path: parsed.pathname, key, body, ids, namespace, isRestored };
    const instead = fault.answer?.(sent) ?? (key === endpoint.apiKey ? await answerBackups(sent) : undefined);
    if (instead !== undefined) return instead;
    const names = ['x-pinecone-api-version', 'content-type'];
    const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name] ?? 'application/json')]));
    const init = { method: sent.method, headers: { ...headers, 'api-key': fault.key ?? key }, ...(text === '' ? {} : { body: text }) };
    const answer = await fetch(endpoint.url + (request.url ?? '/'), init);
    const answered = (await answer.text()).replaceAll(endpoint.url, url);
    const isJson = answer.headers.get('content-type')?.includes('json') === true && answered !== '';
    const value: unknown = isJson ? JSON.parse(answered) : answered || undefined;
    const told = answer.headers.get('x-pinecone-request-latency-ms') ?? '1';
    return {
      status: answer.status,
      body: answer.ok ? (fault.change?.(sent, value as never) ?? value) : value,
      headers: { 'x-pinecone-request-latency-ms': told },
    };
  };
  const server = createServer((request, response) => {
    void forward(request).then(({ status, body, headers }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    backups,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
