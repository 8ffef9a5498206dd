import { Pinecone } from '@pinecone-database/pinecone';
import { startPinecone } from '../src/local/pinecone/start-pinecone.ts';
import { quantile, timesOf } from './measure.ts';
import type { Line } from './table.ts';

const dimension = 384;
const batch = 200;
const sizes = [
  { records: 10_000, goalMilliseconds: 3 },
  { records: 100_000, goalMilliseconds: 15 },
];

/** Queries through the vendor's client; the endpoint is in this process, so its time and the client's are both in it. */
export async function measure(): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const { records, goalMilliseconds } of sizes) {
    await using endpoint = await startPinecone();
    const client = new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
    await client.createIndex({ name: 'bench', dimension, metric: 'cosine', spec: { serverless: { cloud: 'aws', region: 'us-east-1' } } });
    const index = client.index({ host: endpoint.hostOf('bench') });
    for (let from = 0; from < records; from += batch) {
      await index.upsert({
        records: Array.from({ length: batch }, (_, offset) => ({ id: `r${from + offset}`, values: vector(from + offset) })),
      });
    }
    const query = (seed: number): Promise<unknown> => index.query({ vector: vector(seed), topK: 10 });
    await timesOf(20, query);
    const times = await timesOf(100, query);
    const p50 = quantile(times, 0.5);
    lines.push({
      what: `embedded Pinecone, one query at ${records.toLocaleString('en')} x ${dimension}, exact`,
      measured: `p50 ${p50.toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
      beside: '',
      budget: `goal p50 ${goalMilliseconds} ms`,
      met: p50 <= goalMilliseconds,
    });
  }
  return lines;
}

function vector(seed: number): number[] {
  return Array.from({ length: dimension }, (_, position) => Math.sin(seed * 12.9898 + position * 78.233));
}
