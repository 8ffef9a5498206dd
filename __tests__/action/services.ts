import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;

export interface Services extends AsyncDisposable {
  readonly url: string;
  /** What the runner sets for steps of an Action. */
  readonly env: Readonly<Record<string, string>>;
  /** Finished uploads by artifact or cache name. */
  readonly blobs: ReadonlyMap<string, Buffer>;
  readonly checkRuns: readonly Json[];
  readonly calls: readonly string[];
}

/**
 * GitHub as far as a step talks to it: the results service that the artifact and cache packages upload to (Twirp, with block
 * blobs behind signed addresses), and the REST route that creates a check run. Anything else is 404.
 */
export async function startServices(): Promise<Services> {
  const blobs = new Map<string, Buffer>();
  const blocks = new Map<string, Buffer>();
  const checkRuns: Json[] = [];
  const calls: string[] = [];
  let origin = '';
  const blobUrl = (name: string): string => `${origin}/blob/${encodeURIComponent(name)}?sig=x`;
  const twirp: Readonly<Record<string, (body: Json) => Json>> = {
    CreateArtifact: ({ name }) => ({ ok: true, signed_upload_url: blobUrl(String(name)) }),
    FinalizeArtifact: () => ({ ok: true, artifact_id: '7' }),
    CreateCacheEntry: ({ key }) => ({ ok: !blobs.has(String(key)), signed_upload_url: blobUrl(String(key)) }),
    FinalizeCacheEntryUpload: () => ({ ok: true, entry_id: '9' }),
    GetCacheEntryDownloadURL: ({ key }) =>
      blobs.has(String(key)) ? { ok: true, signed_download_url: blobUrl(String(key)), matched_key: key } : { ok: false },
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', origin);
    const body = await bodyOf(request);
    const method = url.pathname.split('/').at(-1) ?? '';
    calls.push(`${request.method} ${url.pathname}`);
    const json = (status: number, value: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (url.pathname.startsWith('/twirp/') && twirp[method]) return json(200, twirp[method](JSON.parse(body.toString()) as Json));
    if (url.pathname === '/repos/octo/repo/check-runs' && request.headers.authorization === 'token t0ken') {
      checkRuns.push(JSON.parse(body.toString()) as Json);
      return json(201, { id: 1, html_url: 'https://github.example/checks/1' });
    }
    const [, , name = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (!url.pathname.startsWith('/blob/')) return json(404, { message: 'Not Found' });
    if (request.method === 'GET' || request.method === 'HEAD') return answerBlob(blobs.get(name), request, response);
    if (url.searchParams.get('comp') === 'block') blocks.set(`${name} ${url.searchParams.get('blockid')}`, body);
    else if (url.searchParams.get('comp') === 'blocklist') blobs.set(name, joinBlocks(name, body.toString(), blocks));
    else blobs.set(name, body);
    response.writeHead(201, { etag: '"1"', 'last-modified': new Date().toUTCString() }).end();
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  const scopes = Buffer.from(JSON.stringify({ scp: 'Actions.Results:run-1:job-1' })).toString('base64url');
  return {
    url: origin,
    blobs,
    checkRuns,
    calls,
    env: {
      ACTIONS_RESULTS_URL: `${origin}/`,
      ACTIONS_RUNTIME_TOKEN: `e30.${scopes}.x`,
      ACTIONS_CACHE_SERVICE_V2: 'True',
      GITHUB_SERVER_URL: 'http://github.localhost',
      GITHUB_API_URL: origin,
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answerBlob(blob: Buffer | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (blob === undefined) return void response.writeHead(404).end();
  const headers = { 'content-length': String(blob.length) };
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : blob);
}

function joinBlocks(name: string, list: string, blocks: ReadonlyMap<string, Buffer>): Buffer {
  const ids = [...list.matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = '']) => id);
  return Buffer.concat(ids.map((id) => blocks.get(`${name} ${id}`) ?? Buffer.alloc(0)));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
