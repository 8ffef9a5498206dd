import type { Reply } from '../route.ts';

interface PrintedIndex {
  readonly host?: unknown;
  readonly status?: unknown;
}

/** New indexes that are not ready for a while. They are known by their host. */
export class InitialisingIndexes {
  readonly #readyAt = new Map<string, number>();

  created(reply: Reply, milliseconds: number | undefined): void {
    const { host } = (reply.body ?? {}) as PrintedIndex;
    if (milliseconds !== undefined && typeof host === 'string') this.#readyAt.set(host, performance.now() + milliseconds);
  }

  has(host: string): boolean {
    const readyAt = this.#readyAt.get(host);
    if (readyAt !== undefined && readyAt <= performance.now()) this.#readyAt.delete(host);
    return this.#readyAt.has(host);
  }

  /** The reply of the control plane, with the state of the indexes in it. */
  shown(reply: Reply): Reply {
    if (this.#readyAt.size === 0 || typeof reply.body !== 'object' || reply.body === null) return reply;
    const body = reply.body as PrintedIndex & { readonly indexes?: readonly PrintedIndex[] };
    if (Array.isArray(body.indexes)) return { ...reply, body: { ...body, indexes: body.indexes.map((index) => this.#print(index)) } };
    return { ...reply, body: this.#print(body) };
  }

  #print(index: PrintedIndex): PrintedIndex {
    if (typeof index.host !== 'string' || !this.has(index.host)) return index;
    return { ...index, status: { ready: false, state: 'Initializing' } };
  }
}
