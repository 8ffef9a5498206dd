import { randomBytes } from 'node:crypto';
import { insertCall } from '../calls.ts';
import type { TranscriptLine } from '../calls.ts';
import { callIdSchema, objectSchema } from './tool.ts';
import type { Tool } from './tool.ts';

interface Arguments {
  readonly account_id: number;
  readonly title: string;
  readonly lines?: readonly TranscriptLine[];
  readonly call_id?: string;
  readonly started_at?: string;
  readonly duration_seconds?: number;
  readonly sentiment?: number;
  readonly owner_email?: string;
}

const line = objectSchema({
  speaker: { type: 'string', minLength: 1, maxLength: 100 },
  text: { type: 'string', minLength: 1, maxLength: 10_000 },
});

export const recordCall: Tool = {
  name: 'record_call',
  title: 'Record a call',
  description: 'Writes a sales call and its transcript into the warehouse. It is found by search_calls after index_call.',
  inputSchema: objectSchema(
    {
      account_id: { type: 'integer', minimum: 1 },
      title: { type: 'string', minLength: 1, maxLength: 200 },
      lines: { type: 'array', maxItems: 50, items: line, description: 'What was said, in order.' },
      call_id: { ...callIdSchema, description: 'Id of the call; a new one when absent.' },
      started_at: { type: 'string', format: 'date-time', description: 'Now when absent.' },
      duration_seconds: { type: 'integer', minimum: 0, maximum: 86_400 },
      sentiment: { type: 'number', minimum: -1, maximum: 1 },
      owner_email: { type: 'string', maxLength: 200 },
    },
    ['lines', 'call_id', 'started_at', 'duration_seconds', 'sentiment', 'owner_email'],
  ),
  outputSchema: objectSchema({ call_id: { type: 'string' }, lines: { type: 'integer' } }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async answer(args: Arguments, { warehouse, recorded }) {
    const { call_id: callId = `recorded-${randomBytes(8).toString('hex')}`, lines = [] } = args;
    const startedAt = args.started_at === undefined ? new Date() : new Date(args.started_at);
    if (Number.isNaN(startedAt.getTime()))
      throw new Error(`started_at: expected a time such as 2026-11-01T09:30:00Z, got "${args.started_at}".`);
    const call = {
      callId,
      accountId: args.account_id,
      title: args.title,
      startedAt,
      durationSeconds: args.duration_seconds,
      sentiment: args.sentiment,
      ownerEmail: args.owner_email,
      lines,
    };
    await warehouse().transaction((query) => insertCall(query, call));
    recorded.add(callId);
    return { call_id: callId, lines: lines.length };
  },
};
