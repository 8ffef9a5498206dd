import component from '../../../src/components/agent/index.ts';
import { settings } from '../../../src/components/agent/settings.ts';
import { startAgent } from '../../../src/local/agent/start-agent.ts';
import type { AgentEndpoint } from '../../../src/local/agent/start-agent.ts';
import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';
import type { Doors } from '../run-check.ts';

export const doors: Doors = { settings, component };
export const refund = 'What is the refund window?';

/** An agent whose tools are out of reach: what needs none is answered all the same. */
export async function startToolless(...faults: readonly Fault[]): Promise<AgentEndpoint> {
  return await startAgent({ world: generateWorld(7), faults, mcpUrl: 'http://127.0.0.1:9/mcp' });
}

/** What a config declares for each protocol that is spoken over HTTP, and both versions of A2A. */
export const spoken = {
  'openai-chat': { protocol: 'openai-chat' },
  'a2a 1.0': { protocol: 'a2a' },
  'a2a 0.3': { protocol: 'a2a', version: '0.3' },
  'http-json': {
    protocol: 'http-json',
    health: '/ping',
    request: { path: '/invocations', body: { prompt: '{question}' }, answer: 'result', usage: 'usage' },
  },
  agentcore: { protocol: 'agentcore' },
  langgraph: { protocol: 'langgraph', request: { usage: 'usage' } },
} as const;

export type Spoken = keyof typeof spoken;
export const spokenNames = Object.keys(spoken) as readonly Spoken[];
export const streamed: readonly Spoken[] = ['openai-chat', 'a2a 1.0', 'a2a 0.3'];

export function declaredFor(agent: AgentEndpoint, name: Spoken): Readonly<Record<string, unknown>> {
  return { ...spoken[name], url: agent.url, token: agent.key };
}
