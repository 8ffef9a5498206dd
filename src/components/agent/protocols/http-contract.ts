import { asRecord } from '../as-record.ts';
import type { AgentSettings, RequestSettings } from '../settings-schema.ts';

/** How an agent is asked over plain HTTP, and where its answer is. */
export interface HttpContract {
  readonly title: string;
  readonly method: string;
  /** With {question} and {conversation}, as in headers and body. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly answerPath: string;
  readonly usagePath?: string;
  readonly health?: HealthContract;
}

export interface HealthContract {
  readonly url: URL;
  readonly expected: string;
  readonly isWell: (body: unknown) => boolean;
}

interface Preset {
  readonly title: string;
  readonly request: RequestSettings;
  readonly headers?: Readonly<Record<string, string>>;
  readonly health?: { readonly path: string; readonly expected: string; readonly isWell: (body: unknown) => boolean };
}

const healthyStates: readonly unknown[] = ['Healthy', 'HealthyBusy'];

/** https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-service-contract.html */
const agentCore: Preset = {
  title: 'an agent by the contract of Bedrock AgentCore',
  request: { path: '/invocations', body: { prompt: '{question}' }, answer: 'result', usage: 'usage' },
  headers: { 'x-amzn-bedrock-agentcore-runtime-session-id': '{conversation}' },
  health: {
    path: '/ping',
    expected: 'status 200 with Healthy or HealthyBusy',
    isWell: (body) => healthyStates.includes(asRecord(body)['status']),
  },
};

/** https://docs.langchain.com/langsmith/server-api-ref: a run without a thread, and its last message. */
function langGraph(assistant: string): Preset {
  return {
    title: 'an agent by the API of LangGraph',
    request: {
      path: '/runs/wait',
      body: { assistant_id: assistant, input: { messages: [{ role: 'user', content: '{question}' }] } },
      answer: 'messages[-1].content',
    },
    health: { path: '/ok', expected: 'status 200 with ok', isWell: (body) => asRecord(body)['ok'] === true },
  };
}

/** What the settings declare, over what their preset knows. */
export function httpContract(settings: AgentSettings): HttpContract {
  const { title, request: usual, headers = {}, health } = presetOf(settings);
  const request = { ...usual, ...settings.request };
  const at = (path: string) => `${(settings.url ?? '').replace(/\/$/, '')}${path}`;
  const declared = settings.health;
  const own = declared === undefined ? undefined : { url: new URL(at(declared)), expected: 'status 200', isWell: () => true };
  const known = health && { url: new URL(at(health.path)), expected: health.expected, isWell: health.isWell };
  const asked = own ?? known;
  return {
    title,
    method: request.method ?? 'POST',
    url: at(request.path ?? '/'),
    headers,
    ...(request.body !== undefined && { body: request.body }),
    answerPath: request.answer ?? '',
    ...(request.usage !== undefined && { usagePath: request.usage }),
    ...(asked !== undefined && { health: asked }),
  };
}

function presetOf({ protocol, assistant = 'agent' }: AgentSettings): Preset {
  if (protocol === 'agentcore') return agentCore;
  if (protocol === 'langgraph') return langGraph(assistant);
  return { title: 'an agent over HTTP', request: {} };
}
