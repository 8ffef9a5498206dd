import { resolve } from 'node:path';
import { startStack } from '../src/execute/stack.ts';
import { quantile } from './measure.ts';
import type { Line } from './table.ts';

const goalMilliseconds = 2000;

export async function measure(): Promise<readonly Line[]> {
  const signal = new AbortController().signal;
  const request = { uses: ['snowflake', 'pinecone', 'http', 'mcp'], seed: 7, faults: [] };
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const startedAt = performance.now();
    await using stack = await startStack({ command: [resolve('lib/local/main.js')], request, signal });
    times.push(performance.now() - startedAt);
    if (stack.unavailable.length > 0) throw new Error('not every endpoint started');
  }
  const median = quantile(
    times.sort((left, right) => left - right),
    0.5,
  );
  return [
    {
      what: 'embedded stack: started, seeded and ready',
      measured: `${median.toFixed(0)} ms`,
      beside: '',
      budget: `goal ${goalMilliseconds} ms`,
      met: median <= goalMilliseconds,
    },
  ];
}
