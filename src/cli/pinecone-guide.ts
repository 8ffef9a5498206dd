import type { EndpointAccess, StackEndpoint } from '../model/stack.ts';

/** How programs other than ours connect to the embedded Pinecone. */
export interface PineconeConnect {
  readonly keys: NonNullable<EndpointAccess['keys']>;
  /** Options of the client's constructor. */
  readonly node: { readonly apiKey: string; readonly controllerHostUrl: string };
  /** Read by clients that are made without options. */
  readonly environment: Readonly<Record<'PINECONE_API_KEY' | 'PINECONE_CONTROLLER_HOST', string>>;
}

/** Undefined for another kind of endpoint. */
export function pineconeConnect({ uses, settings, access }: StackEndpoint): PineconeConnect | undefined {
  if (uses !== 'pinecone' || !access?.keys) return undefined;
  const { api_key: apiKey = '', controller_url: controllerHostUrl = '' } = settings as Readonly<Record<string, string>>;
  return {
    keys: access.keys,
    node: { apiKey, controllerHostUrl },
    environment: { PINECONE_API_KEY: apiKey, PINECONE_CONTROLLER_HOST: controllerHostUrl },
  };
}

/** For people: keys, settings, and a program to copy. */
export function pineconeGuide({ access }: StackEndpoint, { keys, node, environment }: PineconeConnect): string {
  const faults = `  faults, knobs and keys: ${access?.admin?.url}, authorization: Bearer ${access?.admin?.token}`;
  return [
    '  keys:',
    ...keys.map(({ role, project, apiKey }) => `    ${apiKey} (role ${role}${project === undefined ? '' : `, project ${project}`})`),
    '  Node, with npm install @pinecone-database/pinecone:',
    `    import { Pinecone } from '@pinecone-database/pinecone';
    const client = new Pinecone({ apiKey: ${JSON.stringify(node.apiKey)}, controllerHostUrl: ${JSON.stringify(node.controllerHostUrl)} });
    console.log((await client.listIndexes()).indexes?.map((index) => index.name));`,
    '  Environment, for new Pinecone() without options:',
    ...Object.entries(environment).map(([name, value]) => `    ${name}=${value}`),
    ...(access?.admin ? [faults] : []),
    ...(access?.lost ?? []).map((sentence) => `  LOST: ${sentence}`),
  ].join('\n');
}
