import { deleteCall } from '../calls.ts';
import { callIdSchema, objectSchema } from './tool.ts';
import type { Tool } from './tool.ts';

interface Arguments {
  readonly call_id: string;
}

export const removeCall: Tool = {
  name: 'remove_call',
  title: 'Remove a call',
  description: 'Removes a call that record_call wrote from the warehouse and from the vector index.',
  inputSchema: objectSchema({ call_id: callIdSchema }),
  outputSchema: objectSchema({ call_id: { type: 'string' } }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async answer({ call_id }: Arguments, { warehouse, index, recorded }) {
    if (!recorded.has(call_id)) throw new Error(`The call ${call_id} was not recorded by this server, so it is not removed.`);
    await index.delete(call_id);
    await warehouse().transaction((query) => deleteCall(query, call_id));
    recorded.delete(call_id);
    return { call_id };
  },
};
