import { StackInputError } from './stack-input-error.ts';

/** Faults that can be planted into the embedded stack when it starts, each in one sentence. The list is closed. */
export const faults = {
  'missing-column': 'CORE.CALLS has no column DURATION_SECONDS.',
  'revoked-grant': 'The role ANALYST lost SELECT on CORE.CALLS.',
  'slow-query': 'CORE.CALL_STATISTICS is defined by a query that takes more than 300 ms.',
  'wrong-dimension': 'The index sophia-calls is built with dimension 128 instead of 256.',
  'lost-metadata': 'One record in ten of sophia-calls has no industry.',
  'dead-tool': 'The MCP tool search_calls is listed, but every call answers "search backend unavailable".',
  'mcp-tool-removed': 'The MCP tool account_summary is gone.',
  'mcp-schema-broken': 'The input schema of the MCP tool search_calls is no valid JSON Schema.',
  'mcp-slow-tool': 'The MCP tool search_calls takes half a second longer.',
  'mcp-leaking-tool': 'The MCP tool ping answers with the credentials of its server.',
  'mcp-dead-session': 'A session of an older MCP revision is forgotten after its first request.',
  'mcp-open-auth': 'The protected MCP endpoint answers without an access token.',
  'mcp-any-audience': 'The protected MCP endpoint accepts access tokens of other servers.',
  'mcp-any-origin': 'The MCP server answers pages of every origin.',
  'expired-certificate': 'The certificate of status.example.test expired yesterday.',
  'api-500': 'GET /accounts of api.example.test answers 500.',
  'stuck-stream': 'The agent begins a stream and never ends it.',
  'agent-error-200': 'The agent answers the question about refunds with an error inside HTTP 200.',
  'agent-without-tool': 'The agent answers from its memory and never calls its tools.',
  'slow-agent': 'The agent takes 2.5 seconds longer for each answer.',
  'mixed-conversations': 'The agent answers the last question that it was asked, whoever asked it.',
  'open-agent': 'The agent answers without credentials.',
} as const satisfies Readonly<Record<string, string>>;

export type Fault = keyof typeof faults;

/** @throws StackInputError that names the unknown fault and the known ones */
export function checkFaults(names: readonly string[]): readonly Fault[] {
  return names.map((name) => {
    if (Object.hasOwn(faults, name)) return name as Fault;
    throw new StackInputError(`There is no fault "${name}" to plant. Known faults: ${Object.keys(faults).join(', ')}.`);
  });
}
