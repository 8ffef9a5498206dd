import { embedText } from '../../data/embed-text.ts';
import { readCall, textOfCall } from '../calls.ts';
import { callIdSchema, objectSchema } from './tool.ts';
import type { Tool } from './tool.ts';

interface Arguments {
  readonly call_id: string;
}

export const indexCall: Tool = {
  name: 'index_call',
  title: 'Index a call',
  description: 'Reads a call from the warehouse, embeds it and writes it into the vector index, so that search_calls finds it.',
  inputSchema: objectSchema({ call_id: callIdSchema }),
  outputSchema: objectSchema({ call_id: { type: 'string' }, dimension: { type: 'integer' } }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async answer({ call_id }: Arguments, { warehouse, index }) {
    const call = await readCall(warehouse().query, call_id);
    const { accountId, title, startedAt, industry } = call;
    const metadata = {
      title,
      account_id: accountId,
      started_at: Date.parse(startedAt) / 1000,
      ...(industry !== null && { industry }),
    };
    await index.upsert({ id: call_id, values: embedText(textOfCall(call), index.dimension), metadata });
    return { call_id, dimension: index.dimension };
  },
};
