import type { StackEndpoint } from '../model/stack.ts';

/** How programs other than ours ask the embedded agent. */
export interface AgentConnect {
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly token: string;
  /** As the SDKs of OpenAI take it. */
  readonly openAiBaseUrl: string;
  readonly agentCardUrl: string;
}

/** Undefined for another kind of endpoint. */
export function agentConnect({ uses, settings }: StackEndpoint): AgentConnect | undefined {
  if (uses !== 'agent') return undefined;
  const { url = '', token = '' } = settings as { readonly url?: string; readonly token?: string };
  return { url, token, openAiBaseUrl: `${url}/v1`, agentCardUrl: `${url}/.well-known/agent-card.json` };
}

/** For people: a question to copy, and what SDKs take. */
export function agentGuide({ token, openAiBaseUrl, agentCardUrl }: AgentConnect): string {
  const body = JSON.stringify({ model: 'no-model', messages: [{ role: 'user', content: 'How many calls does account 7 have?' }] });
  return [
    `  curl ${openAiBaseUrl}/chat/completions -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${body}'`,
    `  OpenAI's SDKs: base URL ${openAiBaseUrl}, model no-model`,
    `  A2A, 1.0 and 0.3: card at ${agentCardUrl}`,
  ].join('\n');
}
