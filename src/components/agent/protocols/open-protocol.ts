import type { Capabilities } from '../../../model/capability.ts';
import type { Network } from '../../../std/address.ts';
import { AgentHttp } from '../agent-http.ts';
import type { AgentProtocol } from '../protocol.ts';
import type { AgentSettings } from '../settings-schema.ts';
import { A2a } from './a2a.ts';
import { httpContract } from './http-contract.ts';
import { HttpJson } from './http-json.ts';
import { ToolAgent } from './mcp.ts';
import { OpenAiChat } from './openai-chat.ts';

export interface OpenOptions {
  readonly network: Network;
  readonly needs: Readonly<Record<string, Capabilities>>;
  readonly signal: AbortSignal;
}

export async function openProtocol(settings: AgentSettings, { network, needs, signal }: OpenOptions): Promise<AgentProtocol> {
  if (settings.via !== undefined) return new ToolAgent(toolOf(settings.via.component, needs), settings.via);
  const http = new AgentHttp(new URL(settings.url ?? ''), credentialHeaders(settings), network);
  try {
    if (settings.protocol === 'openai-chat') return new OpenAiChat(http, settings);
    if (settings.protocol === 'a2a') return await A2a.open(http, settings, signal);
    return new HttpJson(http, httpContract(settings));
  } catch (error) {
    http[Symbol.dispose]();
    throw error;
  }
}

function toolOf(component: string, needs: OpenOptions['needs']) {
  const tool = needs[component]?.tool;
  if (tool !== undefined) return tool;
  const known = Object.keys(needs).join(', ') || 'none';
  throw new Error(`via.component is ${component}, which is no mcp component in the agent's needs (${known})`);
}

function credentialHeaders({ headers = {}, token }: AgentSettings): Readonly<Record<string, string>> {
  return { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
}
