import type { McpServer, ReadResourceResult } from '@modelcontextprotocol/server';
import { newestCalls, readCall, textOfCall } from './calls.ts';
import type { ServerSdk } from './register-tools.ts';
import type { Backends } from './tools/tool.ts';

export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly description?: string;
  readonly mimeType: string;
}

const logUri = 'log://calls';
const logResource = { title: 'Tool log', description: 'The latest calls of the tools, as JSON.', mimeType: 'application/json' };
const callTemplate = { title: 'A sales call', description: 'Title and transcript of a call in the warehouse.', mimeType: 'text/plain' };

export function registerResources(sdk: ServerSdk, server: McpServer, backends: Backends): void {
  server.registerResource('tool-log', logUri, logResource, () =>
    contentOf(logUri, logResource.mimeType, JSON.stringify(backends.log.since(0))),
  );
  const template = new sdk.ResourceTemplate('call://{id}', { list: undefined });
  server.registerResource('call', template, callTemplate, async ({ href }, { id }) => {
    const callId = String(id);
    const call = await readCall(backends.warehouse().query, callId).catch((error: Error) => {
      if (error.message !== `There is no call ${callId}.`) throw error;
      throw new sdk.ResourceNotFoundError(href);
    });
    return contentOf(href, callTemplate.mimeType, textOfCall(call));
  });
}

/** The log, then the newest calls; without a warehouse the log alone. */
export async function listResources({ warehouse }: Backends): Promise<readonly ListedResource[]> {
  const log = { uri: logUri, name: 'tool-log', ...logResource };
  const calls = await newestCallsOf(warehouse);
  return [log, ...calls.map(({ callId, title }) => ({ uri: `call://${callId}`, name: callId, title, mimeType: callTemplate.mimeType }))];
}

async function newestCallsOf(warehouse: Backends['warehouse']) {
  try {
    return await newestCalls(warehouse().query);
  } catch {
    // A list is not the place to report it: the tools and the resources themselves say what is wrong.
    return [];
  }
}

function contentOf(uri: string, mimeType: string, text: string): ReadResourceResult {
  return { contents: [{ uri, mimeType, text }] };
}
