import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from '../../../../src/local/listen.ts';
import { startPinecone } from '../../../../src/local/pinecone/start-pinecone.ts';
import type { PineconeEndpoint, PineconeOptions } from '../../../../src/local/pinecone/start-pinecone.ts';
import { judge } from './description.ts';
import type { Exchange, Verdict } from './description.ts';

export interface DescribedPinecone extends PineconeEndpoint {
  /** What was exchanged so far, held against the published descriptions. */
  readonly verdicts: readonly Verdict[];
}

const passedOn = ['api-key', 'x-pinecone-api-version', 'content-type', 'user-agent'] as const;

/**
 * The endpoint behind a proxy that holds every request and every answer against the published description of its version. A
 * mistake fails the test when the endpoint is disposed.
 */
export async function startDescribedPinecone(options: PineconeOptions = {}): Promise<DescribedPinecone> {
  await using cleanup = new AsyncDisposableStack();
  const endpoint = cleanup.use(await startPinecone(options));
  const verdicts: Verdict[] = [];
  let url = '';
  const server = createServer((message, response) => void pass(message, response));
  cleanup.defer(() => closeServer(server));
  url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  const resources = cleanup.move();

  async function pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    const requestBody = Buffer.concat(chunks).toString();
    const method = message.method ?? 'GET';
    const path = message.url ?? '/';
    const headers = passedOn.flatMap((name) =>
      message.headers[name] === undefined ? [] : [[name, String(message.headers[name])] as [string, string]],
    );
    const reply = await fetch(`${endpoint.url}${path}`, { method, headers, ...(requestBody !== '' && { body: requestBody }) });
    const answerBody = (await reply.text()).replaceAll(endpoint.url, url);
    verdicts.push(judge(exchangeOf(message, requestBody, reply, answerBody)));
    const kept = [...reply.headers].filter(([name]) => name.startsWith('x-pinecone') || name === 'content-type' || name === 'retry-after');
    response.writeHead(reply.status, Object.fromEntries(kept));
    response.end(answerBody === '' ? undefined : answerBody);
  }

  return {
    ...endpoint,
    url,
    verdicts,
    hostOf: (name) => endpoint.hostOf(name).replace(endpoint.url, url),
    [Symbol.asyncDispose]: async () => {
      await resources.disposeAsync();
      const mistakes = verdicts.flatMap((verdict) => verdict.mistakes);
      if (mistakes.length > 0) throw new Error(`Not as described:\n${[...new Set(mistakes)].join('\n')}`);
    },
  };
}

function exchangeOf(message: IncomingMessage, requestBody: string, reply: Response, answerBody: string): Exchange {
  const [, below] = /^\/i\/[^/?]+(.*)$/.exec(message.url ?? '/') ?? [];
  const version = message.headers['x-pinecone-api-version'];
  return {
    method: message.method ?? 'GET',
    path: below ?? message.url ?? '/',
    plane: below === undefined ? 'control' : 'data',
    version: Array.isArray(version) ? version[0] : version,
    requestBody,
    status: reply.status,
    contentType: reply.headers.get('content-type') ?? undefined,
    answerBody,
  };
}
