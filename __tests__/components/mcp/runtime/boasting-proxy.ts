import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { listenHttp } from '../../http/servers.ts';

/** A door to an engine that claims limits for every container, whatever it has. Gives `tcp://...`. */
export async function startBoastingProxy(engine: string, claimed: object): Promise<AsyncDisposable & { readonly address: string }> {
  const socketPath = engine.replace('unix://', '');
  const server = await listenHttp(async (asked, answer) => {
    const passedOn = request({ socketPath, method: asked.method, path: asked.url, headers: asked.headers, agent: false });
    console.log('>', asked.method, asked.url, performance.now());
    asked.on('error', (e) => console.log('asked', e.message));
    passedOn.on('error', (e) => console.log('passed', e.message));
    asked.pipe(passedOn);
    const [found] = (await once(passedOn, 'response')) as [IncomingMessage];
    console.log('<', asked.url, found.statusCode, performance.now());
    found.on('end', () => console.log('end', asked.url));
    const isDetails = /\/containers\/[^/]+\/json$/.test(asked.url ?? '');
    answer.writeHead(found.statusCode ?? 500, { 'content-type': found.headers['content-type'] ?? 'application/json' });
    if (!isDetails) return found.pipe(answer);
    const details = JSON.parse((await found.toArray()).join('')) as { readonly HostConfig: object };
    return answer.end(JSON.stringify({ ...details, HostConfig: { ...details.HostConfig, ...claimed } }));
  });
  return { address: `tcp://${server.at}`, [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose]() };
}
