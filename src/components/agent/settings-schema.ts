import * as v from 'valibot';
import { bearerToken, headersSchema, httpUrl } from '../request-schema.ts';

export const protocolNames = ['openai-chat', 'a2a', 'http-json', 'agentcore', 'langgraph', 'mcp'] as const;
export type ProtocolName = (typeof protocolNames)[number];

const name = v.pipe(v.string(), v.nonEmpty('expected a name'));
const path = v.pipe(v.string(), v.startsWith('/', 'expected a path such as /ask'));
/** Inside of JSON. */
export const valuePath = v.pipe(
  v.string(),
  v.regex(/^[\w-]+(?:\.[\w-]+|\[-?\d+\])*$/, 'expected a path such as output.text or messages[-1].content'),
);
const dollars = v.pipe(v.number(), v.minValue(0));
const tokens = v.pipe(v.number(), v.integer(), v.minValue(1));

const request = v.strictObject({
  method: v.exactOptional(v.pipe(v.picklist(['POST', 'PUT', 'GET']), v.description('POST by default'))),
  path: v.exactOptional(v.pipe(path, v.description('Below the url; {question} and {conversation} in it are filled in'))),
  body: v.exactOptional(v.pipe(v.unknown(), v.description('JSON; {question} and {conversation} in its texts are filled in'))),
  answer: v.exactOptional(v.pipe(valuePath, v.description('Where the answer is in what comes back, such as `output.text`'))),
  usage: v.exactOptional(v.pipe(valuePath, v.description('Where the used tokens are told, such as `usage`'))),
});

const via = v.strictObject({
  component: v.pipe(name, v.description('An mcp component in `needs`')),
  tool: v.pipe(name, v.description('The tool that the agent is')),
  argument: v.exactOptional(v.pipe(name, v.description('Argument that takes the question; `question` by default'))),
  answer: v.exactOptional(v.pipe(valuePath, v.description('Where the answer is in a structured result, such as `answer`'))),
  usage: v.exactOptional(v.pipe(valuePath, v.description('Where the used tokens are told in a structured result'))),
});

const prices = v.strictObject({
  input: v.pipe(dollars, v.description('Dollars for a million input tokens')),
  output: v.pipe(dollars, v.description('Dollars for a million output tokens')),
});

const budget = v.strictObject({
  tokens: v.exactOptional(v.pipe(tokens, v.description('Most tokens of a run: nothing is asked that could exceed it'))),
  cost: v.exactOptional(v.pipe(dollars, v.description('Most dollars of a run at `prices`'))),
  tokens_per_ask: v.exactOptional(v.pipe(tokens, v.description('What one question is expected to use at most, before the first one told'))),
});

const entries = {
  protocol: v.pipe(v.picklist(protocolNames), v.description('How the agent is spoken to')),
  url: v.exactOptional(v.pipe(httpUrl, v.description('Where the agent is; for openai-chat /v1 is added to a url without a path'))),
  token: v.exactOptional(v.pipe(bearerToken, v.description('Sent as `Authorization: Bearer` with every question'))),
  headers: v.exactOptional(v.pipe(headersSchema, v.description('Headers of every request'))),
  model: v.exactOptional(v.pipe(name, v.description('Model to ask; by default the first that is listed'))),
  system: v.exactOptional(v.pipe(v.string(), v.description('System message before every question'))),
  max_output_tokens: v.exactOptional(v.pipe(tokens, v.description('Sent as `max_completion_tokens`'))),
  version: v.exactOptional(v.pipe(v.picklist(['1.0', '0.3']), v.description('Of A2A; by default the newest that the card offers'))),
  card_path: v.exactOptional(v.pipe(path, v.description('Of the agent card; /.well-known/agent-card.json by default'))),
  request: v.exactOptional(v.pipe(request, v.description('How to ask'))),
  health: v.exactOptional(v.pipe(path, v.description('Path that answers 200 while the agent is well'))),
  assistant: v.exactOptional(v.pipe(name, v.description('Assistant to run; `agent` by default'))),
  via: v.exactOptional(v.pipe(via, v.description('The MCP server whose tool the agent is'))),
  error_markers: v.exactOptional(v.pipe(v.array(name), v.description('Texts that give an error away although it looks like an answer'))),
  prices: v.exactOptional(prices),
  budget: v.exactOptional(budget),
};

const byHttp: readonly ProtocolName[] = ['http-json', 'agentcore', 'langgraph'];
/** Settings that mean something to some protocols only. */
const owners: Readonly<Partial<Record<keyof typeof entries, readonly ProtocolName[]>>> = {
  url: protocolNames.filter((protocol) => protocol !== 'mcp'),
  token: protocolNames.filter((protocol) => protocol !== 'mcp'),
  headers: protocolNames.filter((protocol) => protocol !== 'mcp'),
  model: ['openai-chat'],
  system: ['openai-chat'],
  max_output_tokens: ['openai-chat'],
  version: ['a2a'],
  card_path: ['a2a'],
  request: byHttp,
  health: byHttp,
  assistant: ['langgraph'],
  via: ['mcp'],
};

export const settingsSchema = v.pipe(
  v.strictObject(entries),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const input = dataset.value;
    for (const [key, protocols] of Object.entries(owners)) {
      const value = input[key as keyof typeof entries];
      if (value === undefined || protocols.includes(input.protocol)) continue;
      const message = `${key} belongs to ${protocols.join(', ')}, and the protocol is ${input.protocol}`;
      addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }] });
    }
  }),
  v.check(({ protocol, url }) => protocol === 'mcp' || url !== undefined, 'the key "url" is missing'),
  v.check(({ protocol, via }) => protocol !== 'mcp' || via !== undefined, 'protocol mcp needs via: the component and its tool'),
  v.check((settings) => isCompleteRequest(settings), 'protocol http-json needs request with path, body and answer'),
  v.check(({ request }) => request?.method !== 'GET' || request.body === undefined, 'a GET has no body: put {question} into the path'),
  v.check((settings) => saysQuestion(settings), 'the request never says {question}: put it into the body or the path'),
  v.check(
    ({ token, headers = {} }) => token === undefined || !Object.keys(headers).some((header) => header.toLowerCase() === 'authorization'),
    'token and a header Authorization say the same: give one',
  ),
  v.check(({ budget, prices }) => budget?.cost === undefined || prices !== undefined, 'budget.cost needs prices'),
);

export type AgentSettings = v.InferOutput<typeof settingsSchema>;
export type Prices = v.InferOutput<typeof prices>;
export type Budget = v.InferOutput<typeof budget>;
export type RequestSettings = v.InferOutput<typeof request>;
export type ViaSettings = v.InferOutput<typeof via>;

function isCompleteRequest({ protocol, request }: { readonly protocol: ProtocolName; readonly request?: RequestSettings }): boolean {
  if (protocol !== 'http-json') return true;
  return request?.path !== undefined && request.answer !== undefined && (request.method === 'GET' || request.body !== undefined);
}

/** Those of the presets say it, where the config does not put others in their place. */
function saysQuestion({ protocol, request }: { readonly protocol: ProtocolName; readonly request?: RequestSettings }): boolean {
  const isUsual = request?.body === undefined && request?.method !== 'GET' && protocol !== 'http-json';
  return !byHttp.includes(protocol) || isUsual || JSON.stringify([request?.path, request?.body]).includes('{question}');
}

/** Whether the protocol brings an answer in pieces. */
export function canStream({ protocol }: Pick<AgentSettings, 'protocol'>): boolean {
  return protocol === 'openai-chat' || protocol === 'a2a';
}
