import { objectSchema, readsOnly } from './tool.ts';
import type { Tool } from './tool.ts';

interface Arguments {
  readonly since?: number;
  readonly tool?: string;
}

const entry = objectSchema({
  sequence: { type: 'integer' },
  at: { type: 'string' },
  tool: { type: 'string' },
  arguments_sha256: { type: 'string' },
  caller: { type: 'string' },
  is_error: { type: 'boolean' },
  duration_ms: { type: 'number' },
});

export const toolLogName = 'tool_log';

export const toolLog: Tool = {
  name: toolLogName,
  title: 'Tool log',
  description: 'The latest calls of the other tools, as the tools themselves recorded them.',
  inputSchema: objectSchema(
    {
      since: { type: 'integer', minimum: 0, description: 'Only calls after the one with this sequence number.' },
      tool: { type: 'string', description: 'Only calls of this tool.' },
    },
    ['since', 'tool'],
  ),
  outputSchema: objectSchema({ calls: { type: 'array', items: entry } }),
  annotations: readsOnly,
  answer: ({ since = 0, tool }: Arguments, { log }) => ({ calls: log.since(since, tool) }),
};
