import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;

interface Artifact {
  readonly id: number;
  readonly runId: string;
  readonly name: string;
  readonly mimeType: string;
  isFinished: boolean;
}

export interface ResultsService extends AsyncDisposable {
  readonly url: string;
  /** What the runner sets for the steps of an Action. */
  readonly env: Readonly<Record<string, string>>;
  /** Finished uploads by artifact name or cache key. */
  readonly blobs: ReadonlyMap<string, Buffer>;
  readonly calls: readonly string[];
  /** What GitHub allows a job to do with the cache. */
  cachePolicy: 'read-write' | 'read' | 'write-only' | 'none';
  /** Asked for each call of the service, by method such as `ListArtifacts`. `lost`: takes effect, then the connection is reset. */
  fault: (method: string) => { readonly status: number; readonly code: string; readonly msg: string } | 'reset' | 'lost' | undefined;
}

/**
 * The service that the packages @actions/artifact and @actions/cache talk to: Twirp over JSON, and block blobs behind signed
 * addresses. A name of an artifact is taken once per run, a key of the cache for ever.
 */
export async function startResultsService(): Promise<ResultsService> {
  const store = new ResultsStore();
  const calls: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', service.url);
    const body = await bodyOf(request);
    calls.push(`${request.method} ${url.pathname}`);
    if (url.pathname.startsWith('/blob/')) return answerBlob(store, request, response, url, body);
    const method = url.pathname.split('/').at(-1) ?? '';
    const fault = service.fault(method);
    if (fault === 'reset') return void response.destroy();
    const answer = typeof fault === 'object' ? fault : answerTwirp(store, service, method, body);
    if (fault === 'lost') return void response.destroy();
    const status = typeof answer['status'] === 'number' ? answer['status'] : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service: ResultsService = {
    url,
    env: environment(url),
    blobs: store.named,
    calls,
    cachePolicy: 'read-write',
    fault: () => undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return service;
}

/** A server under `.localhost` has an artifact service, one under an address is taken for GitHub Enterprise Server. */
function environment(origin: string): Readonly<Record<string, string>> {
  const scopes = Buffer.from(JSON.stringify({ scp: 'Actions.Results:run-1:job-1' })).toString('base64url');
  return {
    ACTIONS_RESULTS_URL: `${origin}/`,
    ACTIONS_RUNTIME_TOKEN: `e30.${scopes}.x`,
    ACTIONS_CACHE_SERVICE_V2: 'True',
    GITHUB_SERVER_URL: 'http://github.localhost',
  };
}

class ResultsStore {
  /** By artifact name or cache key, for tests. */
  readonly named = new Map<string, Buffer>();
  readonly artifacts: Artifact[] = [];
  readonly caches: { readonly key: string; readonly version: string; isFinished: boolean }[] = [];
  /** Uploaded, finished or not, by the path of the blob. */
  readonly uploaded = new Map<string, Buffer>();
  readonly blocks = new Map<string, Buffer>();
  nextId = 7;
}

function answerTwirp(store: ResultsStore, { url, cachePolicy }: ResultsService, method: string, body: Buffer): Json {
  const answer = twirp[method];
  if (answer === undefined) return twirpError(404, 'bad_route', `no handler for ${method}`);
  return answer(store, JSON.parse(body.toString()) as Json, url, cachePolicy);
}

function twirpError(status: number, code: string, msg: string): Json {
  return { status, code, msg };
}

const twirp: Readonly<Record<string, (store: ResultsStore, body: Json, origin: string, policy: ResultsService['cachePolicy']) => Json>> = {
  CreateArtifact: (store, body, origin) => {
    const [runId, name] = [String(body['workflow_run_backend_id']), String(body['name'])];
    if (store.artifacts.some((one) => one.runId === runId && one.name === name)) {
      return twirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
    }
    const mime = body['mime_type'];
    const mimeType = typeof mime === 'string' ? mime : 'application/zip';
    store.artifacts.push({ id: (store.nextId += 1), runId, name, mimeType, isFinished: false });
    return { ok: true, signed_upload_url: blobUrl(origin, 'artifact', name) };
  },
  FinalizeArtifact: (store, body) => {
    const artifact = store.artifacts.find((one) => one.runId === body['workflow_run_backend_id'] && one.name === body['name']);
    const bytes = store.uploaded.get(`artifact/${String(body['name'])}`);
    if (artifact === undefined || bytes === undefined) return twirpError(404, 'not_found', 'artifact not found');
    artifact.isFinished = true;
    store.named.set(artifact.name, bytes);
    return { ok: true, artifact_id: String(artifact.id) };
  },
  ListArtifacts: (store, body) => {
    const [name, id] = ['name_filter', 'id_filter'].map((key) => body[key]);
    const found = store.artifacts
      .filter((one) => one.isFinished && one.runId === body['workflow_run_backend_id'])
      .filter((one) => (name === undefined || name === one.name) && (id === undefined || id === String(one.id)));
    return { artifacts: found.map((one) => artifactJson(store, one)) };
  },
  GetSignedArtifactURL: (store, body, origin) => {
    const name = String(body['name']);
    if (!store.named.has(name)) return twirpError(404, 'not_found', 'artifact not found');
    return { signed_url: blobUrl(origin, 'artifact', name) };
  },
  DeleteArtifact: (store, body) => {
    const index = store.artifacts.findIndex((one) => one.runId === body['workflow_run_backend_id'] && one.name === body['name']);
    const [removed] = index === -1 ? [] : store.artifacts.splice(index, 1);
    if (removed === undefined) return twirpError(404, 'not_found', 'artifact not found');
    store.named.delete(removed.name);
    return { ok: true, artifact_id: String(removed.id) };
  },
  CreateCacheEntry: (store, body, origin, policy) => {
    const [key, version] = [String(body['key']), String(body['version'])];
    if (policy !== 'read-write' && policy !== 'write-only') return denied('write');
    if (store.caches.some((one) => one.key === key && one.version === version)) return { ok: false, signed_upload_url: '' };
    store.caches.push({ key, version, isFinished: false });
    return { ok: true, signed_upload_url: blobUrl(origin, 'cache', key) };
  },
  FinalizeCacheEntryUpload: (store, body) => {
    const key = String(body['key']);
    const entry = store.caches.find((one) => one.key === key && one.version === body['version']);
    const bytes = store.uploaded.get(`cache/${key}`);
    if (entry === undefined || bytes === undefined) return { ok: false };
    entry.isFinished = true;
    store.named.set(key, bytes);
    return { ok: true, entry_id: '9' };
  },
  GetCacheEntryDownloadURL: (store, body, origin, policy) => {
    if (policy !== 'read-write' && policy !== 'read') return denied('read');
    const keys = [String(body['key']), ...((body['restore_keys'] ?? []) as readonly string[])];
    const entries = store.caches.filter((one) => one.isFinished && one.version === body['version']).toReversed();
    for (const [index, key] of keys.entries()) {
      // The key itself is exact; each key to fall back to is a prefix, and the newest entry wins.
      const found = entries.find((one) => (index === 0 ? one.key === key : one.key.startsWith(key)));
      if (found !== undefined) return { ok: true, signed_download_url: blobUrl(origin, 'cache', found.key), matched_key: found.key };
    }
    return { ok: false, signed_download_url: '', matched_key: '' };
  },
};

function denied(what: 'read' | 'write'): Json {
  return {
    status: 403,
    code: 'permission_denied',
    msg: `cache ${what} denied: the token has no ${what === 'read' ? 'readable' : 'writable'} scopes`,
  };
}

function artifactJson(store: ResultsStore, { id, runId, name }: Artifact): Json {
  const bytes = store.named.get(name) ?? Buffer.alloc(0);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const ids = { workflow_run_backend_id: runId, workflow_job_run_backend_id: 'job-1', database_id: String(id) };
  return { ...ids, name, size: String(bytes.length), created_at: new Date().toISOString(), digest };
}

function blobUrl(origin: string, kind: 'artifact' | 'cache', name: string): string {
  return `${origin}/blob/${kind}/${encodeURIComponent(name)}?sig=x`;
}

function answerBlob(store: ResultsStore, request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
  const [kind = '', name = ''] = url.pathname.split('/').slice(2).map(decodeURIComponent);
  const path = `${kind}/${name}`;
  if (request.method === 'GET' || request.method === 'HEAD') {
    const bytes = store.named.get(name);
    if (bytes === undefined) return void response.writeHead(404).end();
    const type = kind === 'artifact' ? (store.artifacts.find((one) => one.name === name)?.mimeType ?? '') : 'application/octet-stream';
    const headers = {
      'content-length': String(bytes.length),
      'content-type': type,
      'content-disposition': `attachment; filename="${encodeURIComponent(name)}"`,
    };
    return void response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : bytes);
  }
  if (url.searchParams.get('comp') === 'block') store.blocks.set(`${path} ${url.searchParams.get('blockid')}`, body);
  else if (url.searchParams.get('comp') === 'blocklist') store.uploaded.set(path, joinBlocks(store, path, body.toString()));
  else store.uploaded.set(path, body);
  response.writeHead(201, { etag: '"1"', 'last-modified': new Date().toUTCString() }).end();
}

function joinBlocks({ blocks }: ResultsStore, path: string, list: string): Buffer {
  const ids = [...list.matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = '']) => id);
  return Buffer.concat(ids.map((id) => blocks.get(`${path} ${id}`) ?? Buffer.alloc(0)));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
