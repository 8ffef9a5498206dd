import { setTimeout as sleep } from 'node:timers/promises';
import { embedText } from '../../data/embed-text.ts';
import { objectSchema, readsOnly } from './tool.ts';
import type { Tool } from './tool.ts';

interface Arguments {
  readonly query: string;
  readonly limit?: number;
}

const slowMilliseconds = 500;

export const searchCalls: Tool = {
  name: 'search_calls',
  title: 'Search calls',
  description: 'Finds the sales calls that are nearest to a text.',
  inputSchema: objectSchema(
    {
      query: { type: 'string', minLength: 1, maxLength: 10_000, description: 'What the calls are about, in plain words.' },
      limit: { type: 'integer', minimum: 1, maximum: 50, default: 5, description: 'How many calls to return.' },
    },
    ['limit'],
  ),
  outputSchema: objectSchema({
    calls: {
      type: 'array',
      items: objectSchema({ call_id: { type: 'string' }, score: { type: 'number' }, title: { type: 'string' } }),
    },
  }),
  annotations: readsOnly,
  async answer({ query, limit = 5 }: Arguments, { faults, index, titles }) {
    if (faults.includes('dead-tool')) throw new Error('search backend unavailable');
    if (faults.includes('mcp-slow-tool')) await sleep(slowMilliseconds);
    const found = await index.search(embedText(query, index.dimension), limit);
    const titleOf = (id: string, title: unknown): string => (typeof title === 'string' ? title : (titles.get(id) ?? ''));
    return { calls: found.map(({ id, score, metadata }) => ({ call_id: id, score, title: titleOf(id, metadata?.['title']) })) };
  },
};
