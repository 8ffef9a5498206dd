import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { StackReply } from '../../../src/model/stack.ts';

export interface EndpointProcess {
  readonly child: ChildProcess;
  readonly apiKey: string;
  readonly url: string;
  readonly lost: readonly string[];
}

/** The endpoint on a folder, in a process of its own that can be killed. */
export async function startEndpointProcess(dataDirectory: string): Promise<EndpointProcess> {
  const request = { uses: ['pinecone'], seed: 7, faults: [], pinecone: { dataDirectory } };
  const child = spawn(process.execPath, [resolve('src/local/main.ts'), JSON.stringify(request)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [reply] = (await once(child, 'message')) as [StackReply];
  const [ready] = reply.type === 'ready' ? reply.endpoints : [];
  if (ready === undefined) throw new Error(`the endpoint did not start: ${JSON.stringify(reply)}`);
  const { api_key: apiKey = '', controller_url: url = '' } = ready.settings as Record<string, string>;
  return { child, apiKey, url, lost: ready.access?.lost ?? [] };
}
