import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

export interface Administrator extends AsyncDisposable {
  /** Sets knobs over those that are set. */
  turn(knobs: object): Promise<void>;
  plant(fault: object): Promise<void>;
  /** Requests that met a fault, by all faults together. */
  applied(): Promise<number>;
}

/** Sets faults and knobs of an endpoint over its admin route, and takes all of them back in the end. */
export function administer(endpoint: PineconeEndpoint): Administrator {
  const { url, token } = endpoint.admin ?? { url: '', token: '' };
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    turn: async (knobs) => void (await ask('POST', '/knobs', knobs)),
    plant: async (fault) => void (await ask('POST', '/faults', fault)),
    applied: async () => {
      const { faults } = (await ask('GET', '/faults')) as { readonly faults: readonly { readonly applied: number }[] };
      return faults.reduce((sum, { applied }) => sum + applied, 0);
    },
    [Symbol.asyncDispose]: async () => {
      await ask('DELETE', '/faults');
      await ask('DELETE', '/knobs');
    },
  };
}
