import { createServer as createPlain } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { ServerOptions } from 'node:https';
import { connect, createServer as createTcp } from 'node:net';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';

export interface Listening extends AsyncDisposable {
  readonly port: number;
  readonly at: string;
}

/** Answers may be asynchronous; one that throws shows as a connection that is cut. */
type Answer = (...parts: Parameters<RequestListener>) => unknown;

export async function listenHttp(listener: Answer): Promise<Listening> {
  return await listen(createPlain((request, answer) => void listener(request, answer)));
}

export async function listenHttps(options: ServerOptions, listener: Answer): Promise<Listening> {
  return await listen(createSecure(options, (request, answer) => void listener(request, answer)));
}

/** A server that speaks no HTTP. Its open sockets are destroyed with it. */
export async function listenTcp(listener: (socket: Socket) => void): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createTcp((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    listener(socket);
  });
  return await listen(server, () => {
    for (const socket of sockets) socket.destroy();
  });
}

/** A CONNECT proxy that leads every host to one port of this machine and remembers what it was asked for. */
export async function listenProxy(port: number): Promise<Listening & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createPlain();
  const sockets = new Set<Socket>();
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
    }
  });
  const listening = await listen(server, () => {
    for (const socket of sockets) socket.destroy();
  });
  return { ...listening, asked };
}

/** Sets environment variables until it is disposed. */
export function setVariables(variables: Readonly<Record<string, string>>): Disposable {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return {
    [Symbol.dispose]() {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    },
  };
}

async function listen(server: Server | TcpServer, close: () => void = () => undefined): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    at: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
