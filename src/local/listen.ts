import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { errorMessage } from '../std/errors.ts';
import { StackInputError } from './stack-input-error.ts';

/**
 * Listens on 127.0.0.1 alone, so that nothing outside of this machine reaches an endpoint. Gives the port.
 * @throws StackInputError when the port that was asked for cannot be had
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    if (port === 0) throw cause;
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    throw new StackInputError(`--port ${port}: ${isTaken ? 'another program listens there' : errorMessage(cause)}`, { cause });
  }
  return (server.address() as AddressInfo).port;
}

/** Stops listening and cuts the connections that are still open. */
export async function closeServer(server: Server & { closeAllConnections(): void }): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/**
 * Reads a request's body.
 * @returns undefined when it is larger than the limit; the rest is read and thrown away, so that the answer arrives
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
  }
  return size <= limitBytes ? Buffer.concat(chunks) : undefined;
}
