import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { listenHttp } from '../../http/servers.ts';

export interface Registry extends AsyncDisposable {
  /** Host and port. */
  readonly at: string;
  /** Of the manifest of `tiny`. */
  readonly digest: string;
  readonly requests: readonly string[];
}

const digestOf = (content: Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

/** A registry of one image, `tiny:latest`, as much of the protocol as a pull needs (distribution-spec, Pulling manifests). */
export async function startRegistry(): Promise<Registry> {
  const layer = execFileSync('tar', ['-cf', '-', '-C', '/', 'etc/hostname']);
  const platform = { architecture: process.arch === 'x64' ? 'amd64' : process.arch, os: 'linux' };
  const config = Buffer.from(JSON.stringify({ ...platform, config: {}, rootfs: { type: 'layers', diff_ids: [digestOf(layer)] } }));
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', size: config.length, digest: digestOf(config) },
      layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar', size: layer.length, digest: digestOf(layer) }],
    }),
  );
  const digest = digestOf(manifest);
  const served: Readonly<Record<string, readonly [type: string, content: Buffer]>> = {
    '/v2/': ['application/json', Buffer.from('{}')],
    '/v2/tiny/manifests/latest': [manifestType, manifest],
    [`/v2/tiny/manifests/${digest}`]: [manifestType, manifest],
    [`/v2/tiny/blobs/${digestOf(config)}`]: ['application/octet-stream', config],
    [`/v2/tiny/blobs/${digestOf(layer)}`]: ['application/octet-stream', layer],
  };
  const requests: string[] = [];
  const server = await listenHttp((request, response) => {
    requests.push(request.url ?? '');
    const found = served[request.url ?? ''];
    const [type, content] = found ?? ['application/json', Buffer.from('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}')];
    const status = found === undefined ? 404 : 200;
    response.writeHead(status, { 'content-type': type, 'content-length': content.length, 'docker-content-digest': digestOf(content) });
    response.end(request.method === 'HEAD' ? undefined : content);
  });
  return { at: server.at, digest, requests, [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose]() };
}
