import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { listenHttp } from '../../http/servers.ts';

/** A door to an engine that claims limits for every container, whatever it has. Its address is `tcp://...`. */
export async function startBoastingProxy(engine: string, claimed: object): Promise<AsyncDisposable & { readonly address: string }> {
  const socketPath = engine.replace('unix://', '');
  const server = await listenHttp(async (asked, answer) => {
    const body = Buffer.concat(await asked.toArray());
    const passedOn = request({ socketPath, method: asked.method, path: asked.url, headers: asked.headers, agent: false });
    passedOn.end(body);
    const [found] = (await once(passedOn, 'response')) as [IncomingMessage];
    answer.writeHead(found.statusCode ?? 500, { 'content-type': found.headers['content-type'] ?? 'application/json' });
    if (!/\/containers\/[^/]+\/json$/.test(asked.url ?? '')) return found.pipe(answer);
    const details = JSON.parse((await found.toArray()).join('')) as { readonly HostConfig: object };
    return answer.end(JSON.stringify({ ...details, HostConfig: { ...details.HostConfig, ...claimed } }));
  });
  return { address: `tcp://${server.at}`, [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose]() };
}
