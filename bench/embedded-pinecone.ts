import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Pinecone } from '@pinecone-database/pinecone';
import type { StackReply } from '../src/model/stack.ts';
import { createRandom } from '../src/std/random.ts';
import { quantile, timesOf } from './measure.ts';
import type { Line } from './table.ts';

const dimension = 384;
const batch = 200;
const sizes = [
  { records: 10_000, goalMilliseconds: 3, goalMegabytes: 250 },
  { records: 100_000, goalMilliseconds: 15, goalMegabytes: 600 },
];

/** Through the vendor's client, with the endpoint in a process of its own as in a run. */
export async function measure(): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const size of sizes) lines.push(...(await measureSize(size)));
  return lines;
}

async function measureSize({ records, goalMilliseconds, goalMegabytes }: (typeof sizes)[number]): Promise<readonly Line[]> {
  const request = { uses: ['pinecone'], seed: 7, faults: [] };
  const child = fork('src/local/main.ts', [JSON.stringify(request)]);
  try {
    const [reply] = (await once(child, 'message')) as [StackReply];
    if (reply.type !== 'ready') throw new Error(`the endpoint did not start: ${JSON.stringify(reply)}`);
    const { api_key: apiKey = '', controller_url: url = '' } = (reply.endpoints[0]?.settings ?? {}) as Record<string, string>;
    const client = new Pinecone({ apiKey, controllerHostUrl: url });
    await client.createIndex({ name: 'bench', dimension, metric: 'cosine', spec: { serverless: { cloud: 'aws', region: 'us-east-1' } } });
    const index = client.index({ host: `${url}/i/bench` });
    const perSecond = await upsertRate(records, (batchOfRecords) => index.upsert({ records: batchOfRecords }));
    const what = `${records.toLocaleString('en')} x ${dimension}`;
    const goal = `goal p50 ${goalMilliseconds} ms`;
    const plain = await queryTimes((vector) => index.query({ vector, topK: 10 }));
    const filtered = await queryTimes((vector) => index.query({ vector, topK: 10, filter: { hundredth: { $eq: 7 } } }));
    const megabytes = residentMegabytes(child.pid);
    return [
      {
        what: `embedded Pinecone, one query at ${what}, exact`,
        measured: show(plain),
        beside: '',
        budget: goal,
        met: quantile(plain, 0.5) <= goalMilliseconds,
      },
      {
        what: 'the same with a filter that 1 % match',
        measured: show(filtered),
        beside: '',
        budget: goal,
        met: quantile(filtered, 0.5) <= goalMilliseconds,
      },
      {
        what: `embedded Pinecone, upsert of ${what}, batches of ${batch}`,
        measured: `${Math.round(perSecond)} records/s`,
        beside: '',
        budget: 'goal 4000 records/s',
        met: perSecond >= 4000,
      },
      {
        what: `embedded Pinecone, memory of its process at ${what}`,
        measured: Number.isNaN(megabytes) ? 'not told by this system' : `${Math.round(megabytes)} MB`,
        beside: '',
        budget: `goal ${goalMegabytes} MB`,
        met: !(megabytes > goalMegabytes),
      },
    ];
  } finally {
    child.kill('SIGTERM');
  }
}

/** Records per second, without the time that making them takes. */
async function upsertRate(records: number, upsert: (records: ReturnType<typeof recordOf>[]) => Promise<unknown>): Promise<number> {
  let milliseconds = 0;
  for (let from = 0; from < records; from += batch) {
    const made = Array.from({ length: batch }, (_, offset) => recordOf(from + offset));
    const startedAt = performance.now();
    await upsert(made);
    milliseconds += performance.now() - startedAt;
  }
  return records / (milliseconds / 1000);
}

async function queryTimes(query: (vector: number[]) => Promise<unknown>): Promise<readonly number[]> {
  const vectors = Array.from({ length: 120 }, (_, number) => vector(-number));
  await timesOf(20, (call) => query(vectors[call] as number[]));
  return await timesOf(100, (call) => query(vectors[20 + call] as number[]));
}

const show = (times: readonly number[]): string => `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`;

/** NaN where the system does not tell. */
function residentMegabytes(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

function recordOf(seed: number) {
  return { id: `r${seed}`, values: vector(seed), metadata: { hundredth: seed % 100 } };
}

/** Spread evenly in all directions, with as many digits as models give. */
function vector(seed: number): number[] {
  const random = createRandom(String(seed));
  return Array.from({ length: dimension }, () => Number((random() * 2 - 1).toFixed(8)));
}
